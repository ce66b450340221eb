package org.logscape.jobs.sweep;

import java.util.List;
import org.logscape.dynamics.Dynamics;
import org.logscape.jobs.spec.observe.SnapshotsSpec;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.observe.SnapshotObserver;

/**
 * What the kernel of a cell is made of.
 *
 * @param dynamics how its runs move
 * @param start where they start
 * @param observers what watches them, in an order that stored states rely on
 */
record CellParts(Dynamics dynamics, Start start, List<ObserverFactory> observers) {

  /**
   * The observer of snapshots.
   *
   * @param schedule where they are taken
   */
  static ObserverFactory snapshots(SnapshotsSpec snapshots, Schedule schedule) {
    return snapshots.atEscape()
        ? SnapshotObserver.withEscape(schedule)
        : SnapshotObserver.periodic(schedule);
  }

  /** The steps at which a spec wants snapshots, the start included. */
  static Schedule schedule(SnapshotsSpec snapshots) {
    return snapshots.every() == SnapshotsSpec.NEVER
        ? Schedule.never()
        : Schedule.every(snapshots.every());
  }
}
