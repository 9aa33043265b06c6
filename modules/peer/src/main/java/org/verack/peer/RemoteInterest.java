package org.verack.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.verack.peer.runtime.PeerRuntime;
import org.verack.wire.Message;
import org.verack.wire.role.Announcement;
import org.verack.wire.role.AnnouncementMessage;
import org.verack.wire.role.InventoryEntry;
import org.verack.wire.role.LocatorMessage;
import org.verack.wire.role.Negotiation;
import org.verack.wire.role.PeerRules;
import org.verack.wire.role.PreferenceMessage;
import org.verack.wire.role.RelayMessage;
import org.verack.wire.role.Standing;

/**
 * What the remote wants to be told and how, what it has been told, and what it has been asked for
 * what follows a block. There from the end of the handshake on.
 */
final class RemoteInterest {

  /** Queues a message without blocking; false if there is no room. */
  @FunctionalInterface
  interface Sender {
    boolean trySend(Message message) throws PeerClosedException;
  }

  private final PeerConfig config;
  private final PeerRules rules;
  private final PeerRuntime runtime;
  private final LongSupplier trickleDelay;
  private final Sender sender;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock for writing. The lists are immutable and short: one entry a type.
  private volatile Standing standing;
  private volatile List<PreferenceMessage> preferences = List.of();
  private volatile List<LocatorMessage> asked = List.of();
  private volatile @Nullable InventoryRelay inventory;

  // Guarded by the lock.
  private boolean ended;

  RemoteInterest(
      Negotiation negotiation,
      PeerConfig config,
      PeerRuntime runtime,
      LongSupplier trickleDelay,
      Sender sender) {
    this.config = config;
    this.rules = config.network().rules();
    this.runtime = runtime;
    this.trickleDelay = trickleDelay;
    this.sender = sender;
    this.standing = new Standing(negotiation, config.relay(), negotiation.remote().relay());
  }

  Standing standing() {
    return standing;
  }

  /** Remembers what a message of the remote means for what we say to it. */
  void note(Message message) {
    if (message instanceof AnnouncementMessage announcement) {
      InventoryRelay present = inventory;
      if (present != null) {
        present.addKnown(announcement.items());
      }
    } else if (message instanceof PreferenceMessage preference) {
      if (preference.isMeaningful()) {
        prefer(preference);
      }
    } else if (message instanceof RelayMessage) {
      stand(standing.relayToUs(), true);
    }
  }

  /** Remembers that we asked for transactions to be announced. */
  void weWantRelay() {
    stand(true, standing.relayToRemote());
  }

  private void stand(boolean relayToUs, boolean relayToRemote) {
    lock.lock();
    try {
      Standing present = standing;
      standing =
          new Standing(
              present.negotiation(),
              present.relayToUs() || relayToUs,
              present.relayToRemote() || relayToRemote);
    } finally {
      lock.unlock();
    }
  }

  private void prefer(PreferenceMessage preference) {
    lock.lock();
    try {
      preferences = replaced(preferences, preference);
    } finally {
      lock.unlock();
    }
  }

  /** The list with the latest of one type. */
  private static <M extends Message> List<M> replaced(List<M> list, M latest) {
    List<M> result = new ArrayList<>(list);
    result.removeIf(each -> each.getClass().equals(latest.getClass()));
    result.add(latest);
    return List.copyOf(result);
  }

  /** The latest of each kind. */
  List<PreferenceMessage> preferences() {
    return preferences;
  }

  <M extends PreferenceMessage> Optional<M> preference(Class<M> type) {
    return preferences.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Whether the last message of this type asked the same. One without a locator never did. */
  boolean wasAsked(LocatorMessage message) {
    return asked.stream()
        .anyMatch(last -> last.getClass().equals(message.getClass()) && isSame(last, message));
  }

  private static boolean isSame(LocatorMessage a, LocatorMessage b) {
    return !a.locator().isEmpty()
        && !b.locator().isEmpty()
        && a.locator().getFirst().equals(b.locator().getFirst())
        && a.stop().equals(b.stop());
  }

  /** Remembers what was asked. */
  void asked(LocatorMessage message) {
    lock.lock();
    try {
      asked = replaced(asked, message);
    } finally {
      lock.unlock();
    }
  }

  boolean announce(Announcement announcement) {
    Standing present = standing;
    if (announcement.trickles() && !present.relayToRemote()) {
      return false;
    }
    Optional<? extends InventoryEntry> entry = announcement.entry(present.negotiation());
    return entry.isPresent() && inventory().announce(entry.get(), announcement.trickles());
  }

  void addKnown(InventoryEntry entry) {
    inventory().addKnown(List.of(entry));
  }

  /** Most peers are never told of anything; those that are get what it takes. */
  private InventoryRelay inventory() {
    InventoryRelay present = inventory;
    if (present != null) {
      return present;
    }
    lock.lock();
    try {
      present = inventory;
      if (present == null) {
        present =
            new InventoryRelay(
                runtime,
                trickleDelay,
                rules.announcementLimit(),
                config.policy() == PeerConfig.Policy.STRICT,
                config.knownInventory(),
                this::send);
        if (ended) {
          present.end();
        }
        inventory = present;
      }
      return present;
    } finally {
      lock.unlock();
    }
  }

  private boolean send(List<InventoryEntry> entries) {
    Optional<Message> message = rules.announcement(entries);
    try {
      return message.isPresent() && sender.trySend(message.get());
    } catch (PeerClosedException e) {
      // The end clears what waits, too.
      return false;
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      InventoryRelay present = inventory;
      if (present != null) {
        present.end();
      }
    } finally {
      lock.unlock();
    }
  }
}
