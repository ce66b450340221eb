package org.logscape.schemas;

/** A row breaks the contract of its table: a fault of the program, never of its user. */
public final class InvalidRowException extends RuntimeException {
  InvalidRowException(String message) {
    super(message);
  }
}
