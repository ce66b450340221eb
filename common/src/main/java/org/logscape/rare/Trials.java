package org.logscape.rare;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Clock;
import org.logscape.kernel.LookTimes;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.Origin;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;

/**
 * Runs trials side by side. Each continues from its state until it reaches the next interface or
 * the goal, or falls back below the basin's bound. A trial whose start is beyond the interface
 * already, because a single step passed several, has succeeded at step 0.
 */
public final class Trials {
  private final Dynamics dynamics;
  private final Route route;
  private final double basin;
  private final long stepLimit;

  private Trials(Dynamics dynamics, Route route, double basin, long stepLimit) {
    this.dynamics = dynamics;
    this.route = route;
    this.basin = basin;
    this.stepLimit = stepLimit;
  }

  /**
   * Trials of a cell.
   *
   * @param basin the order parameter below which a state is back in the basin
   * @param stepLimit the most steps of a trial, at least 1
   */
  public static Trials of(Dynamics dynamics, Route route, double basin, long stepLimit) {
    return new Trials(dynamics, route, basin, stepLimit);
  }

  /**
   * Runs them.
   *
   * @param next the interface; infinite where only the goal ends a trial
   * @return outcomes in the order of the trials
   */
  public List<TrialOutcome> run(List<Trial> trials, double next) {
    BlockKernel kernel =
        BlockKernel.untilEvent(
            dynamics,
            Start.minimum(),
            dynamics.wholeLooks(stepLimit),
            List.of(lanes -> new Watch(next, lanes)));
    List<Origin> origins =
        trials.stream().map(t -> t.start().origin(t.streams(), t.stream())).toList();
    return kernel.from(origins).stream().map(Trials::outcome).toList();
  }

  private static TrialOutcome outcome(RunOutcome run) {
    Seen seen = (Seen) run.observations().get(0);
    TrialOutcome.End end =
        switch (run.status()) {
          case DIVERGED -> TrialOutcome.End.DIVERGED;
          case CENSORED, FINISHED -> TrialOutcome.End.CENSORED;
          case ESCAPED ->
              seen.crossing().isPresent() ? TrialOutcome.End.CROSSED : TrialOutcome.End.RETURNED;
        };
    Optional<Crossing> crossing =
        end == TrialOutcome.End.CROSSED ? seen.crossing() : Optional.empty();
    return new TrialOutcome(end, run.steps(), seen.highest(), crossing, seen.strayed());
  }

  private record Seen(double highest, Optional<Crossing> crossing, boolean strayed)
      implements Observation {}

  private final class Watch implements Observer {
    private final double next;
    private final Gauge gauge;
    private final LookTimes looks;
    private final double[] highest;
    private final boolean[] crossed;

    Watch(double next, int lanes) {
      this.next = next;
      gauge = new Gauge(route, lanes);
      looks = LookTimes.every(dynamics.stepsPerLook(), lanes);
      highest = new double[lanes];
      crossed = new boolean[lanes];
    }

    @Override
    public void seat(int lane, Ensemble ensemble, Clock clock) {
      gauge.read(ensemble);
      looks.seat(lane, clock);
      highest[lane] = Double.NEGATIVE_INFINITY;
      crossed[lane] = false;
      look(lane, clock);
    }

    @Override
    public long due(int live, Clock clock) {
      return looks.next(live, clock);
    }

    @Override
    public void look(Ensemble ensemble, Clock clock) {
      gauge.read(ensemble);
      for (int lane = 0; lane < ensemble.live(); lane++) {
        if (looks.take(lane, clock)) {
          look(lane, clock);
        }
      }
    }

    private void look(int lane, Clock clock) {
      double order = gauge.order(lane);
      boolean arrived = gauge.arrived(lane);
      highest[lane] = arrived ? Double.POSITIVE_INFINITY : Math.max(highest[lane], order);
      if (arrived || order >= next) {
        crossed[lane] = true;
        clock.end(lane);
      } else if (order < basin) {
        clock.end(lane);
      }
    }

    @Override
    public void finish(
        int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
      // lanes may have been seated or moved since the last reading
      gauge.read(ensemble);
      Optional<Crossing> crossing =
          crossed[lane] && status == Status.ESCAPED
              ? Optional.of(Crossing.of(ensemble, lane, gauge))
              : Optional.empty();
      sink.accept(new Seen(highest[lane], crossing, crossing.isEmpty() && gauge.strayed(lane)));
    }

    @Override
    public void move(int from, int to) {
      looks.move(from, to);
      highest[to] = highest[from];
      crossed[to] = crossed[from];
    }
  }
}
