package org.logscape.jobs.errors;

import java.util.List;

/**
 * The spec, the arguments or the folder are wrong: something only the user can mend. The program
 * prints the lines, no stack trace, and ends with exit code 2.
 */
public class UserException extends RuntimeException {
  // An ArrayList or immutable list: exceptions must be serializable.
  private final List<String> lines;

  /**
   * @param lines one fault each: where, what is wrong, what is allowed; at least one
   * @throws IllegalArgumentException where there is no line
   */
  public UserException(List<String> lines) {
    super(String.join(System.lineSeparator(), lines));
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a user's mistake needs at least one line");
    }
    this.lines = List.copyOf(lines);
  }

  /** One fault, in one line. */
  public static UserException of(String line) {
    return new UserException(List.of(line));
  }

  /** The faults, one line each. */
  public final List<String> lines() {
    return lines;
  }
}
