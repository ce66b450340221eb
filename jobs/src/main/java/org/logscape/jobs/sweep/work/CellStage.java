package org.logscape.jobs.sweep.work;

/**
 * One cell on its way to a width.
 *
 * @param cell number in the grid
 * @param cellId its name
 * @param published its runs that were published before this sweep for a width began; they are as
 *     they are
 * @param policy what it does next
 * @param before steps of the stage before; 0 at the first
 * @param stage where its runs are to be brought
 * @param pace what a run takes
 */
public record CellStage(
    long cell,
    String cellId,
    Published published,
    WidthPolicy policy,
    long before,
    Stage stage,
    Pace pace) {

  /**
   * Published runs.
   *
   * @param runs how many
   * @param seen what became of them
   */
  public record Published(int runs, WidthPolicy.Seen seen) {
    public static Published none() {
      return new Published(0, new WidthPolicy.Seen(0, 0, 0));
    }
  }

  /**
   * Expected cost; results do not depend on it.
   *
   * @param secondsPerStep on one core
   * @param steps expected steps of a run that nothing limits
   */
  public record Pace(double secondsPerStep, double steps) {
    public double seconds(long stepsAtMost) {
      return secondsPerStep * Math.min(steps, (double) stepsAtMost);
    }
  }

  /** The same cell at its next stage. */
  public CellStage to(Stage next, WidthPolicy.Seen seen) {
    double observed =
        seen.events() > 0 ? (double) seen.steps() / seen.events() : Double.POSITIVE_INFINITY;
    return new CellStage(
        cell,
        cellId,
        published,
        policy,
        stage.steps(),
        next,
        new Pace(pace.secondsPerStep(), observed));
  }
}
