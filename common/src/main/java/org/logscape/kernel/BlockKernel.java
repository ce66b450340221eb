package org.logscape.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.Motion;
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
  private final Dynamics dynamics;
  private final Start start;
  private final long stepLimit;
  private final Optional<Status> atEvent;
  private final boolean keepsStates;
  private final List<ObserverFactory> observers;

  private BlockKernel(
      Dynamics dynamics,
      Start start,
      long stepLimit,
      Optional<Status> atEvent,
      boolean keepsStates,
      List<ObserverFactory> observers) {
    this.dynamics = dynamics;
    this.start = start;
    this.stepLimit = stepLimit;
    this.atEvent = atEvent;
    this.keepsStates = keepsStates;
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
    return awaiting(Status.ESCAPED, dynamics, start, stepLimit, observers);
  }

  /**
   * A kernel whose runs end as {@link Status#FINISHED} when an observer says so, as one that waits
   * for convergence does, or at the step limit as {@link Status#CENSORED}.
   *
   * @param stepLimit the most steps of a run, at least 1
   */
  public static BlockKernel untilDone(
      Dynamics dynamics, Start start, long stepLimit, List<ObserverFactory> observers) {
    return awaiting(Status.FINISHED, dynamics, start, stepLimit, observers);
  }

  private static BlockKernel awaiting(
      Status atEvent,
      Dynamics dynamics,
      Start start,
      long stepLimit,
      List<ObserverFactory> observers) {
    return new BlockKernel(
        dynamics, start, requirePositive(stepLimit), Optional.of(atEvent), false, observers);
  }

  /**
   * A kernel whose runs all take the same number of steps and end as {@link Status#FINISHED}.
   *
   * @param steps steps of a run, at least 1
   */
  public static BlockKernel forSteps(
      Dynamics dynamics, Start start, long steps, List<ObserverFactory> observers) {
    return new BlockKernel(
        dynamics, start, requirePositive(steps), Optional.empty(), false, observers);
  }

  /** The same kernel, whose runs that the step limit ends tell where they stand. */
  public BlockKernel keepingStates() {
    return new BlockKernel(dynamics, start, stepLimit, atEvent, true, observers);
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
    return run(streams, IntStream.range(from, to));
  }

  /**
   * Runs some replicas.
   *
   * @param streams the cell's random streams
   * @return their outcomes in the order of the replicas
   */
  public List<RunOutcome> run(StreamFamily streams, IntStream replicas) {
    return run(replicas.mapToObj(replica -> fresh(streams, replica)).toList());
  }

  /**
   * Goes on with runs from where they stood, to the step limit of this kernel, which counts from
   * their first step. Outcomes are bit for bit those of runs that were never interrupted. A run
   * that stands at the limit already ends at once.
   *
   * @param states states that a kernel of the same dynamics, start and observers left, with a step
   *     limit not above this one's
   * @return their outcomes in the order of the replicas
   */
  public List<RunOutcome> goOn(List<RunState> states) {
    return run(states.stream().map(this::later).toList());
  }

  /**
   * Runs from given states under streams of their own, whatever this kernel's start is: new runs,
   * which take their first step from there.
   *
   * @return their outcomes in the order of the origins, whose place is the number that each carries
   */
  public List<RunOutcome> from(List<Origin> origins) {
    return run(IntStream.range(0, origins.size()).mapToObj(i -> at(origins.get(i), i)).toList());
  }

  private List<RunOutcome> run(List<Entrance> entrances) {
    int lanes = Math.max(1, Math.min(entrances.size(), dynamics.mostLanes()));
    try (Stepper stepper = dynamics.stepper(lanes)) {
      Block block = new Block(entrances, stepper, lanes);
      try {
        block.run();
      } finally {
        block.watching.forEach(Observer::close);
      }
      block.outcomes.sort(Comparator.comparingInt(RunOutcome::replica));
      return block.outcomes;
    }
  }

  /** Puts one replica on a lane. */
  private interface Entrance {
    void enter(Block block, int lane);
  }

  private Entrance fresh(StreamFamily streams, int replica) {
    return (block, lane) -> {
      block.ensemble.replica(lane, replica);
      block.ensemble.streams().seat(lane, streams, replica);
      block.place(
          lane, Motion.atRest(start.theta(dynamics, replica, block.ensemble.streams(), lane)), 0);
      block.begin(lane);
    };
  }

  private static Entrance at(Origin origin, int number) {
    return (block, lane) -> {
      block.ensemble.replica(lane, number);
      block.ensemble.streams().seat(lane, origin.streams(), origin.stream());
      block.place(lane, origin.motion(), 0);
      block.begin(lane);
    };
  }

  private Entrance later(RunState state) {
    return (block, lane) -> {
      block.ensemble.replica(lane, state.replica());
      block.ensemble.streams().seat(lane, state.stream());
      block.place(lane, state.motion(), state.steps());
      block.ensemble.loss(lane, state.loss());
      block.clock.seat(lane, state.steps(), state.lossSum());
      PrimitiveIterator.OfLong numbers = LongStream.of(state.observed()).iterator();
      for (Observer observer : block.watching) {
        observer.resume(lane, block.ensemble, block.clock, numbers::nextLong);
      }
    };
  }

  private final class Block {
    private final Iterator<Entrance> waiting;
    private final Stepper stepper;
    private final Ensemble ensemble;
    private final Clock clock;
    private final List<Observer> watching = new ArrayList<>();
    private final List<RunOutcome> outcomes = new ArrayList<>();

    /** Tick at which each observer is due. */
    private final long[] due;

    private long nextLook;
    private long limitTick;

    Block(List<Entrance> entrances, Stepper stepper, int lanes) {
      waiting = entrances.iterator();
      this.stepper = stepper;
      ensemble = stepper.ensemble();
      clock = new Clock(lanes, dynamics.learningRate(), stepper.knownLosses());
      due = new long[observers.size()];
      try {
        for (ObserverFactory factory : observers) {
          watching.add(factory.create(lanes));
        }
      } catch (RuntimeException e) {
        watching.forEach(Observer::close);
        throw e;
      }
    }

    void run() {
      while (ensemble.live() < ensemble.lanes() && waiting.hasNext()) {
        int lane = ensemble.live();
        ensemble.live(lane + 1);
        seat(lane);
      }
      settle();
      while (ensemble.live() > 0) {
        stepper.step();
        clock.advance(stepper.stepLosses(), stepper.knownLosses(), ensemble.live());
        if (clock.tick() >= nextLook) {
          look();
        }
        settle();
      }
    }

    private void look() {
      nextLook = Long.MAX_VALUE;
      for (int i = 0; i < due.length; i++) {
        Observer observer = watching.get(i);
        if (clock.tick() >= due[i]) {
          observer.look(ensemble, clock);
          due[i] = observer.due(ensemble.live(), clock);
        }
        nextLook = Math.min(nextLook, due[i]);
      }
    }

    /** Runs were seated or moved. */
    private void askWhenDue() {
      nextLook = Long.MAX_VALUE;
      for (int i = 0; i < due.length; i++) {
        due[i] = watching.get(i).due(ensemble.live(), clock);
        nextLook = Math.min(nextLook, due[i]);
      }
    }

    private void seat(int lane) {
      waiting.next().enter(this, lane);
    }

    private void place(int lane, Motion motion, long steps) {
      ensemble.place(lane, motion.theta());
      stepper.seat(lane);
      stepper.restore(lane, motion, steps);
    }

    private void begin(int lane) {
      clock.seat(lane);
      for (Observer observer : watching) {
        observer.seat(lane, ensemble, clock);
      }
    }

    /** Ends the runs that are over; each lane takes the next replica, or closes when none waits. */
    private void settle() {
      boolean over =
          !clock.isFinite()
              || (atEvent.isPresent() && clock.anyEnded())
              || clock.tick() >= limitTick;
      boolean changed = over;
      while (over) {
        // from the last lane down: a closed lane is filled from one that was already looked at
        for (int lane = ensemble.live() - 1; lane >= 0; lane--) {
          Status status = status(lane);
          if (status != null) {
            finish(lane, status);
            if (waiting.hasNext()) {
              seat(lane);
            } else {
              close(lane);
            }
          }
        }
        // a replica may be over where it starts, so the new ones are looked at too
        over = false;
        limitTick = Long.MAX_VALUE;
        for (int lane = 0; lane < ensemble.live(); lane++) {
          over |= status(lane) != null;
          limitTick = Math.min(limitTick, clock.tick() - clock.steps(lane) + stepLimit);
        }
      }
      clock.clearEnded();
      if (changed) {
        askWhenDue();
      }
    }

    private Status status(int lane) {
      if (!clock.isFinite(lane)) {
        return Status.DIVERGED;
      }
      if (isDone(lane)) {
        return atEvent.orElseThrow();
      }
      if (clock.steps(lane) >= stepLimit) {
        return atEvent.isPresent() ? Status.CENSORED : Status.FINISHED;
      }
      return null;
    }

    /** Whether what the run waits for has occurred. */
    private boolean isDone(int lane) {
      return atEvent.isPresent() && clock.ended(lane);
    }

    private RunState state(int lane) {
      LongStream.Builder observed = LongStream.builder();
      for (Observer observer : watching) {
        observer.save(lane, clock, observed);
      }
      return new RunState(
          ensemble.replica(lane),
          clock.steps(lane),
          clock.lossSum(lane),
          ensemble.loss()[lane],
          ensemble.motion(lane),
          ensemble.streams().state(lane),
          observed.build().toArray());
    }

    private void finish(int lane, Status reached) {
      double loss = clock.isFinite(lane) ? ensemble.loss()[lane] : stepper.knownLosses()[lane];
      Status status = Math.abs(loss) <= Double.MAX_VALUE ? reached : Status.DIVERGED;
      boolean atLimit = !isDone(lane) && (status == Status.CENSORED || status == Status.FINISHED);
      Optional<RunState> state =
          keepsStates && atLimit ? Optional.of(state(lane)) : Optional.empty();
      List<Observation> observations = new ArrayList<>();
      for (Observer observer : watching) {
        observer.finish(lane, status, ensemble, clock, observations::add);
      }
      outcomes.add(
          new RunOutcome(
              ensemble.replica(lane),
              status,
              clock.steps(lane),
              clock.time(lane),
              clock.tau(lane),
              loss,
              observations,
              state));
    }

    private void close(int lane) {
      int last = ensemble.live() - 1;
      if (lane != last) {
        stepper.move(last, lane);
        clock.move(last, lane);
        for (Observer observer : watching) {
          observer.move(last, lane);
        }
      }
      ensemble.live(last);
    }
  }
}
