package org.logscape.observe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.LookTimes;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Status;
import org.logscape.model.Basin;
import org.logscape.model.Model;
import org.logscape.model.Passage;
import org.logscape.simd.Lanes;

/**
 * Records first passages: over the separatrix, into the other basin, over levels of L / L*, all in
 * the same run. It looks at every step, or, where the loss needs a pass through a data set, every k
 * steps. Then a passage that is undone between two looks is not seen, and the recorded step of any
 * other is late by less than k.
 *
 * <p>Each lane has one threshold on the passage and one on the loss, the next ones not yet reached,
 * so a step costs two comparisons a lane however many events are watched, several lanes at a time;
 * only where one strikes are the lanes looked at.
 */
public final class EscapeObserver implements Observer {

  private final Target[] positions;
  private final Target[] levels;
  private final EndsAfter endsAfter;
  private final Passage passage;
  private final int[] nextPosition;
  private final int[] nextLevel;
  private final double[] positionThreshold;
  private final double[] levelThreshold;
  private final EscapeEvent[][] seen;

  /** The looks, where there is none at every step. */
  private final Optional<LookTimes> looks;

  /** Loss of each lane at the look before; NaN: there was none. */
  private final double[] lossBefore;

  /** A threshold and its event. */
  private record Target(Event kind, OptionalDouble level, double threshold) {}

  private EscapeObserver(
      Target[] positions,
      Target[] levels,
      EndsAfter endsAfter,
      Passage passage,
      int lanes,
      Optional<LookTimes> looks) {
    this.looks = looks;
    lossBefore = new double[lanes];
    this.positions = positions;
    this.levels = levels;
    this.endsAfter = endsAfter;
    this.passage = passage;
    nextPosition = new int[lanes];
    nextLevel = new int[lanes];
    positionThreshold = new double[Lanes.roundUp(lanes)];
    Arrays.fill(positionThreshold, Double.NEGATIVE_INFINITY);
    levelThreshold = new double[Lanes.roundUp(lanes)];
    Arrays.fill(levelThreshold, Double.POSITIVE_INFINITY);
    seen = new EscapeEvent[lanes][positions.length + levels.length];
  }

  /**
   * Watches a model's escapes.
   *
   * @param model a model with two wells where {@code kinds} is not empty, with L* &gt; 0 where
   *     {@code levels} is not
   * @param kinds {@link Event#SEPARATRIX} and {@link Event#BASIN}, or none
   * @param levels values of L / L*, ascending, all above 1
   * @param endsAfter which event ends a run
   * @throws IllegalArgumentException if the model has no such event
   */
  public static ObserverFactory of(
      Model model, Set<Event> kinds, List<Double> levels, EndsAfter endsAfter) {
    Passage passage =
        kinds.isEmpty()
            ? Passage.alongAxis(0, model.dimensions(), 0, 0)
            : model
                .passage()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "this model has one well: no " + kinds + " event"));
    Target[] positions =
        Stream.of(Event.SEPARATRIX, Event.BASIN)
            .filter(kinds::contains)
            .map(
                kind ->
                    new Target(
                        kind,
                        OptionalDouble.empty(),
                        kind == Event.SEPARATRIX ? passage.separatrix() : passage.arrival()))
            .toArray(Target[]::new);
    Target[] losses = losses(model, levels);
    return lanes ->
        new EscapeObserver(positions, losses, endsAfter, passage, lanes, Optional.empty());
  }

  /**
   * Watches levels of a loss that is not known at every step.
   *
   * @param basin the minimum, with L* &gt; 0
   * @param levels values of L / L*, ascending, all above 1
   * @param endsAfter which event ends a run
   * @param every steps from look to look, at least 1; the first look is at the start
   * @throws IllegalArgumentException if L* is not positive
   */
  public static ObserverFactory ofLevels(
      Basin basin, List<Double> levels, EndsAfter endsAfter, long every) {
    Target[] losses = losses(basin, levels);
    Schedule schedule = Schedule.every(every);
    return lanes ->
        new EscapeObserver(
            new Target[0],
            losses,
            endsAfter,
            Passage.alongAxis(0, 1, 0, 0),
            lanes,
            Optional.of(LookTimes.of(schedule, lanes)));
  }

  private static Target[] losses(Basin basin, List<Double> levels) {
    if (!levels.isEmpty() && !(basin.minimumLoss() > 0)) {
      throw new IllegalArgumentException("levels of L/L* need L* > 0");
    }
    return levels.stream()
        .map(
            level -> new Target(Event.LEVEL, OptionalDouble.of(level), level * basin.minimumLoss()))
        .toArray(Target[]::new);
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    nextPosition[lane] = 0;
    nextLevel[lane] = 0;
    aim(lane);
    Arrays.fill(seen[lane], null);
    lossBefore[lane] = Double.NaN;
    looks.ifPresent(times -> times.seat(lane, clock));
    look(lane, ensemble, clock);
  }

  @Override
  public long due(int live, Clock clock) {
    return looks.isEmpty() ? clock.tick() + 1 : looks.get().next(live, clock);
  }

  @Override
  public void look(Ensemble ensemble, Clock clock) {
    if (looks.isPresent()) {
      for (int lane = 0; lane < ensemble.live(); lane++) {
        if (looks.get().take(lane, clock) && clock.isFinite(lane)) {
          look(lane, ensemble, clock);
        }
      }
      return;
    }
    double[] loss = ensemble.loss();
    int live = ensemble.live();
    boolean passed = levels.length > 0 && Watch.INSTANCE.anyAtLeast(loss, levelThreshold, live);
    if (positions.length > 0) {
      double[] position = ensemble.along(passage);
      passed |= Watch.INSTANCE.anyBelow(position, positionThreshold, live);
    }
    if (passed) {
      for (int lane = 0; lane < live; lane++) {
        look(lane, ensemble, clock);
      }
    }
  }

  /** A lane without a replica never strikes. */
  private void rest(int lane) {
    positionThreshold[lane] = Double.NEGATIVE_INFINITY;
    levelThreshold[lane] = Double.POSITIVE_INFINITY;
  }

  private void aim(int lane) {
    int position = nextPosition[lane];
    int level = nextLevel[lane];
    positionThreshold[lane] =
        position < positions.length ? positions[position].threshold() : Double.NEGATIVE_INFINITY;
    levelThreshold[lane] =
        level < levels.length ? levels[level].threshold() : Double.POSITIVE_INFINITY;
  }

  /**
   * Takes down every event of the lane that has occurred by now; one step may pass several
   * thresholds.
   */
  private void look(int lane, Ensemble ensemble, Clock clock) {
    double loss = ensemble.loss()[lane];
    if (!(Math.abs(loss) <= Double.MAX_VALUE)) {
      return; // a diverging run escapes nowhere
    }
    while (positions.length > 0 && ensemble.along(passage)[lane] < positionThreshold[lane]) {
      int index = nextPosition[lane]++;
      seen[lane][index] = event(positions[index], true, lane, ensemble, clock);
      aim(lane);
    }
    while (loss >= levelThreshold[lane]) {
      int index = nextLevel[lane]++;
      seen[lane][positions.length + index] = event(levels[index], true, lane, ensemble, clock);
      aim(lane);
    }
    lossBefore[lane] = loss;
    if (isOver(lane)) {
      clock.end(lane);
    }
    if (positions.length == 0 && nextLevel[lane] == levels.length) {
      looks.ifPresent(times -> times.stop(lane));
    }
  }

  private boolean isOver(int lane) {
    boolean allPositions = nextPosition[lane] == positions.length;
    boolean allLevels = nextLevel[lane] == levels.length;
    return switch (endsAfter) {
      case SEPARATRIX -> nextPosition[lane] > 0;
      case BASIN -> allPositions;
      case LEVELS -> allLevels;
      case ALL -> allPositions && allLevels;
      case NEVER -> false;
    };
  }

  private OptionalDouble before(int lane, Ensemble ensemble, Clock clock) {
    double loss = looks.isEmpty() ? ensemble.previousLoss()[lane] : lossBefore[lane];
    return clock.steps(lane) > 0 ? OptionalDouble.of(loss) : OptionalDouble.empty();
  }

  private EscapeEvent event(
      Target target, boolean occurred, int lane, Ensemble ensemble, Clock clock) {
    return new EscapeEvent(
        target.kind(),
        target.level(),
        occurred,
        clock.steps(lane),
        clock.time(lane),
        clock.tau(lane),
        occurred ? OptionalDouble.of(ensemble.loss()[lane]) : OptionalDouble.empty(),
        occurred ? before(lane, ensemble, clock) : OptionalDouble.empty());
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    rest(lane);
    for (int index = 0; index < seen[lane].length; index++) {
      Target target =
          index < positions.length ? positions[index] : levels[index - positions.length];
      sink.accept(
          seen[lane][index] != null
              ? seen[lane][index]
              : event(target, false, lane, ensemble, clock));
    }
  }

  @Override
  public void save(int lane, Clock clock, LongConsumer numbers) {
    numbers.accept(nextPosition[lane]);
    numbers.accept(nextLevel[lane]);
    for (EscapeEvent event : seen[lane]) {
      if (event != null) {
        numbers.accept(event.step());
        numbers.accept(Double.doubleToRawLongBits(event.time()));
        numbers.accept(Double.doubleToRawLongBits(event.tau()));
        numbers.accept(Double.doubleToRawLongBits(event.loss().orElseThrow()));
        numbers.accept(event.lossBefore().isPresent() ? 1 : 0);
        numbers.accept(Double.doubleToRawLongBits(event.lossBefore().orElse(0)));
      }
    }
    if (looks.isPresent()) {
      numbers.accept(Double.doubleToRawLongBits(lossBefore[lane]));
    }
  }

  @Override
  public void resume(int lane, Ensemble ensemble, Clock clock, LongSupplier numbers) {
    nextPosition[lane] = (int) numbers.getAsLong();
    nextLevel[lane] = (int) numbers.getAsLong();
    aim(lane);
    Arrays.fill(seen[lane], null);
    // thresholds are passed in their order, so the counts say which events there are
    for (int index = 0; index < nextPosition[lane]; index++) {
      seen[lane][index] = event(positions[index], numbers);
    }
    for (int index = 0; index < nextLevel[lane]; index++) {
      seen[lane][positions.length + index] = event(levels[index], numbers);
    }
    if (looks.isPresent()) {
      lossBefore[lane] = Double.longBitsToDouble(numbers.getAsLong());
      looks.get().seat(lane, clock);
    }
    if (isOver(lane)) {
      clock.end(lane);
    }
  }

  private static EscapeEvent event(Target target, LongSupplier numbers) {
    long step = numbers.getAsLong();
    double time = Double.longBitsToDouble(numbers.getAsLong());
    double tau = Double.longBitsToDouble(numbers.getAsLong());
    double loss = Double.longBitsToDouble(numbers.getAsLong());
    boolean hasBefore = numbers.getAsLong() == 1;
    double before = Double.longBitsToDouble(numbers.getAsLong());
    return new EscapeEvent(
        target.kind(),
        target.level(),
        true,
        step,
        time,
        tau,
        OptionalDouble.of(loss),
        hasBefore ? OptionalDouble.of(before) : OptionalDouble.empty());
  }

  @Override
  public void move(int from, int to) {
    nextPosition[to] = nextPosition[from];
    nextLevel[to] = nextLevel[from];
    lossBefore[to] = lossBefore[from];
    looks.ifPresent(times -> times.move(from, to));
    aim(to);
    rest(from);
    EscapeEvent[] swap = seen[to];
    seen[to] = seen[from];
    seen[from] = swap;
  }
}
