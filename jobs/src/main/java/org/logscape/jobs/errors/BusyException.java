package org.logscape.jobs.errors;

/**
 * Another driver writes to the folder. Nothing is wrong with the arguments: the same command may
 * succeed later, so the program prints one line and ends with exit code 1.
 */
public final class BusyException extends RuntimeException {
  /**
   * @param line who is at work where, since when, and what to do about it
   */
  public BusyException(String line) {
    super(line);
  }
}
