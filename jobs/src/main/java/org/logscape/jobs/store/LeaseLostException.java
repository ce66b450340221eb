package org.logscape.jobs.store;

/**
 * This driver may write no more: it could not renew its lease in time, or another driver took the
 * folder over. What it had not published is lost and computed again by whoever resumes.
 */
public final class LeaseLostException extends RuntimeException {
  LeaseLostException(String message) {
    super(message);
  }
}
