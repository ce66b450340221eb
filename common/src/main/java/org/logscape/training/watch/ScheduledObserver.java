package org.logscape.training.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.LookTimes;
import org.logscape.kernel.NumberSink;
import org.logscape.kernel.NumberSource;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Status;

/**
 * Looks at each run at the steps of a schedule, the start included, and keeps what it saw until the
 * run is over. A run that has diverged is not looked at.
 */
abstract class ScheduledObserver implements Observer {
  private final Schedule schedule;
  private final LookTimes looks;
  private final List<List<Observation>> kept = new ArrayList<>();

  ScheduledObserver(Schedule schedule, int lanes) {
    this.schedule = schedule;
    looks = LookTimes.of(schedule, lanes);
    for (int lane = 0; lane < lanes; lane++) {
      kept.add(new ArrayList<>());
    }
  }

  /** Keeps an observation of the run on a lane. */
  final void keep(int lane, Observation seen) {
    kept.get(lane).add(seen);
  }

  /** A new run begins on a lane. */
  abstract void begin(int lane, Ensemble ensemble);

  /** Looks at one run. */
  abstract void look(int lane, Ensemble ensemble, Clock clock);

  @Override
  public final void seat(int lane, Ensemble ensemble, Clock clock) {
    kept.set(lane, new ArrayList<>());
    looks.seat(lane, clock);
    begin(lane, ensemble);
    if (schedule.next(0) == 0) {
      look(lane, ensemble, clock);
    }
  }

  @Override
  public final long due(int live, Clock clock) {
    return looks.next(live, clock);
  }

  @Override
  public final void look(Ensemble ensemble, Clock clock) {
    for (int lane = 0; lane < ensemble.live(); lane++) {
      if (looks.take(lane, clock) && clock.isFinite(lane)) {
        look(lane, ensemble, clock);
      }
    }
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    kept.get(lane).forEach(sink);
  }

  /** Whether L of a lane is finite: a run that is about to diverge cannot be measured. */
  static boolean isFinite(int lane, Ensemble ensemble) {
    return Math.abs(ensemble.loss()[lane]) <= Double.MAX_VALUE;
  }

  /** Writes one observation. */
  abstract void write(Observation seen, NumberSink numbers);

  /** Reads what {@link #write} wrote. */
  abstract Observation read(NumberSource numbers);

  /** Writes what else the next looks depend on; nothing by default. */
  void saveSource(int lane, NumberSink numbers) {}

  /** Reads what {@link #saveSource} wrote. */
  void resumeSource(int lane, NumberSource numbers) {}

  @Override
  public final void save(int lane, Clock clock, LongConsumer numbers) {
    NumberSink sink = new NumberSink(numbers);
    sink.put((long) kept.get(lane).size());
    kept.get(lane).forEach(seen -> write(seen, sink));
    saveSource(lane, sink);
  }

  @Override
  public final void resume(int lane, Ensemble ensemble, Clock clock, LongSupplier numbers) {
    NumberSource source = new NumberSource(numbers);
    List<Observation> earlier = new ArrayList<>();
    long count = source.whole();
    for (long i = 0; i < count; i++) {
      earlier.add(read(source));
    }
    kept.set(lane, earlier);
    resumeSource(lane, source);
    looks.seat(lane, clock);
  }

  @Override
  public void move(int from, int to) {
    looks.move(from, to);
    kept.set(to, kept.get(from));
  }
}
