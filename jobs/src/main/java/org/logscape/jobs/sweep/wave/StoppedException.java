package org.logscape.jobs.sweep.wave;

/** A signal ended the work before its end; what was done is published. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoppedException() {
    super("stopped by a signal");
  }
}
