package org.verack.conformance.decred;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.NetworkAddress;
import org.verack.wire.address.TorV2Address;
import org.verack.wire.address.TorV3Address;
import org.verack.wire.decred.chain.Block;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.chain.OutPoint;
import org.verack.wire.decred.chain.Serialization;
import org.verack.wire.decred.chain.Transaction;
import org.verack.wire.decred.chain.TxIn;
import org.verack.wire.decred.chain.TxOut;
import org.verack.wire.decred.message.AddrV2;
import org.verack.wire.decred.message.CFHeaders;
import org.verack.wire.decred.message.CFTypes;
import org.verack.wire.decred.message.CFilter;
import org.verack.wire.decred.message.CFilterV2;
import org.verack.wire.decred.message.CFiltersV2;
import org.verack.wire.decred.message.FeeFilter;
import org.verack.wire.decred.message.GetCFHeaders;
import org.verack.wire.decred.message.GetCFTypes;
import org.verack.wire.decred.message.GetCFilter;
import org.verack.wire.decred.message.GetCFilterV2;
import org.verack.wire.decred.message.GetCFsV2;
import org.verack.wire.decred.message.GetData;
import org.verack.wire.decred.message.GetInitState;
import org.verack.wire.decred.message.GetMinings;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.decred.message.InitState;
import org.verack.wire.decred.message.Inv;
import org.verack.wire.decred.message.InventoryVector;
import org.verack.wire.decred.message.MiningState;
import org.verack.wire.decred.message.NotFound;
import org.verack.wire.decred.message.TimedAddress;
import org.verack.wire.decred.message.Version;
import org.verack.wire.decred.mix.MixConfirm;
import org.verack.wire.decred.mix.MixCphrTxt;
import org.verack.wire.decred.mix.MixDCNet;
import org.verack.wire.decred.mix.MixFactPoly;
import org.verack.wire.decred.mix.MixKeyXchg;
import org.verack.wire.decred.mix.MixMessage;
import org.verack.wire.decred.mix.MixPairReq;
import org.verack.wire.decred.mix.MixPairReq.Utxo;
import org.verack.wire.decred.mix.MixSecrets;
import org.verack.wire.decred.mix.MixSessionMessage;
import org.verack.wire.decred.mix.MixSlotRes;
import org.verack.wire.message.Addr;
import org.verack.wire.message.GetAddr;
import org.verack.wire.message.GetBlocks;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.MemPool;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Reject;
import org.verack.wire.message.SendHeaders;
import org.verack.wire.message.Verack;
import org.verack.wire.role.InventoryMessage;

/** Messages as the vectors describe them, in both directions. */
final class DecredFields {

  /** The time that the reference's type has where the layout has none. */
  private static final String NO_TIME = "0";

  private final JsonObject json = new JsonObject();

  private DecredFields() {}

  // From messages.

  static JsonObject of(Message message) {
    return switch (message) {
      case Version m ->
          new DecredFields()
              .put("protocolVersion", m.protocolVersion())
              .put("services", services(m.services()))
              .put("timestamp", Long.toString(m.timestamp()))
              .put("addrYou", node(m.receiver()))
              .put("addrMe", node(m.sender()))
              .put("nonce", Long.toUnsignedString(m.nonce()))
              .put("userAgent", m.userAgent())
              .put("lastBlock", m.startHeight())
              .put("disableRelayTx", !m.relay())
              .json;
      case Ping m -> new DecredFields().put("nonce", Long.toUnsignedString(m.nonce())).json;
      case Pong m -> new DecredFields().put("nonce", Long.toUnsignedString(m.nonce())).json;
      case Addr m ->
          new DecredFields().put("addrList", array(m.addresses(), DecredFields::legacy)).json;
      case AddrV2 m ->
          new DecredFields().put("addrList", array(m.addresses(), DecredFields::timed)).json;
      case InventoryMessage m ->
          new DecredFields()
              .put(
                  "invList",
                  array(
                      m.items(),
                      each ->
                          new DecredFields()
                              .put("type", Integer.toUnsignedLong(each.typeCode()))
                              .put("hash", each.hash().toString())
                              .json))
              .json;
      case GetBlocks m -> locator(m.version(), m.locator(), m.stop());
      case GetHeaders m -> locator(m.version(), m.locator(), m.stop());
      case Headers m ->
          new DecredFields().put("headers", array(m.headers(), DecredFields::header)).json;
      case FeeFilter m -> new DecredFields().put("minFee", Long.toString(m.atomsPerKb())).json;
      case MiningState m ->
          new DecredFields()
              .put("version", m.version())
              .put("height", m.height())
              .put("blockHashes", hashes(m.blocks()))
              .put("voteHashes", hashes(m.votes()))
              .json;
      case InitState m ->
          new DecredFields()
              .put("blockHashes", hashes(m.blocks()))
              .put("voteHashes", hashes(m.votes()))
              .put("tSpendHashes", hashes(m.treasurySpends()))
              .json;
      case GetInitState m -> {
        JsonArray types = new JsonArray();
        m.types().forEach(types::add);
        yield new DecredFields().put("types", types).json;
      }
      case GetCFilter m ->
          new DecredFields()
              .put("blockHash", m.block().toString())
              .put("filterType", m.filterType())
              .json;
      case CFilter m ->
          new DecredFields()
              .put("blockHash", m.block().toString())
              .put("filterType", m.filterType())
              .put("data", m.filter().toHex())
              .json;
      case GetCFHeaders m ->
          new DecredFields()
              .put("blockLocatorHashes", hashes(m.locator()))
              .put("hashStop", m.stop().toString())
              .put("filterType", m.filterType())
              .json;
      case CFHeaders m ->
          new DecredFields()
              .put("stopHash", m.stop().toString())
              .put("filterType", m.filterType())
              .put("headerHashes", hashes(m.headers()))
              .json;
      case CFTypes m -> {
        JsonArray types = new JsonArray();
        for (int i = 0; i < m.types().length(); i++) {
          types.add(m.types().get(i) & 0xff);
        }
        yield new DecredFields().put("supportedFilters", types).json;
      }
      case GetCFilterV2 m -> new DecredFields().put("blockHash", m.block().toString()).json;
      case CFilterV2 m -> filter(m);
      case GetCFsV2 m ->
          new DecredFields()
              .put("startHash", m.start().toString())
              .put("endHash", m.end().toString())
              .json;
      case CFiltersV2 m ->
          new DecredFields().put("cFilters", array(m.filters(), DecredFields::filter)).json;
      case Reject m ->
          new DecredFields()
              .put("cmd", m.message())
              .put("code", m.code())
              .put("reason", m.reason())
              .put("hash", String.valueOf(m.hash() == null ? Hash.ZERO : m.hash()))
              .json;
      case Transaction m -> transaction(m);
      case Block m ->
          new DecredFields()
              .put("header", header(m.header()))
              .put("transactions", array(m.transactions(), DecredFields::transaction))
              .put("sTransactions", array(m.stakeTransactions(), DecredFields::transaction))
              .put("blockHash", m.hash().toString())
              .json;
      case MixMessage m -> mix(m);
      // Messages that are nothing but their command.
      default -> new JsonObject();
    };
  }

  private static JsonObject mix(MixMessage message) {
    DecredFields fields =
        new DecredFields()
            .put("signature", message.signature().toHex())
            .put("identity", message.identity().toHex());
    if (message instanceof MixSessionMessage session) {
      fields.put("sessionID", session.session().toHex()).put("run", session.run());
    }
    switch (message) {
      case MixPairReq m ->
          fields
              .put("expiry", m.expiry())
              .put("mixAmount", Long.toString(m.mixAmount()))
              .put("scriptClass", m.scriptClass())
              .put("txVersion", m.txVersion())
              .put("lockTime", m.lockTime())
              .put("messageCount", m.messageCount())
              .put("inputValue", Long.toString(m.inputValue()))
              .put("utxos", array(m.utxos(), DecredFields::utxo))
              .put(
                  "change",
                  m.change().<JsonElement>map(DecredFields::output).orElse(JsonNull.INSTANCE))
              .put("flags", m.flags())
              .put("pairingFlags", m.pairingFlags());
      case MixKeyXchg m ->
          fields
              .put("epoch", Long.toUnsignedString(m.epoch()))
              .put("pos", m.position())
              .put("ecdh", m.ecdh().toHex())
              .put("pqpk", m.postQuantum().toHex())
              .put("commitment", m.commitment().toHex())
              .put("seenPRs", hashes(m.seen()));
      case MixCphrTxt m ->
          fields
              .put("ciphertexts", pieces(m.ciphertexts()))
              .put("seenKeyExchanges", hashes(m.seen()));
      case MixSlotRes m ->
          fields
              .put("dcMix", rows(m.values(), m.messages(), m.peers()))
              .put("seenCiphertexts", hashes(m.seen()));
      case MixFactPoly m ->
          fields.put("roots", pieces(m.roots())).put("seenSlotReserves", hashes(m.seen()));
      case MixDCNet m ->
          fields
              .put("dcNet", rows(m.vectors(), m.rows(), m.columns()))
              .put("seenSlotReserves", hashes(m.seen()));
      case MixConfirm m ->
          fields.put("mix", transaction(m.mix())).put("seenDCNets", hashes(m.seen()));
      case MixSecrets m ->
          fields
              .put("seed", m.seed().toHex())
              .put("slotReserveMsgs", pieces(m.slotReservations()))
              .put("dcNetMsgs", pieces(m.vectors()))
              .put("seenSecrets", hashes(m.seen()));
    }
    return fields.put("mixHash", message.hash().toString()).json;
  }

  private DecredFields put(String key, Number value) {
    json.addProperty(key, value);
    return this;
  }

  private DecredFields put(String key, String value) {
    json.addProperty(key, value);
    return this;
  }

  private DecredFields put(String key, boolean value) {
    json.addProperty(key, value);
    return this;
  }

  private DecredFields put(String key, JsonElement value) {
    json.add(key, value);
    return this;
  }

  private static <T> JsonArray array(List<? extends T> list, Function<T, JsonElement> each) {
    JsonArray array = new JsonArray();
    list.forEach(item -> array.add(each.apply(item)));
    return array;
  }

  private static JsonArray hashes(List<Hash> hashes) {
    return DecredFields.<Hash>array(hashes, hash -> new JsonPrimitive("" + hash));
  }

  private static JsonArray pieces(List<Bytes> pieces) {
    return DecredFields.<Bytes>array(pieces, piece -> new JsonPrimitive(piece.toHex()));
  }

  private static JsonArray rows(List<Bytes> pieces, int rows, int columns) {
    JsonArray array = new JsonArray();
    for (int i = 0; i < rows; i++) {
      array.add(pieces(pieces.subList(i * columns, (i + 1) * columns)));
    }
    return array;
  }

  private static String services(ServiceFlags services) {
    return Long.toUnsignedString(services.bits());
  }

  private static JsonObject node(NodeAddress node) {
    return new DecredFields()
        .put("timestamp", NO_TIME)
        .put("services", services(node.services()))
        .put("ip", ip(node.address()))
        .put("port", node.port())
        .json;
  }

  private static JsonObject legacy(org.verack.wire.message.TimedAddress address) {
    return new DecredFields()
        .put("timestamp", Long.toString(address.time()))
        .put("services", services(address.services()))
        .put("ip", ip(address.address()))
        .put("port", address.port())
        .json;
  }

  private static JsonObject ip(NetworkAddress address) {
    Bytes bytes = address.toLegacy().orElseThrow();
    // The reference has no text form of its own for a Tor address in sixteen bytes.
    Object text = address instanceof TorV2Address ? IPv6Address.of(bytes) : address;
    return new DecredFields().put("text", text.toString()).put("bytes", bytes.toHex()).json;
  }

  private static JsonObject timed(TimedAddress address) {
    int type =
        switch (address.address()) {
          case IPv4Address ip -> 1;
          case IPv6Address ip -> 2;
          default -> 3;
        };
    return new DecredFields()
        .put("timestamp", Long.toString(address.time()))
        .put("services", services(address.services()))
        .put("type", type)
        .put("encodedAddr", address.address().bytes().toHex())
        .put("port", address.port())
        .json;
  }

  private static JsonObject locator(int version, List<Hash> locator, Hash stop) {
    return new DecredFields()
        .put("protocolVersion", Integer.toUnsignedLong(version))
        .put("blockLocatorHashes", hashes(locator))
        .put("hashStop", stop.toString())
        .json;
  }

  private static JsonObject filter(CFilterV2 filter) {
    return new DecredFields()
        .put("blockHash", filter.block().toString())
        .put("data", filter.filter().toHex())
        .put("proofIndex", filter.proofIndex())
        .put("proofHashes", hashes(filter.proof()))
        .json;
  }

  private static JsonObject header(BlockHeader header) {
    return new DecredFields()
        .put("version", header.version())
        .put("prevBlock", header.previousBlock().toString())
        .put("merkleRoot", header.merkleRoot().toString())
        .put("stakeRoot", header.stakeRoot().toString())
        .put("voteBits", header.voteBits())
        .put("finalState", header.finalState().toHex())
        .put("voters", header.voters())
        .put("freshStake", header.freshStake())
        .put("revocations", header.revocations())
        .put("poolSize", header.poolSize())
        .put("bits", Integer.toUnsignedLong(header.bits()))
        .put("sBits", Long.toString(header.ticketPrice()))
        .put("height", header.height())
        .put("size", header.size())
        .put("timestamp", Long.toString(header.time()))
        .put("nonce", header.nonce())
        .put("extraData", header.extraData().toHex())
        .put("stakeVersion", header.stakeVersion())
        .put("hash", header.hash().toString())
        .put("powHashV2", header.powHashV2().toString())
        .json;
  }

  private static JsonObject transaction(Transaction transaction) {
    return new DecredFields()
        .put("serType", transaction.serialization().code())
        .put("version", transaction.version())
        .put("txIn", array(transaction.inputs(), DecredFields::input))
        .put("txOut", array(transaction.outputs(), DecredFields::output))
        .put("lockTime", transaction.lockTime())
        .put("expiry", transaction.expiry())
        .put("txid", transaction.txid().toString())
        .put("witnessHash", transaction.witnessHash().toString())
        .put("fullHash", transaction.fullHash().toString())
        .json;
  }

  private static JsonObject input(TxIn input) {
    return new DecredFields()
        .put("previousOutPoint", outPoint(input.previousOutput()))
        .put("sequence", input.sequence())
        .put("valueIn", Long.toString(input.value()))
        .put("blockHeight", input.blockHeight())
        .put("blockIndex", input.blockIndex())
        .put("signatureScript", input.script().toHex())
        .json;
  }

  private static JsonObject outPoint(OutPoint outPoint) {
    return new DecredFields()
        .put("hash", outPoint.txid().toString())
        .put("index", outPoint.index())
        .put("tree", outPoint.tree())
        .json;
  }

  private static JsonObject output(TxOut output) {
    return new DecredFields()
        .put("value", Long.toString(output.value()))
        .put("version", output.version())
        .put("pkScript", output.script().toHex())
        .json;
  }

  private static JsonObject utxo(Utxo utxo) {
    return new DecredFields()
        .put("outPoint", outPoint(utxo.outPoint()))
        .put("script", utxo.script().toHex())
        .put("pubKey", utxo.publicKey().toHex())
        .put("signature", utxo.signature().toHex())
        .put("opcode", utxo.opcode())
        .json;
  }

  // To messages.

  /** Builds the message that fields describe. */
  static Message build(String command, JsonObject json) {
    Source in = new Source(json);
    return switch (command) {
      case "version" ->
          new Version(
              (int) in.number("protocolVersion"),
              in.services(),
              in.number("timestamp"),
              in.at("addrYou").node(),
              in.at("addrMe").node(),
              in.unsigned("nonce"),
              in.text("userAgent"),
              (int) in.number("lastBlock"),
              !json.get("disableRelayTx").getAsBoolean());
      case "verack" -> Verack.INSTANCE;
      case "getaddr" -> GetAddr.INSTANCE;
      case "mempool" -> MemPool.INSTANCE;
      case "sendheaders" -> SendHeaders.INSTANCE;
      case "getminings" -> GetMinings.INSTANCE;
      case "getcftypes" -> GetCFTypes.INSTANCE;
      case "ping" -> new Ping(in.unsigned("nonce"));
      case "pong" -> new Pong(in.unsigned("nonce"));
      case "addr" -> new Addr(in.list("addrList", Source::legacy));
      case "addrv2" -> new AddrV2(in.list("addrList", Source::timed));
      case "inv" -> Inv.of(in.list("invList", Source::vector));
      case "getdata" -> GetData.of(in.list("invList", Source::vector));
      case "notfound" -> NotFound.of(in.list("invList", Source::vector));
      case "getblocks" ->
          new GetBlocks(
              (int) in.number("protocolVersion"),
              in.hashes("blockLocatorHashes"),
              in.hash("hashStop"));
      case "getheaders" ->
          new GetHeaders(
              (int) in.number("protocolVersion"),
              in.hashes("blockLocatorHashes"),
              in.hash("hashStop"));
      case "headers" -> Headers.of(in.list("headers", Source::header));
      case "feefilter" -> new FeeFilter(in.number("minFee"));
      case "miningstate" ->
          new MiningState(
              in.number("version"),
              in.number("height"),
              in.hashes("blockHashes"),
              in.hashes("voteHashes"));
      case "initstate" ->
          new InitState(
              in.hashes("blockHashes"), in.hashes("voteHashes"), in.hashes("tSpendHashes"));
      case "getinitstate" -> new GetInitState(in.texts("types"));
      case "getcfilter" -> new GetCFilter(in.hash("blockHash"), (int) in.number("filterType"));
      case "cfilter" ->
          new CFilter(in.hash("blockHash"), (int) in.number("filterType"), in.bytes("data"));
      case "getcfheaders" ->
          new GetCFHeaders(
              in.hashes("blockLocatorHashes"), in.hash("hashStop"), (int) in.number("filterType"));
      case "cfheaders" ->
          new CFHeaders(
              in.hash("stopHash"), (int) in.number("filterType"), in.hashes("headerHashes"));
      case "cftypes" -> {
        List<String> types = in.texts("supportedFilters");
        byte[] bytes = new byte[types.size()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) Integer.parseInt(types.get(i));
        }
        yield new CFTypes(Bytes.wrap(bytes));
      }
      case "getcfilterv2" -> new GetCFilterV2(in.hash("blockHash"));
      case "cfilterv2" -> in.filter();
      case "getcfsv2" -> new GetCFsV2(in.hash("startHash"), in.hash("endHash"));
      case "cfiltersv2" -> new CFiltersV2(in.list("cFilters", Source::filter));
      case "reject" -> {
        boolean hashed = List.of("block", "tx").contains(in.text("cmd"));
        yield new Reject(
            in.text("cmd"),
            (int) in.number("code"),
            in.text("reason"),
            hashed ? in.hash("hash") : null);
      }
      case "tx" -> in.transaction();
      case "block" ->
          Block.of(
              in.at("header").header(),
              in.list("transactions", Source::transaction),
              in.list("sTransactions", Source::transaction));
      default -> in.mix(command);
    };
  }

  private record Source(JsonObject json) {

    Source at(String key) {
      return new Source(json.getAsJsonObject(key));
    }

    String text(String key) {
      return json.get(key).getAsString();
    }

    long number(String key) {
      return json.get(key).getAsLong();
    }

    long unsigned(String key) {
      return Long.parseUnsignedLong(text(key));
    }

    Bytes bytes(String key) {
      return Bytes.ofHex(text(key));
    }

    Hash hash(String key) {
      return Hash.of(text(key));
    }

    <T> List<T> list(String key, Function<Source, T> each) {
      List<T> list = new ArrayList<>();
      json.getAsJsonArray(key).forEach(item -> list.add(each.apply(new Source(object(item)))));
      return list;
    }

    private static JsonObject object(JsonElement element) {
      return element.getAsJsonObject();
    }

    List<String> texts(String key) {
      return texts(json.getAsJsonArray(key));
    }

    private static List<String> texts(JsonArray array) {
      List<String> texts = new ArrayList<>();
      array.forEach(each -> texts.add(each.getAsString()));
      return texts;
    }

    List<Hash> hashes(String key) {
      return texts(key).stream().map(Hash::of).toList();
    }

    List<Bytes> pieces(String key) {
      return texts(key).stream().map(Bytes::ofHex).toList();
    }

    List<Bytes> matrix(String key) {
      List<Bytes> pieces = new ArrayList<>();
      for (JsonElement row : json.getAsJsonArray(key)) {
        texts(row.getAsJsonArray()).forEach(each -> pieces.add(Bytes.ofHex(each)));
      }
      return pieces;
    }

    int rows(String key) {
      return json.getAsJsonArray(key).size();
    }

    int columns(String key) {
      return rows(key) == 0 ? 0 : json.getAsJsonArray(key).get(0).getAsJsonArray().size();
    }

    ServiceFlags services() {
      return new ServiceFlags(unsigned("services"));
    }

    NetworkAddress ip() {
      return NetworkAddress.fromLegacy(at("ip").bytes("bytes"));
    }

    NodeAddress node() {
      return new NodeAddress(services(), ip(), (int) number("port"));
    }

    org.verack.wire.message.TimedAddress legacy() {
      return new org.verack.wire.message.TimedAddress(
          number("timestamp"), services(), ip(), (int) number("port"));
    }

    TimedAddress timed() {
      Bytes bytes = bytes("encodedAddr");
      NetworkAddress address =
          switch ((int) number("type")) {
            case 1 -> IPv4Address.of(bytes);
            case 2 -> IPv6Address.of(bytes);
            default -> new TorV3Address(bytes);
          };
      return new TimedAddress(number("timestamp"), services(), address, (int) number("port"));
    }

    InventoryVector vector() {
      return new InventoryVector((int) number("type"), hash("hash"));
    }

    BlockHeader header() {
      return BlockHeader.builder()
          .version((int) number("version"))
          .previousBlock(hash("prevBlock"))
          .merkleRoot(hash("merkleRoot"))
          .stakeRoot(hash("stakeRoot"))
          .voteBits((int) number("voteBits"))
          .finalState(bytes("finalState"))
          .voters((int) number("voters"))
          .freshStake((int) number("freshStake"))
          .revocations((int) number("revocations"))
          .poolSize(number("poolSize"))
          .bits((int) number("bits"))
          .ticketPrice(number("sBits"))
          .height(number("height"))
          .size(number("size"))
          .time(number("timestamp"))
          .nonce(number("nonce"))
          .extraData(bytes("extraData"))
          .stakeVersion(number("stakeVersion"))
          .build();
    }

    CFilterV2 filter() {
      return new CFilterV2(
          hash("blockHash"), bytes("data"), number("proofIndex"), hashes("proofHashes"));
    }

    Transaction transaction() {
      return Transaction.of(
          Serialization.values()[(int) number("serType")],
          (int) number("version"),
          list("txIn", Source::input),
          list("txOut", Source::output),
          number("lockTime"),
          number("expiry"));
    }

    OutPoint outPoint() {
      return new OutPoint(hash("hash"), number("index"), (int) number("tree"));
    }

    TxIn input() {
      return new TxIn(
          at("previousOutPoint").outPoint(),
          number("sequence"),
          number("valueIn"),
          number("blockHeight"),
          number("blockIndex"),
          bytes("signatureScript"));
    }

    TxOut output() {
      return new TxOut(number("value"), (int) number("version"), bytes("pkScript"));
    }

    Utxo utxo() {
      return new Utxo(
          at("outPoint").outPoint(),
          bytes("script"),
          bytes("pubKey"),
          bytes("signature"),
          (int) number("opcode"));
    }

    MixMessage mix(String command) {
      Bytes signature = bytes("signature");
      Bytes identity = bytes("identity");
      if (command.equals("mixpairreq")) {
        return new MixPairReq(
            signature,
            identity,
            number("expiry"),
            number("mixAmount"),
            text("scriptClass"),
            (int) number("txVersion"),
            number("lockTime"),
            number("messageCount"),
            number("inputValue"),
            list("utxos", Source::utxo),
            json.get("change").isJsonNull() ? Optional.empty() : Optional.of(at("change").output()),
            (int) number("flags"),
            (int) number("pairingFlags"));
      }
      Bytes session = bytes("sessionID");
      long run = number("run");
      return switch (command) {
        case "mixkeyxchg" ->
            new MixKeyXchg(
                signature,
                identity,
                session,
                unsigned("epoch"),
                run,
                number("pos"),
                bytes("ecdh"),
                bytes("pqpk"),
                bytes("commitment"),
                hashes("seenPRs"));
        case "mixcphrtxt" ->
            new MixCphrTxt(
                signature,
                identity,
                session,
                run,
                pieces("ciphertexts"),
                hashes("seenKeyExchanges"));
        case "mixslotres" ->
            new MixSlotRes(
                signature,
                identity,
                session,
                run,
                rows("dcMix"),
                columns("dcMix"),
                matrix("dcMix"),
                hashes("seenCiphertexts"));
        case "mixfactpoly" ->
            new MixFactPoly(
                signature, identity, session, run, pieces("roots"), hashes("seenSlotReserves"));
        case "mixdcnet" ->
            new MixDCNet(
                signature,
                identity,
                session,
                run,
                rows("dcNet"),
                columns("dcNet"),
                matrix("dcNet"),
                hashes("seenSlotReserves"));
        case "mixconfirm" ->
            new MixConfirm(
                signature, identity, session, run, at("mix").transaction(), hashes("seenDCNets"));
        case "mixsecrets" ->
            new MixSecrets(
                signature,
                identity,
                session,
                run,
                bytes("seed"),
                pieces("slotReserveMsgs"),
                pieces("dcNetMsgs"),
                hashes("seenSecrets"));
        default -> throw new AssertionError("no message " + command);
      };
    }
  }
}
