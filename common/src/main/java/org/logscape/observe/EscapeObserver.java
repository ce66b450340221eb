package org.logscape.observe;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.logscape.dynamics.Ensemble;
import org.logscape.kernel.Clock;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Observer;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Status;
import org.logscape.model.Model;
import org.logscape.model.Passage;
import org.logscape.simd.Lanes;

/**
 * Records first passages: over the separatrix, into the other basin, over levels of L / L*, all in
 * the same run.
 *
 * <p>Each lane has one threshold on the passage and one on the loss, the next ones not yet reached,
 * so a step costs two comparisons a lane however many events are watched, several lanes at a time;
 * only where one strikes are the lanes looked at.
 */
public final class EscapeObserver implements Observer {

  /** Which of the watched events ends a run. */
  public enum EndsAfter {
    /** The separatrix. */
    SEPARATRIX,
    /** The other basin. */
    BASIN,
    /** The highest level. */
    LEVELS,
    /** The last of all watched events. */
    ALL,
    /** None. */
    NEVER
  }

  private final Target[] positions;
  private final Target[] levels;
  private final EndsAfter endsAfter;
  private final Passage passage;
  private final int[] nextPosition;
  private final int[] nextLevel;
  private final double[] positionThreshold;
  private final double[] levelThreshold;
  private final EscapeEvent[][] seen;

  /** A threshold and its event. */
  private record Target(EscapeKind kind, OptionalDouble level, double threshold) {}

  private EscapeObserver(
      Target[] positions, Target[] levels, EndsAfter endsAfter, Passage passage, int lanes) {
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
   * @param kinds {@link EscapeKind#SEPARATRIX} and {@link EscapeKind#BASIN}, or none
   * @param levels values of L / L*, ascending, all above 1
   * @param endsAfter which event ends a run
   * @throws IllegalArgumentException if the model has no such event
   */
  public static ObserverFactory of(
      Model model, Set<EscapeKind> kinds, List<Double> levels, EndsAfter endsAfter) {
    Passage passage =
        kinds.isEmpty()
            ? Passage.alongAxis(0, model.dimensions(), 0, 0)
            : model
                .passage()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "this model has one well: no " + kinds + " event"));
    if (!levels.isEmpty() && !(model.minimumLoss() > 0)) {
      throw new IllegalArgumentException("levels of L/L* need L* > 0");
    }
    Target[] positions =
        Stream.of(EscapeKind.SEPARATRIX, EscapeKind.BASIN)
            .filter(kinds::contains)
            .map(
                kind ->
                    new Target(
                        kind,
                        OptionalDouble.empty(),
                        kind == EscapeKind.SEPARATRIX
                            ? passage.separatrix()
                            : passage.otherMinimum()))
            .toArray(Target[]::new);
    Target[] losses =
        levels.stream()
            .map(
                level ->
                    new Target(
                        EscapeKind.LEVEL, OptionalDouble.of(level), level * model.minimumLoss()))
            .toArray(Target[]::new);
    return lanes -> new EscapeObserver(positions, losses, endsAfter, passage, lanes);
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    nextPosition[lane] = 0;
    nextLevel[lane] = 0;
    aim(lane);
    Arrays.fill(seen[lane], null);
    look(lane, ensemble, clock);
  }

  @Override
  public void step(Ensemble ensemble, Clock clock) {
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
    while (ensemble.along(passage)[lane] < positionThreshold[lane]) {
      int index = nextPosition[lane]++;
      seen[lane][index] = event(positions[index], true, lane, ensemble, clock);
      aim(lane);
    }
    while (loss >= levelThreshold[lane]) {
      int index = nextLevel[lane]++;
      seen[lane][positions.length + index] = event(levels[index], true, lane, ensemble, clock);
      aim(lane);
    }
    if (isOver(lane)) {
      clock.end(lane);
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

  private static EscapeEvent event(
      Target target, boolean occurred, int lane, Ensemble ensemble, Clock clock) {
    return new EscapeEvent(
        target.kind(),
        target.level(),
        occurred,
        clock.steps(lane),
        clock.time(lane),
        clock.tau(lane),
        occurred ? OptionalDouble.of(ensemble.loss()[lane]) : OptionalDouble.empty(),
        occurred && clock.steps(lane) > 0
            ? OptionalDouble.of(ensemble.previousLoss()[lane])
            : OptionalDouble.empty());
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
  }

  @Override
  public void resume(int lane, Clock clock, LongSupplier numbers) {
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
    aim(to);
    rest(from);
    EscapeEvent[] swap = seen[to];
    seen[to] = seen[from];
    seen[from] = swap;
  }
}
