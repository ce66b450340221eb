package org.logscape.jobs.fit.tail;

import java.io.Serializable;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.statistics.powerlaw.TailSample;
import org.logscape.statistics.powerlaw.XminSearch;

/**
 * Losses of one cell as r = L/L* - 1 whose tail is fitted: bins of a histogram or single values of
 * snapshots. It is small enough to be sent to executors, which compute its replicates.
 *
 * @param cellId the cell
 * @param name {@code histogram} or {@code snapshots}
 * @param low lower edges of bins; null for values
 * @param high upper edges of bins; null for values
 * @param numbers counts of bins, taken as independent; or the values
 */
record TailSource(String cellId, String name, double[] low, double[] high, double[] numbers)
    implements Serializable {
  static final String HISTOGRAM = "histogram";
  static final String SNAPSHOTS = "snapshots";

  /** Bins whose counts are as many as vary like independent ones. */
  static TailSource histogram(String cellId, LossBins bins, double share) {
    double[] counts = bins.counts().clone();
    for (int i = 0; i < counts.length; i++) {
      counts[i] *= share;
    }
    return new TailSource(cellId, HISTOGRAM, bins.low(), bins.high(), counts);
  }

  /** Single values, above 0. */
  static TailSource snapshots(String cellId, double[] values) {
    return new TailSource(cellId, SNAPSHOTS, null, null, values);
  }

  TailSample sample() {
    return low == null ? TailSample.continuous(numbers) : TailSample.binned(low, high, numbers);
  }

  /** How the start of the tail is searched: every value or bin, in the data and in replicates. */
  static XminSearch search() {
    return XminSearch.published().withFewest(TailSubject.FEWEST);
  }
}
