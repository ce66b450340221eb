package org.logscape.landscape;

/**
 * A landscape that does not have the properties it is given for; the message is one line for the
 * user.
 */
public final class LandscapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** With a message of one line. */
  public LandscapeException(String message) {
    super(message);
  }
}
