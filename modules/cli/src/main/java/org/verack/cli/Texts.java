package org.verack.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.verack.wire.Bytes;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.ProofOfWork;

/** The notations of the field: amounts, difficulties, times, kinds of scripts. */
final class Texts {

  private static final BigInteger DIFFICULTY_1 = ProofOfWork.target(0x1d00ffff);

  private Texts() {}

  /** Seconds since 1970, and the date that they mean. */
  static String time(long seconds) {
    try {
      return seconds + " (" + Instant.ofEpochSecond(seconds) + ")";
    } catch (DateTimeException e) {
      return seconds + " (no date)";
    }
  }

  /** An amount in coins; it may be negative, or more than there will ever be. */
  static String amount(long satoshi) {
    return BigDecimal.valueOf(satoshi, 8).toPlainString() + " BTC";
  }

  /** A target in compact form, and how much harder it is than the easiest of the main network. */
  static String difficulty(int bits) {
    BigInteger target = ProofOfWork.target(bits);
    String hex = "0x" + hex32(bits);
    if (target.signum() == 0) {
      return hex + " (not a target)";
    }
    BigDecimal difficulty =
        new BigDecimal(DIFFICULTY_1).divide(new BigDecimal(target), new MathContext(6));
    return hex + " (difficulty " + number(difficulty) + ")";
  }

  private static String number(BigDecimal value) {
    return value.compareTo(BigDecimal.ONE) < 0
        ? String.format(Locale.ROOT, "%.3g", value)
        : String.format(Locale.ROOT, "%,f", value).replaceFirst("\\.?0*$", "");
  }

  /** 32 bits as eight digits. */
  static String hex32(int bits) {
    return String.format(Locale.ROOT, "%08x", bits);
  }

  /** Names of services, and their bits. */
  static String services(ServiceFlags services) {
    String hex = "0x" + Long.toHexString(services.bits());
    String names = services.toString().replace("|", ", ");
    return services.bits() == 0 ? "none" : names.equals(hex) ? hex : names + " (" + hex + ")";
  }

  /** What an output script asks for, if it has one of the usual forms; else empty. */
  static String scriptKind(Bytes script) {
    int length = script.length();
    if (length == 0) {
      return "";
    }
    if (at(script, 0) == 0x6a) {
      boolean commitment = length >= 38 && script.slice(0, 6).toHex().equals("6a24aa21a9ed");
      return commitment ? "witness commitment" : "OP_RETURN";
    }
    if (length == 25 && at(script, 0) == 0x76 && at(script, 1) == 0xa9 && at(script, 24) == 0xac) {
      return "P2PKH";
    }
    if (length == 23 && at(script, 0) == 0xa9 && at(script, 22) == 0x87) {
      return "P2SH";
    }
    if (at(script, length - 1) == 0xac
        && at(script, 0) == length - 2
        && (length == 35 || length == 67)) {
      return "P2PK";
    }
    return witnessKind(script);
  }

  private static String witnessKind(Bytes script) {
    int length = script.length();
    int version = at(script, 0);
    boolean program =
        length >= 4
            && length <= 42
            && (version == 0 || (version >= 0x51 && version <= 0x60))
            && at(script, 1) == length - 2;
    if (!program) {
      return "";
    }
    return switch (version) {
      case 0 -> length == 22 ? "P2WPKH" : length == 34 ? "P2WSH" : "witness v0";
      case 0x51 -> length == 34 ? "P2TR" : length == 4 ? "P2A" : "witness v1";
      default -> "witness v" + (version - 0x50);
    };
  }

  private static int at(Bytes script, int index) {
    return script.get(index) & 0xff;
  }
}
