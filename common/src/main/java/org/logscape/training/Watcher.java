package org.logscape.training;

import java.util.function.Consumer;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Status;

/**
 * Looks at the runs of one call of {@link NetworkKernel}, one run after another, at steps of its
 * own choice: what {@link org.logscape.kernel.Observer} is for small models, whose loss is known at
 * every step, where a network's loss takes a pass through the whole set. The kernel calls it in the
 * order begin, look..., finish for each run, and closes it.
 */
public interface Watcher extends AutoCloseable {

  /**
   * A run begins.
   *
   * @param replica its number
   */
  void begin(int replica);

  /**
   * The first step at or after {@code step} at which it wants to look, or {@link Schedule#NEVER}.
   */
  long due(long step);

  /** Looks at a step that was due. One that has seen the run's end calls {@link Moment#end}. */
  void look(Moment moment);

  /**
   * The run is over; what was seen of it.
   *
   * @param end where it ended
   * @param sink receives the observations
   */
  void finish(Status status, Moment end, Consumer<Observation> sink);

  @Override
  default void close() {}

  /** Makes the watcher of one call of the kernel. */
  @FunctionalInterface
  interface Factory {
    /** A fresh watcher. */
    Watcher create();
  }
}
