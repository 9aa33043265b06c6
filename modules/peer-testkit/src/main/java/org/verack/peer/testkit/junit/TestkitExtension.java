package org.verack.peer.testkit.junit;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.peer.testkit.node.TestNode;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Networks;

/**
 * Gives each test what its parameters ask for, all on one clock that the test turns:
 *
 * <table>
 * <caption>Parameters of test methods, and of methods before and after each test</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link VirtualRuntime}</td><td>the clock</td></tr>
 * <tr><td>{@link PeerContext}</td><td>a context on that clock</td></tr>
 * <tr><td>{@link PipeNetwork}</td><td>a network in memory on that clock</td></tr>
 * <tr><td>{@link Peer}, {@link ScriptedPeer}</td><td>two ends of one line, their handshake complete:
 *     the peer has dialed, the script has answered</td></tr>
 * <tr><td>{@link ConnectedPeers}</td><td>two peers with a line between them, their handshake
 *     complete</td></tr>
 * <tr><td>{@link GeneratedChain}</td><td>a generated chain; {@link ServedChain} at the parameter, or
 *     at that of the node if it comes before, says which</td></tr>
 * <tr><td>{@link TestNode}</td><td>a node that listens in the network in memory and serves that
 *     chain</td></tr>
 * </table>
 *
 * <p>A type that is asked for twice within a test, for instance before it, is the same object. What
 * no parameter asks for is not made. Tests that run side by side have nothing in common. After the
 * test, and after the methods after each test, everything is closed. If the test has passed until
 * then, it fails when
 *
 * <ul>
 *   <li>a message still waits in a queue or inbox of a peer of the injected context, before
 *       anything is closed;
 *   <li>a thread of the clock's still runs or a timer is still set, after everything was closed: it
 *       belongs to what the test itself has started and not ended;
 *   <li>a thread of the clock's has failed.
 * </ul>
 *
 * <p>Used as {@code @ExtendWith(TestkitExtension.class)}, the network is regtest; for another
 * network or configuration:
 *
 * {@snippet :
 * @RegisterExtension
 * final TestkitExtension testkit = TestkitExtension.with(PeerConfig.of(Networks.MAINNET));
 *
 * @Test
 * void silenceIsEnoughToBeLeft(VirtualRuntime time, Peer peer, ScriptedPeer remote) {
 *   remote.holdInput(); // does not even hear the pings
 *   time.advance(Duration.ofMinutes(20));
 *   assertFalse(peer.isOpen());
 * }
 * }
 */
@SuppressWarnings("exports") // whoever uses this has JUnit; the module does not pass it on
public final class TestkitExtension implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TestkitExtension.class);

  private static final Map<Class<?>, BiFunction<Fixtures, Optional<ServedChain>, Object>> TYPES =
      Map.of(
          VirtualRuntime.class, (fixtures, chain) -> fixtures.time(),
          PeerContext.class, (fixtures, chain) -> fixtures.context(),
          PipeNetwork.class, (fixtures, chain) -> fixtures.network(),
          Peer.class, (fixtures, chain) -> fixtures.line().peer(),
          ScriptedPeer.class, (fixtures, chain) -> fixtures.line().remote(),
          ConnectedPeers.class, (fixtures, chain) -> fixtures.pair(),
          GeneratedChain.class, Fixtures::chain,
          TestNode.class, Fixtures::node);

  private final PeerConfig config;

  /** For {@code @ExtendWith}: peers of regtest with the default configuration. */
  public TestkitExtension() {
    this(PeerConfig.of(Networks.REGTEST));
  }

  private TestkitExtension(PeerConfig config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  /**
   * Makes an extension for {@code @RegisterExtension}.
   *
   * @param config how the injected peers behave, and what network it is; a node is made for the
   *     network only
   * @return the extension
   */
  public static TestkitExtension with(PeerConfig config) {
    return new TestkitExtension(config);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return TYPES.containsKey(parameter.getParameter().getType())
        && test.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    ExtensionContext.Store store = test.getStore(NAMESPACE);
    Fixtures fixtures = store.get(this, Fixtures.class);
    if (fixtures == null) {
      fixtures = new Fixtures(config);
      store.put(this, fixtures);
    }
    Optional<ServedChain> chain = parameter.findAnnotation(ServedChain.class);
    Class<?> type = parameter.getParameter().getType();
    try {
      return Objects.requireNonNull(TYPES.get(type)).apply(fixtures, chain);
    } catch (IllegalStateException | AssertionError e) {
      throw new ParameterResolutionException("cannot make a " + type.getSimpleName(), e);
    }
  }

  @Override
  public void afterEach(ExtensionContext test) {
    @Nullable Fixtures fixtures = test.getStore(NAMESPACE).remove(this, Fixtures.class);
    if (fixtures != null) {
      fixtures.close(test.getExecutionException().isEmpty());
    }
  }
}
