package org.logscape.training.watch;

import java.util.function.Consumer;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Status;
import org.logscape.observe.Snapshot;
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/** Keeps the parameters at steps of a schedule, and, where asked, where the run escaped. */
public final class SnapshotWatcher extends KeepingWatcher {
  private final boolean atEscape;

  private SnapshotWatcher(Schedule schedule, boolean atEscape) {
    super(schedule);
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
  public void look(Moment moment) {
    keep(snapshot(Snapshot.Reason.PERIODIC, moment));
  }

  private static Snapshot snapshot(Snapshot.Reason reason, Moment moment) {
    return new Snapshot(reason, moment.step(), moment.training().loss(), moment.theta().clone());
  }

  @Override
  public void finish(Status status, Moment end, Consumer<Observation> sink) {
    super.finish(status, end, sink);
    if (atEscape && status == Status.ESCAPED) {
      sink.accept(snapshot(Snapshot.Reason.ESCAPE, end));
    }
  }
}
