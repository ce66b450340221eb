package org.logscape.training.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Status;
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/** Looks at the steps of a schedule and keeps what it saw until the run is over. */
abstract class KeepingWatcher implements Watcher {
  private final Schedule schedule;
  private final List<Observation> kept = new ArrayList<>();

  KeepingWatcher(Schedule schedule) {
    this.schedule = schedule;
  }

  /** Keeps an observation of the run. */
  final void keep(Observation seen) {
    kept.add(seen);
  }

  @Override
  public void begin(int replica) {
    kept.clear();
  }

  @Override
  public final long due(long step) {
    return schedule.next(step);
  }

  @Override
  public void finish(Status status, Moment end, Consumer<Observation> sink) {
    kept.forEach(sink);
  }

  /** Whether a run that has come so far can be measured: one that diverges cannot. */
  static boolean isFinite(Moment moment) {
    return Math.abs(moment.training().loss()) <= Double.MAX_VALUE;
  }
}
