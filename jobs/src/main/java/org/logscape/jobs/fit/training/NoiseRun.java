package org.logscape.jobs.fit.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The noise along one run, as sums over stretches of it.
 *
 * @param name of the run
 * @param stretches in the order of the steps, of about one length, at most {@value #STRETCHES}
 */
record NoiseRun(String name, List<NoiseSums> stretches) implements Serializable {
  /** Few enough to be long beside the correlation along a run, many enough for an interval. */
  private static final int STRETCHES = 10;

  NoiseRun {
    stretches = List.copyOf(stretches);
  }

  /** Adds up the points of a run, which may come in any order. */
  static NoiseRun of(String name, Iterable<NoisePoint> points) {
    List<NoisePoint> ordered = new ArrayList<>();
    points.forEach(ordered::add);
    ordered.sort(Comparator.comparingLong(NoisePoint::step));
    int count = Math.min(STRETCHES, ordered.size());
    List<NoiseSums> stretches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * ordered.size() / count);
      int to = (int) ((i + 1L) * ordered.size() / count);
      stretches.add(
          ordered.subList(from, to).stream()
              .map(NoiseSums::of)
              .reduce(NoiseSums.none(), NoiseSums::plus));
    }
    return new NoiseRun(name, stretches);
  }

  NoiseSums whole() {
    return stretches.stream().reduce(NoiseSums.none(), NoiseSums::plus);
  }
}
