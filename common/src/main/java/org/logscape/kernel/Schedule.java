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

  /**
   * At the start, and at steps that are ever further apart: {@code unit} times the whole numbers
   * next above 10^(k / perDecade).
   *
   * @param unit steps, at least 1
   * @param perDecade looks within a factor of ten, at least 1
   */
  static Schedule logarithmic(long unit, int perDecade) {
    if (unit < 1 || perDecade < 1) {
      throw new IllegalArgumentException("needs a unit and looks per decade of at least 1");
    }
    return step -> {
      if (step <= 0) {
        return 0;
      }
      long units = -Math.floorDiv(-step, unit);
      long power = Math.max(0, (long) (StrictMath.log10((double) units) * perDecade) - 1);
      long next;
      do {
        next = (long) Math.ceil(StrictMath.pow(10, (double) power / perDecade));
        power++;
      } while (next < units);
      return next > NEVER / unit ? NEVER : next * unit;
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
