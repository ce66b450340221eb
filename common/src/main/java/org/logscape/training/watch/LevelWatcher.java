package org.logscape.training.watch;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Status;
import org.logscape.observe.EscapeEvent;
import org.logscape.observe.EscapeKind;
import org.logscape.training.Moment;
import org.logscape.training.Schedule;
import org.logscape.training.Watcher;

/**
 * Records when L first reaches levels of L / L*, among the steps at which it looks: a passage that
 * comes and goes between two looks is not seen, and the step of one that is seen is late by less
 * than the time between them.
 */
public final class LevelWatcher implements Watcher {

  /** Whether the highest level ends a run. */
  public enum EndsAfter {
    /** It does. */
    HIGHEST,
    /** Nothing does. */
    NEVER
  }

  private final double minimumLoss;
  private final List<Double> levels;
  private final Schedule schedule;
  private final EndsAfter endsAfter;
  private final EscapeEvent[] seen;
  private int next;
  private OptionalDouble before;

  private LevelWatcher(
      double minimumLoss, List<Double> levels, Schedule schedule, EndsAfter endsAfter) {
    this.minimumLoss = minimumLoss;
    this.levels = List.copyOf(levels);
    this.schedule = schedule;
    this.endsAfter = endsAfter;
    seen = new EscapeEvent[levels.size()];
  }

  /**
   * A watcher.
   *
   * @param minimumLoss L*, above 0
   * @param levels values of L / L*, ascending, all above 1
   * @param schedule when to look
   * @throws IllegalArgumentException if L* is not positive
   */
  public static Watcher.Factory of(
      double minimumLoss, List<Double> levels, Schedule schedule, EndsAfter endsAfter) {
    if (!(minimumLoss > 0)) {
      throw new IllegalArgumentException("levels of L/L* need L* > 0, which is " + minimumLoss);
    }
    return () -> new LevelWatcher(minimumLoss, levels, schedule, endsAfter);
  }

  @Override
  public void begin(int replica) {
    next = 0;
    before = OptionalDouble.empty();
  }

  @Override
  public long due(long step) {
    return next < levels.size() ? schedule.next(step) : Schedule.NEVER;
  }

  @Override
  public void look(Moment moment) {
    double loss = moment.training().loss();
    if (!(Math.abs(loss) <= Double.MAX_VALUE)) {
      return; // a diverging run escapes nowhere
    }
    while (next < levels.size() && loss >= levels.get(next) * minimumLoss) {
      seen[next] = event(next, true, OptionalDouble.of(loss), before, moment);
      next++;
    }
    before = OptionalDouble.of(loss);
    if (endsAfter == EndsAfter.HIGHEST && next == levels.size()) {
      moment.end();
    }
  }

  private EscapeEvent event(
      int level, boolean occurred, OptionalDouble loss, OptionalDouble earlier, Moment moment) {
    return new EscapeEvent(
        EscapeKind.LEVEL,
        OptionalDouble.of(levels.get(level)),
        occurred,
        moment.step(),
        moment.time(),
        moment.tau(),
        loss,
        earlier);
  }

  @Override
  public void finish(Status status, Moment end, Consumer<Observation> sink) {
    for (int level = 0; level < levels.size(); level++) {
      sink.accept(
          level < next
              ? seen[level]
              : event(level, false, OptionalDouble.empty(), OptionalDouble.empty(), end));
    }
  }
}
