package org.logscape.jobs.spec.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logscape.data.Checksum;

/**
 * Values as a text to be hashed: one {@code key=value} a line in the order given, doubles in
 * hexadecimal, whose spelling (unlike that of decimals) is the same in every Java.
 */
public final class Canonical {
  private Canonical() {}

  private static String text(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + value(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /** The checksum of settings by path. */
  public static Checksum checksum(Map<String, Object> values) {
    return Checksum.of(text(values).getBytes(StandardCharsets.UTF_8));
  }

  /** Its first 64 bits, as a number. */
  public static long bits(Map<String, Object> values) {
    return ByteBuffer.wrap(checksum(values).bytes()).getLong();
  }

  private static String value(Object value) {
    if (value instanceof Double number) {
      return Double.toHexString(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Canonical::value).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return Literal.of(value);
  }
}
