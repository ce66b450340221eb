package org.logscape.jobs.sweep.work;

import java.util.Optional;

/**
 * Decides the next stage of a cell that needs a number of events. It looks at the cell's own counts
 * and at nothing else, so the same runs are done on any cluster, in any order, killed and resumed.
 *
 * <p>Open runs are followed further first, to at most twice their length: they have paid for their
 * relaxation already. When none is open, or the limit of steps is reached, new runs are added, at
 * most three times as many as there are. Either way as many as the rate so far asks for, and a
 * little more, so that there is no endless row of small steps.
 */
public final class WidthPolicy {
  private static final double MARGIN = 1.05;
  private static final int LONGER = 2;
  private static final int MORE = 4;

  private final long events;
  private final int maxRuns;
  private final long maxSteps;

  private WidthPolicy(long events, int maxRuns, long maxSteps) {
    this.events = events;
    this.maxRuns = maxRuns;
    this.maxSteps = maxSteps;
  }

  /**
   * A policy.
   *
   * @param events events that are enough
   * @param maxRuns most runs of the cell
   * @param maxSteps most steps of a run
   */
  public static WidthPolicy of(long events, int maxRuns, long maxSteps) {
    return new WidthPolicy(events, maxRuns, maxSteps);
  }

  /**
   * What is known of a cell whose runs have all been brought to a stage.
   *
   * @param events runs that ended by their event
   * @param open runs that have not ended
   * @param steps steps of all runs
   */
  public record Seen(long events, long open, long steps) {}

  /** The next stage; empty where the cell is done, sharp enough or not. */
  public Optional<Stage> next(Stage stage, Seen seen) {
    if (seen.events() >= events) {
      return Optional.empty();
    }
    if (seen.open() > 0 && stage.steps() < maxSteps) {
      return Optional.of(new Stage(stage.runs(), longer(stage, seen)));
    }
    // without any event further runs are unlikely to observe one
    return seen.events() > 0 && stage.runs() < maxRuns
        ? Optional.of(new Stage(more(stage, seen), stage.steps()))
        : Optional.empty();
  }

  /** After how many steps open runs have given what is missing, at the rate so far. */
  private long longer(Stage stage, Seen seen) {
    long twice = stage.steps() > maxSteps / LONGER ? maxSteps : LONGER * stage.steps();
    double share = MARGIN * (events - seen.events()) / seen.open();
    if (seen.events() == 0 || share >= 1) {
      return twice;
    }
    double wait = -StrictMath.log1p(-share) * seen.steps() / seen.events();
    return wait < twice - stage.steps() ? stage.steps() + 1 + (long) wait : twice;
  }

  private int more(Stage stage, Seen seen) {
    double wanted = stage.runs() * (1 + MARGIN * (events - seen.events()) / seen.events());
    long most = Math.min(maxRuns, (long) MORE * stage.runs());
    return (int) Math.min(most, 1 + (long) Math.min(wanted, (double) most));
  }
}
