package org.logscape.observe;

import java.util.function.Consumer;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.LookTimes;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Status;

/**
 * Passes the states of a single run over a stretch of its steps to a consumer, in order. It works
 * for blocks of one run only. It adds nothing to the run's observations and does not change its
 * outcome.
 */
public final class TrajectoryObserver implements Observer {
  private final Stretch stretch;
  private final Consumer<Snapshot> states;
  private final LookTimes looks;
  private Snapshot held;

  /**
   * Steps of a run.
   *
   * @param from the first step, at least 0, where the run starts
   * @param to the last step; a run may end before it
   * @param every a state is taken at steps from, from + every, ... and at the run's last, at least
   *     1
   */
  public record Stretch(long from, long to, long every) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if {@code from} is negative, {@code to} lies before it, or
     *     {@code every} is below 1
     */
    public Stretch {
      if (from < 0 || to < from || every < 1) {
        throw new IllegalArgumentException(
            "no stretch of steps: from %d to %d, every %d".formatted(from, to, every));
      }
    }

    /** The most states that it holds. */
    public long states() {
      return (to - from) / every + 2;
    }

    boolean holds(long step) {
      return from <= step && step <= to;
    }

    /** The first step at or after {@code step} at which a state is taken. */
    Schedule schedule() {
      return step -> {
        long turns = Math.max(0, -Math.floorDiv(from - step, every));
        long next = from + turns * every;
        return next <= to ? next : Schedule.NEVER;
      };
    }
  }

  private TrajectoryObserver(Stretch stretch, Consumer<Snapshot> states) {
    this.stretch = stretch;
    this.states = states;
    looks = LookTimes.of(stretch.schedule(), 1);
  }

  /**
   * An observer of one run.
   *
   * @param stretch the steps to keep
   * @param states receives the states in the order of their steps
   * @return a factory that throws IllegalArgumentException for a block of more than one run
   */
  public static ObserverFactory of(Stretch stretch, Consumer<Snapshot> states) {
    return lanes -> {
      if (lanes != 1) {
        throw new IllegalArgumentException("watches one run, not " + lanes);
      }
      return new TrajectoryObserver(stretch, states);
    };
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    held = null;
    looks.seat(lane, clock);
    if (stretch.schedule().next(0) == 0) {
      take(ensemble, clock);
    }
  }

  @Override
  public long due(int live, Clock clock) {
    return looks.next(live, clock);
  }

  @Override
  public void look(Ensemble ensemble, Clock clock) {
    if (looks.take(0, clock) && clock.isFinite(0)) {
      take(ensemble, clock);
    }
  }

  private void take(Ensemble ensemble, Clock clock) {
    handOver();
    held = Snapshot.of(Snapshot.Reason.PERIODIC, 0, ensemble, clock);
  }

  /** Only at the end is it known whether the last state was an escape, so one is held back. */
  private void handOver() {
    if (held != null) {
      states.accept(held);
    }
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    if (stretch.holds(clock.steps(0))) {
      if (held != null && held.step() == clock.steps(0)) {
        held = null;
      }
      handOver();
      held =
          Snapshot.of(
              status == Status.ESCAPED ? Snapshot.Reason.ESCAPE : Snapshot.Reason.PERIODIC,
              0,
              ensemble,
              clock);
    }
    handOver();
    held = null;
  }

  @Override
  public void move(int from, int to) {
    throw new IllegalStateException("a block of one run moves none");
  }
}
