package org.logscape.data;

import java.util.regex.Pattern;

/** A data file is malformed; the message is one line that names the file. */
public final class InvalidDataException extends IllegalArgumentException {
  /** A damaged header that is quoted may hold ends of lines, or letters that move the cursor. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /**
   * One fault.
   *
   * @param file the file's name
   * @param fault what is wrong, and what was expected
   */
  public InvalidDataException(String file, String fault) {
    super(CONTROL.matcher(file + ": " + fault).replaceAll("?"));
  }
}
