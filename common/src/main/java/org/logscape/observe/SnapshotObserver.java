package org.logscape.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
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

  /** What is kept until the end is periodic; the state at the escape is taken there. */
  @Override
  public void save(int lane, Clock clock, LongConsumer numbers) {
    numbers.accept(due[lane] == Long.MAX_VALUE ? Long.MAX_VALUE : due[lane] - clock.tick());
    numbers.accept(taken.get(lane).size());
    for (Snapshot snapshot : taken.get(lane)) {
      numbers.accept(snapshot.step());
      numbers.accept(Double.doubleToRawLongBits(snapshot.loss()));
      numbers.accept(snapshot.theta().length);
      for (double parameter : snapshot.theta()) {
        numbers.accept(Double.doubleToRawLongBits(parameter));
      }
    }
  }

  @Override
  public void resume(int lane, Clock clock, LongSupplier numbers) {
    long left = numbers.getAsLong();
    due[lane] = left == Long.MAX_VALUE ? left : clock.tick() + left;
    nextTick = Math.min(nextTick, due[lane]);
    List<Snapshot> earlier = new ArrayList<>();
    long size = numbers.getAsLong();
    for (long i = 0; i < size; i++) {
      long step = numbers.getAsLong();
      double loss = Double.longBitsToDouble(numbers.getAsLong());
      double[] theta = new double[(int) numbers.getAsLong()];
      for (int j = 0; j < theta.length; j++) {
        theta[j] = Double.longBitsToDouble(numbers.getAsLong());
      }
      earlier.add(new Snapshot(Snapshot.Reason.PERIODIC, step, loss, theta));
    }
    taken.set(lane, earlier);
  }

  @Override
  public void move(int from, int to) {
    due[to] = due[from];
    taken.set(to, taken.get(from));
  }
}
