package org.logscape.jobs.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of waves: {@code wave-00001} adds rows to tables, {@code whole-cells} is all of one table,
 * always under the same name.
 */
final class WaveName {
  private static final String ADDED_ROWS = "wave-";
  private static final Pattern NUMBERED = Pattern.compile("wave-(\\d+).*");

  private WaveName() {}

  static String next(int number) {
    return "%s%05d".formatted(ADDED_ROWS, number);
  }

  static String whole(String table) {
    return "whole-" + table;
  }

  /** The number in the name of an adding wave or of one of its files; 0 where there is none. */
  static int number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
