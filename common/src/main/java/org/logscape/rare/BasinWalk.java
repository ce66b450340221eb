package org.logscape.rare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
import org.logscape.random.StreamFamily;

/**
 * Stage 0: walks in the basin. Records the states in which a walker passes the first interface,
 * once after each visit to the basin. The flux is the number of these crossings over the time at
 * risk, which ends for a walker that reaches the goal.
 */
public final class BasinWalk {
  private final Dynamics dynamics;
  private final Route route;
  private final double basin;
  private final long burnIn;
  private final long steps;

  private BasinWalk(Dynamics dynamics, Route route, double basin, long burnIn, long steps) {
    this.dynamics = dynamics;
    this.route = route;
    this.basin = basin;
    this.burnIn = burnIn;
    this.steps = steps;
  }

  /**
   * Walks of a cell.
   *
   * @param basin the order parameter below which a state is in the basin
   * @param burnIn steps at the start of a walk that are left out
   * @param steps steps of a walker after the burn-in, at least 1
   */
  public static BasinWalk of(
      Dynamics dynamics, Route route, double basin, long burnIn, long steps) {
    return new BasinWalk(dynamics, route, basin, burnIn, steps);
  }

  /**
   * The result of the walks.
   *
   * @param crossings by walker, then in the order of time
   * @param stepsAtRisk summed over walkers
   * @param stepsTaken all steps, including the burn-in
   * @param arrived walkers that reached the goal
   * @param diverged walkers whose loss became infinite or not a number
   * @param strayed walkers that were in the basin by the order parameter, but behind the ridge
   */
  public record Sample(
      List<Crossing> crossings,
      long stepsAtRisk,
      long stepsTaken,
      long arrived,
      long diverged,
      long strayed) {
    public Sample {
      crossings = List.copyOf(crossings);
    }
  }

  /**
   * Runs the walks; they start where the route departs.
   *
   * @param streams the family of their streams
   * @param first the stream of the first walker; the others follow
   * @param walkers number of walkers
   * @param threshold the first interface
   */
  public Sample run(StreamFamily streams, long first, int walkers, double threshold) {
    List<Origin> origins =
        IntStream.range(0, walkers)
            .mapToObj(w -> route.departure().origin(dynamics, streams, first + w))
            .toList();
    BlockKernel kernel =
        BlockKernel.untilEvent(
            dynamics,
            Start.minimum(),
            dynamics.wholeLooks(burnIn + steps),
            List.of(lanes -> new Watch(threshold, lanes)));
    List<Crossing> crossings = new ArrayList<>();
    long atRisk = 0;
    long taken = 0;
    long arrived = 0;
    long diverged = 0;
    long strayed = 0;
    for (RunOutcome run : kernel.from(origins)) {
      atRisk += Math.max(0, run.steps() - burnIn);
      taken += run.steps();
      arrived += run.status() == Status.ESCAPED ? 1 : 0;
      diverged += run.status() == Status.DIVERGED ? 1 : 0;
      for (Observation observation : run.observations()) {
        if (observation instanceof Crossing crossing) {
          crossings.add(crossing);
        } else {
          strayed += ((Stray) observation).seen() ? 1 : 0;
        }
      }
    }
    return new Sample(crossings, atRisk, taken, arrived, diverged, strayed);
  }

  /**
   * The walk as stage 0 of a repeat.
   *
   * @param streams the family of the walkers' streams
   * @param walkers number of walkers
   * @param threshold the first interface
   */
  StageResult stage(StreamFamily streams, int repeat, int walkers, double threshold) {
    long first = StreamNumber.of(repeat, 0, 0);
    return StageResult.of(repeat, threshold, walkers, run(streams, first, walkers, threshold));
  }

  private record Stray(boolean seen) implements Observation {}

  private final class Watch implements Observer {
    private final double threshold;
    private final Gauge gauge;
    private final LookTimes looks;
    private final boolean[] inBasin;
    private final boolean[] strayed;
    private final List<List<Crossing>> crossings = new ArrayList<>();

    Watch(double threshold, int lanes) {
      this.threshold = threshold;
      gauge = new Gauge(route, lanes);
      looks = LookTimes.every(dynamics.stepsPerLook(), lanes);
      inBasin = new boolean[lanes];
      strayed = new boolean[lanes];
      for (int lane = 0; lane < lanes; lane++) {
        crossings.add(new ArrayList<>());
      }
    }

    @Override
    public void seat(int lane, Ensemble ensemble, Clock clock) {
      looks.seat(lane, clock);
      inBasin[lane] = true;
      strayed[lane] = false;
      crossings.set(lane, new ArrayList<>());
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
          look(lane, ensemble, clock);
        }
      }
    }

    private void look(int lane, Ensemble ensemble, Clock clock) {
      boolean arrived = gauge.arrived(lane);
      if (arrived || gauge.order(lane) >= threshold) {
        boolean finite = Math.abs(ensemble.loss()[lane]) <= Double.MAX_VALUE;
        if (inBasin[lane] && clock.steps(lane) > burnIn && finite) {
          crossings.get(lane).add(Crossing.of(ensemble, lane, gauge));
        }
        inBasin[lane] = false;
        if (arrived) {
          clock.end(lane);
        }
      } else if (gauge.order(lane) < basin) {
        inBasin[lane] = true;
        strayed[lane] |= gauge.strayed(lane);
      }
    }

    @Override
    public void finish(
        int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
      crossings.get(lane).forEach(sink);
      sink.accept(new Stray(strayed[lane]));
    }

    @Override
    public void move(int from, int to) {
      looks.move(from, to);
      inBasin[to] = inBasin[from];
      strayed[to] = strayed[from];
      crossings.set(to, crossings.get(from));
    }
  }
}
