package org.logscape.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a stream of bytes. Not for several threads. */
public final class Checksum {
  private final MessageDigest digest;

  private Checksum() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Of no bytes yet. */
  public static Checksum empty() {
    return new Checksum();
  }

  /** Of these bytes. */
  public static Checksum of(byte[] bytes) {
    return empty().add(bytes);
  }

  /** Takes more bytes in; gives itself. */
  public Checksum add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Takes some of these bytes in, from a place on; gives itself. */
  public Checksum add(byte[] bytes, int from, int count) {
    digest.update(bytes, from, count);
    return this;
  }

  /** Its 32 bytes; what was added is forgotten. */
  public byte[] bytes() {
    return digest.digest();
  }

  /** The same as 64 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
