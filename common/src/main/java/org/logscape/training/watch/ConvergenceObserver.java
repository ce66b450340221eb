package org.logscape.training.watch;

import java.io.Serializable;
import java.util.OptionalDouble;
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
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Status;
import org.logscape.observe.EscapeEvent;
import org.logscape.observe.Event;

/**
 * Ends a run when its loss, or its error, on the training set is low enough, and records the step.
 * It looks every k steps, because each look needs a pass through the training set; the recorded
 * step is late by less than k.
 */
public final class ConvergenceObserver implements Observer {
  private final Target target;
  private final LookTimes looks;
  private final boolean[] reached;

  /** Loss of each lane at the look before; NaN: there was none. */
  private final double[] before;

  /** Loss at the last look. */
  private final double[] last;

  /** When a run has converged. */
  public sealed interface Target extends Serializable {
    /**
     * The training loss.
     *
     * @param most L at which a run ends
     */
    record Loss(double most) implements Target {}

    /**
     * The training error, 1 - accuracy.
     *
     * @param most error at which a run ends
     */
    record ErrorRate(double most) implements Target {}

    /** Whether a state has reached it. */
    default boolean isReached(double loss, double accuracy) {
      if (this instanceof ErrorRate error) {
        return 1 - accuracy <= error.most();
      }
      return loss <= ((Loss) this).most();
    }
  }

  private ConvergenceObserver(Target target, long every, int lanes) {
    this.target = target;
    looks = LookTimes.every(every, lanes);
    reached = new boolean[lanes];
    before = new double[lanes];
    last = new double[lanes];
  }

  /**
   * An observer.
   *
   * @param target where runs end
   * @param every steps from look to look, at least 1; the first look is at the start
   */
  public static ObserverFactory of(Target target, long every) {
    return lanes -> new ConvergenceObserver(target, every, lanes);
  }

  @Override
  public void seat(int lane, Ensemble ensemble, Clock clock) {
    reached[lane] = false;
    last[lane] = Double.NaN;
    looks.seat(lane, clock);
    look(lane, ensemble, clock);
  }

  @Override
  public long due(int live, Clock clock) {
    return looks.next(live, clock);
  }

  @Override
  public void look(Ensemble ensemble, Clock clock) {
    for (int lane = 0; lane < ensemble.live(); lane++) {
      if (looks.take(lane, clock) && clock.isFinite(lane)) {
        look(lane, ensemble, clock);
      }
    }
  }

  private void look(int lane, Ensemble ensemble, Clock clock) {
    before[lane] = last[lane];
    last[lane] = ensemble.loss()[lane];
    if (target.isReached(last[lane], ensemble.accuracy()[lane])) {
      reached[lane] = true;
      clock.end(lane);
    }
  }

  @Override
  public void finish(
      int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink) {
    sink.accept(
        new EscapeEvent(
            Event.CONVERGED,
            OptionalDouble.empty(),
            reached[lane],
            clock.steps(lane),
            clock.time(lane),
            clock.tau(lane),
            reached[lane] ? OptionalDouble.of(last[lane]) : OptionalDouble.empty(),
            reached[lane] && !Double.isNaN(before[lane])
                ? OptionalDouble.of(before[lane])
                : OptionalDouble.empty()));
  }

  @Override
  public void save(int lane, Clock clock, LongConsumer numbers) {
    new NumberSink(numbers).put(before[lane]).put(last[lane]);
  }

  @Override
  public void resume(int lane, Ensemble ensemble, Clock clock, LongSupplier numbers) {
    NumberSource source = new NumberSource(numbers);
    before[lane] = source.real();
    last[lane] = source.real();
    reached[lane] = false;
    looks.seat(lane, clock);
  }

  @Override
  public void move(int from, int to) {
    looks.move(from, to);
    reached[to] = reached[from];
    before[to] = before[from];
    last[to] = last[from];
  }
}
