package org.logscape.jobs.report.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Limits on how much of a large sweep is shown, so that page and figures stay small and legible.
 */
public final class Budget {
  /** Most cells whose rates and exponents are drawn as points. */
  public static final int POINT_CELLS = 500;

  /** Most groups of cells in one figure: more colours cannot be distinguished. */
  public static final int CURVES = 10;

  /** Most groups in a figure whose curves cross: survival, loss distribution. */
  public static final int CROSSING_CURVES = 6;

  private Budget() {}

  /** At most {@code most} of the elements, evenly spread, the first and the last among them. */
  public static <T> List<T> spread(List<T> all, int most) {
    if (all.size() <= most) {
      return List.copyOf(all);
    }
    List<T> kept = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      kept.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
    }
    return kept;
  }

  /** What was left out, in a sentence; empty where nothing was. */
  public static String sentence(int shown, long all, String what) {
    return shown < all ? "%,d of %,d %s are shown, evenly spread.".formatted(shown, all, what) : "";
  }
}
