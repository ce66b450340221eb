package org.logscape.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.Stepper;
import org.logscape.random.StreamFamily;

/**
 * Advances the replicas of one cell side by side. A lane whose replica ended takes the next one, so
 * uneven escape times leave no lane idle while replicas wait. The numbers of a replica depend on
 * its stream alone, never on its lane, its neighbours, the width of the machine's vectors or the
 * thread.
 *
 * <p>Immutable and safe for use by several threads: each call of {@link #run} has a block of its
 * own, so threads that run different replicas of one kernel share nothing that they write.
 */
public final class BlockKernel {
  private static final int MOST_LANES = 64;

  private final Dynamics dynamics;
  private final Start start;
  private final long stepLimit;
  private final boolean awaitsEvent;
  private final List<ObserverFactory> observers;

  private BlockKernel(
      Dynamics dynamics,
      Start start,
      long stepLimit,
      boolean awaitsEvent,
      List<ObserverFactory> observers) {
    this.dynamics = dynamics;
    this.start = start;
    this.stepLimit = stepLimit;
    this.awaitsEvent = awaitsEvent;
    this.observers = List.copyOf(observers);
  }

  /**
   * A kernel whose runs end when an observer says so, or at the step limit as {@link
   * Status#CENSORED}.
   *
   * @param stepLimit the most steps of a run, at least 1
   */
  public static BlockKernel untilEvent(
      Dynamics dynamics, Start start, long stepLimit, List<ObserverFactory> observers) {
    return new BlockKernel(dynamics, start, requirePositive(stepLimit), true, observers);
  }

  /**
   * A kernel whose runs all take the same number of steps and end as {@link Status#FINISHED}.
   *
   * @param steps steps of a run, at least 1
   */
  public static BlockKernel forSteps(
      Dynamics dynamics, Start start, long steps, List<ObserverFactory> observers) {
    return new BlockKernel(dynamics, start, requirePositive(steps), false, observers);
  }

  private static long requirePositive(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a run needs a step limit of at least 1");
    }
    return steps;
  }

  /**
   * Runs replicas [from, to).
   *
   * @param streams the cell's random streams
   * @return their outcomes in the order of the replicas
   */
  public List<RunOutcome> run(StreamFamily streams, int from, int to) {
    return run(
        (ensemble, lane, replica) -> {
          ensemble.streams().seat(lane, streams, replica);
          ensemble.place(lane, start.theta(dynamics.model(), ensemble.streams(), lane));
          return Origin.NO_EPOCH;
        },
        from,
        to);
  }

  /**
   * Runs from given states: run {@code i} goes on from origin {@code i}, whatever this kernel's
   * start is.
   *
   * @return their outcomes in the order of the origins, which is the number that each carries
   */
  public List<RunOutcome> run(List<Origin> origins) {
    return run(
        (ensemble, lane, run) -> {
          Origin origin = origins.get(run);
          ensemble.streams().seat(lane, origin.streams(), origin.stream());
          ensemble.place(lane, origin.theta());
          return origin.epochLeft();
        },
        0,
        origins.size());
  }

  private List<RunOutcome> run(Entrance entrance, int from, int to) {
    if (from >= to) {
      return List.of();
    }
    Block block = new Block(entrance, from, to);
    block.run();
    block.outcomes.sort(Comparator.comparingInt(RunOutcome::replica));
    return block.outcomes;
  }

  /** Puts a run's stream and parameters on a lane. */
  private interface Entrance {
    /** Gives the samples that are left of the run's epoch; none where no epoch is under way. */
    int[] place(Ensemble ensemble, int lane, int run);
  }

  private final class Block {
    private final Entrance entrance;
    private final int end;
    private final Stepper stepper;
    private final Ensemble ensemble;
    private final Clock clock;
    private final List<Observer> watching = new ArrayList<>();
    private final int[] replica;
    private final List<RunOutcome> outcomes = new ArrayList<>();
    private int next;
    private long limitTick;

    Block(Entrance entrance, int from, int to) {
      this.entrance = entrance;
      this.next = from;
      this.end = to;
      int lanes = Math.max(1, Math.min(to - from, MOST_LANES));
      stepper = dynamics.stepper(lanes);
      ensemble = stepper.ensemble();
      clock = new Clock(lanes, dynamics.learningRate());
      replica = new int[lanes];
      for (ObserverFactory factory : observers) {
        watching.add(factory.create(lanes));
      }
    }

    void run() {
      while (ensemble.live() < ensemble.lanes() && next < end) {
        int lane = ensemble.live();
        ensemble.live(lane + 1);
        seat(lane);
      }
      settle(false);
      while (ensemble.live() > 0) {
        stepper.step();
        boolean finite = clock.advance(ensemble.previousLoss(), ensemble.loss(), ensemble.live());
        for (Observer observer : watching) {
          observer.step(ensemble, clock);
        }
        settle(finite);
      }
    }

    private void seat(int lane) {
      replica[lane] = next++;
      int[] epochLeft = entrance.place(ensemble, lane, replica[lane]);
      stepper.seat(lane);
      ensemble.resumeEpoch(lane, epochLeft);
      clock.seat(lane);
      for (Observer observer : watching) {
        observer.seat(lane, ensemble, clock);
      }
    }

    /** Ends the runs that are over; each lane takes the next replica, or closes when none waits. */
    private void settle(boolean finite) {
      boolean due = !finite || (awaitsEvent && clock.anyEnded()) || clock.tick() >= limitTick;
      while (due) {
        // from the last lane down: a closed lane is filled from one that was already looked at
        for (int lane = ensemble.live() - 1; lane >= 0; lane--) {
          Status status = status(lane);
          if (status != null) {
            finish(lane, status);
            if (next < end) {
              seat(lane);
            } else {
              close(lane);
            }
          }
        }
        // a replica may be over where it starts, so the new ones are looked at too
        due = false;
        limitTick = Long.MAX_VALUE;
        for (int lane = 0; lane < ensemble.live(); lane++) {
          due |= status(lane) != null;
          limitTick = Math.min(limitTick, clock.tick() - clock.steps(lane) + stepLimit);
        }
      }
      clock.clearEnded();
    }

    private Status status(int lane) {
      if (!(Math.abs(ensemble.loss()[lane]) <= Double.MAX_VALUE)) {
        return Status.DIVERGED;
      }
      if (awaitsEvent && clock.ended(lane)) {
        return Status.ESCAPED;
      }
      if (clock.steps(lane) >= stepLimit) {
        return awaitsEvent ? Status.CENSORED : Status.FINISHED;
      }
      return null;
    }

    private void finish(int lane, Status status) {
      List<Observation> observations = new ArrayList<>();
      for (Observer observer : watching) {
        observer.finish(lane, status, ensemble, clock, observations::add);
      }
      outcomes.add(
          new RunOutcome(
              replica[lane],
              status,
              clock.steps(lane),
              clock.time(lane),
              clock.tau(lane),
              ensemble.loss()[lane],
              observations));
    }

    private void close(int lane) {
      int last = ensemble.live() - 1;
      if (lane != last) {
        stepper.move(last, lane);
        clock.move(last, lane);
        replica[lane] = replica[last];
        for (Observer observer : watching) {
          observer.move(last, lane);
        }
      }
      ensemble.live(last);
    }
  }
}
