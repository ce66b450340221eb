package org.logscape.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Status;

/** Keeps the parameters every so many steps, and where the run escaped. */
public final class SnapshotObserver implements Observer {
  private final long every;
  private final boolean atEscape;
  private final long[] due;
  private final List<List<Snapshot>> taken;
  private long nextTick = Long.MAX_VALUE;

  private SnapshotObserver(long every, boolean atEscape, int lanes) {
    this.every = every;
    this.atEscape = atEscape;
    due = new long[lanes];
    taken = new ArrayList<>(lanes);
    for (int lane = 0; lane < lanes; lane++) {
      taken.add(new ArrayList<>());
    }
  }

  /** Snapshots every {@code steps} steps, where given. */
  public static ObserverFactory periodic(OptionalLong steps) {
    long every = steps.orElse(Long.MAX_VALUE);
    return lanes -> new SnapshotObserver(every, false, lanes);
  }

  /** Snapshots every {@code steps} steps, where given, and one at the escape. */
  public static ObserverFactory withEscape(OptionalLong steps) {
    long every = steps.orElse(Long.MAX_VALUE);
    return lanes -> new SnapshotObserver(every, true, lanes);
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    due[lane] = later(clock.tick());
    nextTick = Math.min(nextTick, due[lane]);
    taken.set(lane, new ArrayList<>());
  }

  private long later(long tick) {
    return every > Long.MAX_VALUE - tick ? Long.MAX_VALUE : tick + every;
  }

  @Override
  public void step(Ensemble ensemble, Clock clock) {
    if (clock.tick() < nextTick) {
      return;
    }
    nextTick = Long.MAX_VALUE;
    for (int lane = 0; lane < ensemble.live(); lane++) {
      if (due[lane] == clock.tick()) {
        due[lane] = later(due[lane]);
        taken.get(lane).add(snapshot(Snapshot.Reason.PERIODIC, lane, ensemble, clock));
      }
      nextTick = Math.min(nextTick, due[lane]);
    }
  }

  private static Snapshot snapshot(
      Snapshot.Reason reason, int lane, Ensemble ensemble, Clock clock) {
    return new Snapshot(reason, clock.steps(lane), ensemble.loss()[lane], ensemble.thetaOf(lane));
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    taken.get(lane).forEach(sink);
    if (atEscape && status == Status.ESCAPED) {
      sink.accept(snapshot(Snapshot.Reason.ESCAPE, lane, ensemble, clock));
    }
  }

  @Override
  public void move(int from, int to) {
    due[to] = due[from];
    taken.set(to, taken.get(from));
  }
}
