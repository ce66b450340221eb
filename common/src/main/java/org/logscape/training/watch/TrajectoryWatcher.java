package org.logscape.training.watch;

import java.util.function.Consumer;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Status;
import org.logscape.observe.Snapshot;
import org.logscape.observe.TrajectoryObserver.Stretch;
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/**
 * The states of a single run over a stretch of its steps and at its last, handed over as they come:
 * what {@link org.logscape.observe.TrajectoryObserver} is for small models. It adds nothing to the
 * run's observations.
 */
public final class TrajectoryWatcher implements Watcher {
  private final Stretch stretch;
  private final Consumer<Snapshot> states;
  private Snapshot held;

  private TrajectoryWatcher(Stretch stretch, Consumer<Snapshot> states) {
    this.stretch = stretch;
    this.states = states;
  }

  /**
   * A watcher of one run.
   *
   * @param states receives the states in the order of their steps
   */
  public static Watcher.Factory of(Stretch stretch, Consumer<Snapshot> states) {
    return () -> new TrajectoryWatcher(stretch, states);
  }

  @Override
  public void begin(int replica) {
    held = null;
  }

  @Override
  public long due(long step) {
    long turns = Math.max(0, -Math.floorDiv(stretch.from() - step, stretch.every()));
    long next = stretch.from() + turns * stretch.every();
    return next <= stretch.to() ? next : Schedule.NEVER;
  }

  @Override
  public void look(Moment moment) {
    handOver();
    held = state(Snapshot.Reason.PERIODIC, moment);
  }

  /** Only at the end is it known whether the last state was an escape, so one is held back. */
  private void handOver() {
    if (held != null) {
      states.accept(held);
    }
  }

  private static Snapshot state(Snapshot.Reason reason, Moment moment) {
    return new Snapshot(reason, moment.step(), moment.training().loss(), moment.theta().clone());
  }

  @Override
  public void finish(Status status, Moment end, Consumer<Observation> sink) {
    if (stretch.from() <= end.step() && end.step() <= stretch.to()) {
      if (held != null && held.step() == end.step()) {
        held = null;
      }
      handOver();
      held =
          state(status == Status.ESCAPED ? Snapshot.Reason.ESCAPE : Snapshot.Reason.PERIODIC, end);
    }
    handOver();
    held = null;
  }
}
