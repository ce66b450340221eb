package org.logscape.rare;

/**
 * The size of a repeat.
 *
 * @param walkers walkers in the basin
 * @param trials trials of a stage, or paths under splitting
 * @param stepLimit the most steps of a trial
 */
public record Size(int walkers, int trials, long stepLimit) {
  /** Default number of walkers of a repeat. */
  public static final int WALKERS = 16;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public Size {
    if (walkers < 1 || trials < 1 || stepLimit < 1) {
      throw new IllegalArgumentException("walkers, trials and step limit must be positive");
    }
  }

  /** The usual number of walkers. */
  public static Size of(int trials, long stepLimit) {
    return new Size(WALKERS, trials, stepLimit);
  }
}
