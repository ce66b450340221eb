package org.logscape.jobs.spec.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Maps, lists, text, numbers and booleans as indented JSON. */
final class JsonText {
  private static final int WIDTH = 100;

  private JsonText() {}

  /** The text, closed by a line feed. */
  static String of(Object value) {
    return text(value, "") + "\n";
  }

  private static String text(Object value, String indent) {
    String line = line(value);
    if (line.length() + indent.length() <= WIDTH) {
      return line;
    }
    String inner = indent + "  ";
    if (value instanceof Map<?, ?> map) {
      return ordered(map).entrySet().stream()
          .map(pair -> inner + quoted(pair.getKey()) + ": " + text(pair.getValue(), inner))
          .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(element -> inner + text(element, inner))
          .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
    }
    return line;
  }

  private static String line(Object value) {
    if (value instanceof Map<?, ?> map) {
      return ordered(map).entrySet().stream()
          .map(pair -> quoted(pair.getKey()) + ": " + line(pair.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonText::line).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Number || value instanceof Boolean
        ? String.valueOf(value)
        : quoted(value);
  }

  /** The order of the pairs; the alphabet's where the map has none. */
  private static Map<?, ?> ordered(Map<?, ?> map) {
    return map instanceof LinkedHashMap ? map : new TreeMap<>(map);
  }

  private static String quoted(Object value) {
    return '"'
        + String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }
}
