package org.logscape.jobs.errors;

import java.util.ArrayList;
import java.util.List;

/**
 * A results folder does not hold what was published to it. The program prints the lines, no stack
 * trace, and ends with exit code 1.
 */
public final class DamageException extends RuntimeException {
  private static final int MOST_LINES = 10;

  // An ArrayList or immutable list: exceptions must be serializable.
  private final List<String> lines;

  /**
   * Damage that was found.
   *
   * @param lines one a file: which, what is wrong with it, what to do; at least one
   */
  public DamageException(List<String> lines) {
    super(String.join(System.lineSeparator(), lines));
    this.lines = List.copyOf(lines);
  }

  /** The lines to print: the first ones, and how many more there are. */
  public List<String> lines() {
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
    first.add("and %,d more files".formatted(lines.size() - MOST_LINES));
    return first;
  }
}
