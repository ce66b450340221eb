package org.logscape.data;

/** A data file is not what it should be; the message is one line that names the file. */
public final class InvalidDataException extends IllegalArgumentException {

  /**
   * One fault.
   *
   * @param file the file's name
   * @param fault what is wrong, and what was expected
   */
  public InvalidDataException(String file, String fault) {
    super(file + ": " + fault);
  }
}
