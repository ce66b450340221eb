package org.logscape.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.Motion;
import org.logscape.kernel.Clock;
import org.logscape.kernel.LookTimes;
import org.logscape.kernel.NumberSink;
import org.logscape.kernel.NumberSource;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Status;

/** Records the parameters at the steps of a schedule, and on request at the escape. */
public final class SnapshotObserver implements Observer {
  private final Schedule schedule;
  private final boolean atEscape;
  private final LookTimes looks;
  private final List<List<Snapshot>> taken;

  private SnapshotObserver(Schedule schedule, boolean atEscape, int lanes) {
    this.schedule = schedule;
    this.atEscape = atEscape;
    looks = LookTimes.of(schedule, lanes);
    taken = new ArrayList<>(lanes);
    for (int lane = 0; lane < lanes; lane++) {
      taken.add(new ArrayList<>());
    }
  }

  /** Snapshots at the steps of a schedule. */
  public static ObserverFactory periodic(Schedule schedule) {
    return lanes -> new SnapshotObserver(schedule, false, lanes);
  }

  /** Snapshots at the steps of a schedule, and one at the escape. */
  public static ObserverFactory withEscape(Schedule schedule) {
    return lanes -> new SnapshotObserver(schedule, true, lanes);
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    looks.seat(lane, clock);
    taken.set(lane, new ArrayList<>());
    if (schedule.next(0) == 0) {
      take(lane, ensemble, clock);
    }
  }

  @Override
  public long due(int live, Clock clock) {
    return looks.next(live, clock);
  }

  @Override
  public void look(Ensemble ensemble, Clock clock) {
    for (int lane = 0; lane < ensemble.live(); lane++) {
      // a pass through the data has nothing to say of a network that has diverged
      boolean diverged = !clock.isFinite(lane) && ensemble.readsOnDemand();
      if (looks.take(lane, clock) && !diverged) {
        take(lane, ensemble, clock);
      }
    }
  }

  private void take(int lane, Ensemble ensemble, Clock clock) {
    taken.get(lane).add(Snapshot.of(Snapshot.Reason.PERIODIC, lane, ensemble, clock));
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    taken.get(lane).forEach(sink);
    if (atEscape && status == Status.ESCAPED) {
      sink.accept(Snapshot.of(Snapshot.Reason.ESCAPE, lane, ensemble, clock));
    }
  }

  /** What is kept until the end is periodic; the state at the escape is taken there. */
  @Override
  public void save(int lane, Clock clock, LongConsumer numbers) {
    long steps = clock.steps(lane);
    long next = schedule.next(steps + 1);
    numbers.accept(next == Schedule.NEVER ? next : next - steps);
    NumberSink sink = new NumberSink(numbers);
    sink.put((long) taken.get(lane).size());
    for (Snapshot snapshot : taken.get(lane)) {
      sink.put(snapshot.step()).put(snapshot.loss()).put(snapshot.theta());
      if (snapshot.motion().velocity().length > 0) {
        sink.put(snapshot.motion().velocity());
      }
    }
  }

  @Override
  public void resume(int lane, Ensemble ensemble, Clock clock, LongSupplier numbers) {
    NumberSource source = new NumberSource(numbers);
    source.whole(); // the steps to the next look, which the schedule knows
    looks.seat(lane, clock);
    boolean hasVelocity = ensemble.velocityOf(lane).length > 0;
    List<Snapshot> earlier = new ArrayList<>();
    long size = source.whole();
    for (long i = 0; i < size; i++) {
      long step = source.whole();
      double loss = source.real();
      double[] theta = source.reals();
      double[] velocity = hasVelocity ? source.reals() : new double[0];
      earlier.add(
          new Snapshot(
              Snapshot.Reason.PERIODIC, step, loss, new Motion(theta, velocity, new int[0])));
    }
    taken.set(lane, earlier);
  }

  @Override
  public void move(int from, int to) {
    looks.move(from, to);
    taken.set(to, taken.get(from));
  }
}
