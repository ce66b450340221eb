package org.logscape.jobs.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of waves: {@code wave-00001} adds rows to tables, {@code whole-cells} is all of one table,
 * always under the same name.
 */
final class WaveName {
  private static final String ADDED_ROWS = "wave-";
  private static final Pattern NUMBERED = Pattern.compile("wave-(\\d+).*");

  private static final Pattern PUBLISHED =
      Pattern.compile("((?:wave|whole)-.*)-part-\\d+\\.parquet");

  private WaveName() {}

  static String next(int number) {
    return "%s%05d".formatted(ADDED_ROWS, number);
  }

  static String whole(String table) {
    return "whole-" + table;
  }

  /** The name of a published file of a wave. */
  static String part(String wave, String part) {
    return wave + "-" + part;
  }

  /** The wave that published a file of this name; empty where none did. */
  static Optional<String> wave(String file) {
    Matcher matcher = PUBLISHED.matcher(file);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The number in the name of an adding wave or of one of its files; 0 where there is none. */
  static int number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
