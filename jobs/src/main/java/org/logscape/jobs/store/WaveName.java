package org.logscape.jobs.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of waves: {@code wave-00001} adds rows to tables, {@code whole-cells} is all of one table,
 * always under the same name. Their files are {@code wave-00001-part-00000.parquet} where they are
 * moved to their place, and {@code wave-00001-part-00000-1f3a9c2e-7.parquet}, with the driver that
 * wrote them and the attempt of the task, where they are written there.
 */
public final class WaveName {
  private static final String ADDED_ROWS = "wave-";
  private static final String BEGUN = ".begun";
  private static final String PART = "part-";
  private static final Pattern NUMBERED = Pattern.compile("wave-(\\d+).*");

  private static final Pattern PUBLISHED =
      Pattern.compile("((?:wave|whole)-.*)-(part-\\d+)(-[0-9a-f]{8})?(?:-\\d+)?\\.parquet");

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
  public static Optional<String> wave(String file) {
    Matcher matcher = PUBLISHED.matcher(file);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** The part that a published file is of its wave, {@code part-00000}. */
  static Optional<String> part(String file) {
    Matcher matcher = PUBLISHED.matcher(file);
    return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
  }

  /** The number of the part that a published file is of its wave. */
  public static int partNumber(String file) {
    return part(file).map(part -> Integer.parseInt(part.substring(PART.length()))).orElseThrow();
  }

  /**
   * What all attempts of a task have in common in the names of the files that they write where
   * these stay; empty for a file that was moved to its place, which has one name.
   */
  public static Optional<String> task(String file) {
    Matcher matcher = PUBLISHED.matcher(file);
    return matcher.matches() && matcher.group(3) != null
        ? Optional.of(matcher.group(1) + matcher.group(2) + matcher.group(3))
        : Optional.empty();
  }

  /** The mark of a wave whose files a driver writes where they stay. */
  static String mark(String wave, String writer) {
    return wave + "." + writer + BEGUN;
  }

  /** Whether a name is that of such a mark. */
  public static boolean isMark(String name) {
    return name.endsWith(BEGUN);
  }

  /** Whether a wave adds to tables, and has a number. */
  public static boolean isAdding(String wave) {
    return wave.startsWith(ADDED_ROWS);
  }

  /** The number in the name of an adding wave or of one of its files; 0 where there is none. */
  static int number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
