package org.logscape.kernel;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.logscape.dynamics.Ensemble;

/**
 * Watches the replicas of one block and turns what it saw of each into {@link Observation}s. An
 * observer keeps its own state per lane and serves one block and one thread. The kernel calls it in
 * the order seat, look..., finish for every replica, and closes it after the last one.
 *
 * <p>An observer says when it is due. Between two looks it is not called, so that a network, whose
 * loss takes a pass through the training set, is evaluated only where somebody looks. Loss and
 * parameters are read from the {@link Ensemble}, which computes them once for all observers.
 */
public interface Observer extends AutoCloseable {

  /** A replica was placed on {@code lane}, at step 0. */
  void seat(int lane, Ensemble ensemble, Clock clock);

  /**
   * The tick ({@link Clock#tick}) at which it looks next, after the current one. The kernel asks
   * after each look and after runs were seated or moved.
   *
   * @param live lanes that hold a replica: [0, live)
   */
  default long due(int live, Clock clock) {
    return clock.tick() + 1;
  }

  /**
   * Looks at the live lanes, at a tick that was due. An observer that has seen the end of a run
   * calls {@link Clock#end}.
   */
  void look(Ensemble ensemble, Clock clock);

  /**
   * The replica on {@code lane} ended; what was seen of it.
   *
   * @param sink receives the observations
   */
  void finish(int lane, Status status, Ensemble ensemble, Clock clock, Consumer<Observation> sink);

  /**
   * What was seen so far of the replica on {@code lane}, as numbers of 64 bits, from which {@link
   * #resume} goes on as if nothing had been between.
   *
   * @throws UnsupportedOperationException if this observer cannot be interrupted
   */
  default void save(int lane, Clock clock, LongConsumer numbers) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " keeps no state to go on from");
  }

  /**
   * In place of {@link #seat}: a replica was placed on {@code lane} that has taken {@link
   * Clock#steps} steps already.
   *
   * @param numbers what {@link #save} wrote, in its order
   * @throws UnsupportedOperationException if this observer cannot be interrupted
   */
  default void resume(int lane, Ensemble ensemble, Clock clock, LongSupplier numbers) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " keeps no state to go on from");
  }

  /** The replica of lane {@code from} moves to lane {@code to}. */
  void move(int from, int to);

  /** Gives back what it holds outside the heap. */
  @Override
  default void close() {}
}
