package org.logscape.rare;

/** Numbers of streams: one for each walker or trial of each stage of each repeat. */
final class StreamNumber {
  private static final int TRIAL_BITS = 26;
  private static final int STAGE_BITS = 16;

  /** Trials of a stage are numbered below this. */
  static final int MOST_TRIALS = (1 << TRIAL_BITS) - 1;

  private StreamNumber() {}

  /**
   * The stream of one walker or trial.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  static long of(int repeat, int stage, int trial) {
    if (repeat < 0 || stage < 0 || stage >> STAGE_BITS != 0 || trial < 0 || trial > MOST_TRIALS) {
      throw new IllegalArgumentException(
          "no stream for repeat " + repeat + ", stage " + stage + ", trial " + trial);
    }
    return ((long) repeat << (STAGE_BITS + TRIAL_BITS)) | ((long) stage << TRIAL_BITS) | trial;
  }

  /** The stream of what a stage draws beside its trials. */
  static long ofChoices(int repeat, int stage) {
    return of(repeat, stage, MOST_TRIALS);
  }
}
