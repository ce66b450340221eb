package org.logscape.jobs.spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values as a text to be hashed: one {@code key=value} a line in the order given, doubles in
 * hexadecimal, whose spelling (unlike that of decimals) is the same in every Java.
 */
final class Canonical {
  private Canonical() {}

  static String text(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + value(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String value(Object value) {
    if (value instanceof Double number) {
      return Double.toHexString(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Canonical::value).collect(Collectors.joining(",", "[", "]"));
    }
    return Literal.of(value);
  }
}
