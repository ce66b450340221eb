package org.logscape.kernel;

import java.io.Serializable;
import java.util.Collection;
import java.util.TreeSet;

/** At which steps of a run something is looked at. */
@FunctionalInterface
public interface Schedule extends Serializable {
  /** What {@link #next} gives where nothing more is due. */
  long NEVER = Long.MAX_VALUE;

  /** The first step at or after {@code step} at which to look, or {@link #NEVER}. */
  long next(long step);

  /**
   * At the start, and every {@code period} steps.
   *
   * @param period at least 1
   */
  static Schedule every(long period) {
    if (period < 1) {
      throw new IllegalArgumentException("a period needs at least one step");
    }
    return step -> {
      long turn = -Math.floorDiv(-step, period);
      return turn > NEVER / period ? NEVER : turn * period;
    };
  }

  /** The same schedule without the start of the run. */
  default Schedule afterStart() {
    return step -> next(Math.max(step, 1));
  }

  /** At these steps alone. */
  static Schedule at(Collection<Long> steps) {
    TreeSet<Long> kept = new TreeSet<>(steps);
    return step -> {
      Long next = kept.ceiling(step);
      return next == null ? NEVER : next;
    };
  }

  /** At none. */
  static Schedule never() {
    return step -> NEVER;
  }
}
