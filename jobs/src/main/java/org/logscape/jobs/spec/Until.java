package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.observe.EndsAfter;

/**
 * Precision wanted of every cell's escape rate, and the limits of the effort. A cell is sharp
 * enough when so many of its runs have ended by their stop event that the exact 95 % Poisson
 * interval of a rate has this half width; every other event that its runs wait for has occurred at
 * least as often.
 *
 * @param width half width of the interval over the rate, above 0; infinite where nothing is asked
 *     for
 * @param maxRuns most runs of a cell
 * @param maxSteps most steps of a run; a cell whose own limit is higher keeps that
 */
public record Until(double width, int maxRuns, long maxSteps) implements Serializable {
  static final String SECTION = "until";
  static final Key<Double> WIDTH =
      Key.required("until.width", Domain.numberAbove(0))
          .text("half width of the 95 % interval of every rate, over the rate; 0.05 is 5 %");
  static final Key<Integer> MAX_RUNS =
      Key.optional("until.max_runs", Domain.countAtLeast(1))
          .unit("runs")
          .defaultRule("50 times the replicas")
          .text("most runs of a cell");
  static final Key<Long> MAX_STEPS =
      Key.optional("until.max_steps", Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .defaultRule("10 times the highest stop.steps")
          .text("most steps of a run");

  /** The section. */
  public static final Group<Until> GROUP =
      Group.of(
              Until.class,
              SECTION,
              "Adds runs and steps until every escape rate is known to this width.")
          .key(WIDTH, Until::width)
          .key(MAX_RUNS, Until::maxRuns)
          .key(MAX_STEPS, Until::maxSteps)
          .build();

  /** Four hundred million events; a width below is a slip. */
  public static final double SHARPEST = 1e-4;

  /** A width above is no knowledge of a rate. */
  public static final double WIDEST = 1;

  private static final int RUNS_FACTOR = 50;
  private static final int STEPS_FACTOR = 10;

  /** Nothing is asked for: the replicas and the step limit of the spec, and no more. */
  public static Until nothing() {
    return new Until(Double.POSITIVE_INFINITY, 0, 0);
  }

  /**
   * A wish on the runs of a spec.
   *
   * @param maxRuns cap where given, 50 times the spec's replicas where not
   * @param maxSteps cap where given, 10 times the spec's highest step limit where not
   */
  public static Until of(
      Spec spec, double width, Optional<Integer> maxRuns, Optional<Long> maxSteps) {
    return of(width, maxRuns, maxSteps, spec.replicas(), spec.grid());
  }

  static Until of(
      double width, Optional<Integer> maxRuns, Optional<Long> maxSteps, int replicas, Grid grid) {
    long steps =
        grid.axes().stream()
            .filter(axis -> axis.path().equals(Stop.STEPS.path()))
            .flatMap(axis -> axis.values().stream())
            .mapToLong(value -> (Long) value)
            .max()
            .orElse(1);
    return new Until(
        width,
        maxRuns.orElse((int) Math.min(Integer.MAX_VALUE, (long) RUNS_FACTOR * replicas)),
        maxSteps.orElse(
            steps > Long.MAX_VALUE / STEPS_FACTOR ? Long.MAX_VALUE : STEPS_FACTOR * steps));
  }

  /** Whether anything is asked for. */
  public boolean isWanted() {
    return width < Double.POSITIVE_INFINITY;
  }

  /**
   * What keeps it from being asked of runs with this stop rule; the caps are held against a spec.
   */
  static Optional<Fault> fault(Stop stop, Until until, int replicas) {
    if (!until.isWanted()) {
      return Optional.empty();
    }
    if (!(until.width() >= SHARPEST && until.width() <= WIDEST)) {
      return Optional.of(
          new Fault(
              WIDTH.path(),
              "is %s; must be between %s and %s (0.05: plus or minus 5 %%)"
                  .formatted(Literal.of(until.width()), Literal.of(SHARPEST), Literal.of(WIDEST))));
    }
    if (stop.after() == EndsAfter.NEVER) {
      return Optional.of(
          new Fault(
              SECTION,
              "is given, and stop.after is never; must have an event to wait for, whose rate it"
                  + " is"));
    }
    if (until.maxRuns() < replicas) {
      return Optional.of(
          new Fault(
              MAX_RUNS.path(),
              "is %d; must be at least %d, the replicas".formatted(until.maxRuns(), replicas)));
    }
    return Optional.empty();
  }

  Map<String, Object> values() {
    return isWanted() ? GROUP.values(this) : Map.of();
  }
}
