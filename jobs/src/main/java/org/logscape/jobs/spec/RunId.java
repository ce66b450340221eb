package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a run: its cell and its number within the cell. Written {@code CELL-REPLICA}, as
 * in the column {@code run_id} of the tables.
 *
 * @param cellId the cell's id
 * @param replica number of the run within its cell, from 0
 */
public record RunId(String cellId, int replica) implements Serializable {
  private static final Pattern WRITTEN = Pattern.compile("(.*)-(\\d{1,9})");

  /** The run that a text names, or empty where the text is no run id. */
  public static Optional<RunId> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(new RunId(matcher.group(1), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return cellId + "-" + replica;
  }
}
