package org.logscape.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.data.Samples;
import org.logscape.kernel.Observation;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Status;
import org.logscape.matrix.Precision;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;

/**
 * Runs the replicas of one network, one after another: what {@link org.logscape.kernel.BlockKernel}
 * is for small models. A network's parameters fill the nearest caches by themselves, so nothing is
 * gained by moving several in turns. The numbers of a run depend on its stream, and on which
 * kernels OpenBLAS chose ({@link org.logscape.matrix.Blas#core}), on nothing else.
 *
 * <p>Immutable and safe for use by several threads: each call of {@link #run} has memory of its
 * own, which it gives back.
 */
public final class NetworkKernel {

  /**
   * What is run.
   *
   * @param network the model
   * @param training the set that it learns from
   * @param settings by which dynamics
   * @param precision of the parameters while they move
   * @param start where the runs start
   */
  public record Task(
      Network network,
      Samples training,
      SgdSettings settings,
      Precision precision,
      NetworkStart start) {}

  private final Task task;
  private final long stepLimit;
  private final boolean awaitsEvent;
  private final List<Watcher.Factory> watchers;

  private NetworkKernel(
      Task task, long stepLimit, boolean awaitsEvent, List<Watcher.Factory> watchers) {
    if (stepLimit < 1) {
      throw new IllegalArgumentException("a run needs a step limit of at least 1");
    }
    this.task = task;
    this.stepLimit = stepLimit;
    this.awaitsEvent = awaitsEvent;
    this.watchers = List.copyOf(watchers);
  }

  /**
   * A kernel whose runs end when a watcher says so, or at the step limit as {@link
   * Status#CENSORED}.
   *
   * @param stepLimit the most steps of a run, at least 1
   */
  public static NetworkKernel untilEvent(
      Task task, long stepLimit, List<Watcher.Factory> watchers) {
    return new NetworkKernel(task, stepLimit, true, watchers);
  }

  /**
   * A kernel whose runs all take the same number of steps and end as {@link Status#FINISHED}.
   *
   * @param steps steps of a run, at least 1
   */
  public static NetworkKernel forSteps(Task task, long steps, List<Watcher.Factory> watchers) {
    return new NetworkKernel(task, steps, false, watchers);
  }

  /**
   * Runs replicas [from, to).
   *
   * @param streams the cell's random streams
   * @return their outcomes in the order of the replicas
   * @throws IllegalArgumentException if the samples do not fit the network, or are fewer than a
   *     step needs
   */
  public List<RunOutcome> run(StreamFamily streams, int from, int to) {
    List<Watcher> watching = new ArrayList<>();
    try (NetworkEnsemble one =
            NetworkEnsemble.of(
                task.network(), task.training(), task.settings(), task.precision(), 1);
        EmpiricalLoss loss = EmpiricalLoss.of(task.network(), task.training(), task.precision())) {
      watchers.forEach(factory -> watching.add(factory.create()));
      List<RunOutcome> outcomes = new ArrayList<>();
      for (int replica = from; replica < to; replica++) {
        one.seat(0, streams, replica);
        one.place(0, task.start().theta(task.network().architecture(), replica, one.streams(), 0));
        outcomes.add(new Run(one, loss, watching, replica).outcome());
      }
      return outcomes;
    } finally {
      watching.forEach(Watcher::close);
    }
  }

  private static boolean isFinite(double loss) {
    return Math.abs(loss) <= Double.MAX_VALUE;
  }

  private final class Run {
    private final NetworkEnsemble one;
    private final List<Watcher> watching;
    private final int replica;
    private final Moment moment;

    Run(NetworkEnsemble one, EmpiricalLoss loss, List<Watcher> watching, int replica) {
      this.one = one;
      this.watching = watching;
      this.replica = replica;
      moment = new Moment(task.settings().learningRate(), () -> one.theta(0), loss::evaluate);
    }

    RunOutcome outcome() {
      watching.forEach(watcher -> watcher.begin(replica));
      Status status = look();
      while (status == null) {
        status = advance(nextLook());
        if (status == null) {
          status = look();
        }
      }
      double last = status == Status.DIVERGED ? one.batchLoss(0) : moment.training().loss();
      if (!isFinite(last)) {
        status = Status.DIVERGED;
      }
      List<Observation> seen = new ArrayList<>();
      for (Watcher watcher : watching) {
        watcher.finish(status, moment, seen::add);
      }
      return new RunOutcome(
          replica,
          status,
          moment.step(),
          moment.time(),
          moment.tau(),
          last,
          seen,
          Optional.empty());
    }

    private long nextLook() {
      long next = stepLimit;
      for (Watcher watcher : watching) {
        next = Math.min(next, watcher.due(moment.step() + 1));
      }
      return next;
    }

    /** Steps up to {@code target}; a status where the run diverges on the way. */
    private Status advance(long target) {
      while (moment.step() < target) {
        one.step(1);
        moment.advance(one.batchLoss(0));
        if (!isFinite(one.batchLoss(0))) {
          return Status.DIVERGED;
        }
      }
      return null;
    }

    /** Lets watchers look; a status where the run is over. */
    private Status look() {
      for (Watcher watcher : watching) {
        if (watcher.due(moment.step()) == moment.step()) {
          watcher.look(moment);
        }
      }
      if (awaitsEvent && moment.isOver()) {
        return Status.ESCAPED;
      }
      if (moment.step() >= stepLimit) {
        return awaitsEvent ? Status.CENSORED : Status.FINISHED;
      }
      return null;
    }
  }
}
