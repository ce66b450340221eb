package org.logscape.jobs.spec.key;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logscape.jobs.text.Words;

/** Values written as a spec writes them. */
public final class Literal {
  private Literal() {}

  /**
   * The value in a spec's words: {@code ONLINE_IN_LAW} is online-in-law, 2.0 is 2, a list stands in
   * square brackets, a mapping in curly ones. Numbers read back to the same value.
   */
  public static String of(Object value) {
    if (value instanceof Enum<?> word) {
      return Words.of(word);
    }
    if (value instanceof Double number) {
      String text = number.toString();
      return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Literal::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }

  /** The value as a fault shows it: text in quotes, so that '2' is not taken for 2. */
  public static String shown(Object value) {
    if (value == null) {
      return "empty";
    }
    if (value instanceof String text) {
      return "'" + shortened(text) + "'";
    }
    if (value instanceof Map<?, ?>) {
      return "a mapping";
    }
    if (value instanceof List<?> list) {
      return shortened(
          list.stream().map(Literal::shown).collect(Collectors.joining(", ", "[", "]")));
    }
    return of(value);
  }

  private static String shortened(String text) {
    // Control characters would break the promise of one line a fault.
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
