package org.logscape.jobs.spec.key;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment variables in the text of a spec: {@code ${NAME}} stands for the value of NAME, which
 * YAML then reads as if it were written there. The resolved spec has the values.
 */
final class Environment {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Environment() {}

  /**
   * The text with every reference replaced; lines that are comments are left alone.
   *
   * @param values the value of a variable; null where it is not set
   */
  static String replaced(String yaml, Function<String, String> values, Faults faults) {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (String line : yaml.split("\n", -1)) {
      number++;
      lines.add(
          line.stripLeading().startsWith("#") || !line.contains("${")
              ? line
              : line(line, number, values, faults));
    }
    return String.join("\n", lines);
  }

  private static String line(
      String line, int number, Function<String, String> values, Faults faults) {
    Matcher matcher = REFERENCE.matcher(line);
    StringBuilder replaced = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          replaced,
          Matcher.quoteReplacement(value(matcher.group(1), "line " + number, values, faults)));
    }
    return matcher.appendTail(replaced).toString();
  }

  private static String value(
      String name, String place, Function<String, String> values, Faults faults) {
    if (!NAME.matcher(name).matches()) {
      faults.add(place, "has ${%s}; must be the name of an environment variable".formatted(name));
      return "0";
    }
    String value = values.apply(name);
    if (value == null) {
      faults.add(place, "has ${%s}, which is no environment variable here".formatted(name));
      return "0";
    }
    if (value.lines().count() > 1) {
      faults.add(place, "has ${%s}, whose value has several lines".formatted(name));
      return "0";
    }
    return value;
  }
}
