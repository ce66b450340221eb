package org.logscape.training.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Status;
import org.logscape.observe.Snapshot;
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/** Keeps the parameters at steps of a schedule, and, where asked, where the run escaped. */
public final class SnapshotWatcher implements Watcher {
  private final Schedule schedule;
  private final boolean atEscape;
  private final List<Snapshot> taken = new ArrayList<>();

  private SnapshotWatcher(Schedule schedule, boolean atEscape) {
    this.schedule = schedule;
    this.atEscape = atEscape;
  }

  /** Snapshots at the steps of a schedule. */
  public static Watcher.Factory periodic(Schedule schedule) {
    return () -> new SnapshotWatcher(schedule, false);
  }

  /** Snapshots at the steps of a schedule, and one at the escape. */
  public static Watcher.Factory withEscape(Schedule schedule) {
    return () -> new SnapshotWatcher(schedule, true);
  }

  @Override
  public void begin(int replica) {
    taken.clear();
  }

  @Override
  public long due(long step) {
    return schedule.next(step);
  }

  @Override
  public void look(Moment moment) {
    taken.add(snapshot(Snapshot.Reason.PERIODIC, moment));
  }

  private static Snapshot snapshot(Snapshot.Reason reason, Moment moment) {
    return new Snapshot(reason, moment.step(), moment.training().loss(), moment.theta().clone());
  }

  @Override
  public void finish(Status status, Moment end, Consumer<Observation> sink) {
    taken.forEach(sink);
    if (atEscape && status == Status.ESCAPED) {
      sink.accept(snapshot(Snapshot.Reason.ESCAPE, end));
    }
  }
}
