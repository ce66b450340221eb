package org.logscape.landscape;

/** A landscape that is not what it is said to be; the message is one line for the user. */
public final class LandscapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a message of one line. */
  public LandscapeException(String message) {
    super(message);
  }
}
