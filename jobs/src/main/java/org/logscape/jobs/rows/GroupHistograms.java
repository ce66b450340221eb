package org.logscape.jobs.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.logscape.observe.LogBins;
import org.logscape.observe.LossHistogram;

/** Adds up the loss histograms of the runs of one cell, group by group. */
final class GroupHistograms {
  private final LogBins bins;
  private final int runsPerGroup;
  private final Map<Integer, long[]> counts = new TreeMap<>();

  private GroupHistograms(LogBins bins, int runsPerGroup) {
    this.bins = bins;
    this.runsPerGroup = runsPerGroup;
  }

  static GroupHistograms of(LogBins bins, int runsPerGroup) {
    return new GroupHistograms(bins, runsPerGroup);
  }

  void add(int replica, LossHistogram histogram) {
    long[] sum = counts.computeIfAbsent(replica / runsPerGroup, group -> new long[bins.count()]);
    for (int bin = 0; bin < sum.length; bin++) {
      sum[bin] += histogram.counts()[bin];
    }
  }

  /** A row for each bin that holds a loss. */
  List<HistogramRow> rows(String cellId) {
    List<HistogramRow> rows = new ArrayList<>();
    counts.forEach(
        (group, count) -> {
          for (int bin = 0; bin < count.length; bin++) {
            if (count[bin] > 0) {
              rows.add(
                  new HistogramRow(cellId, group, bins.logLow(bin), bins.logHigh(bin), count[bin]));
            }
          }
        });
    return rows;
  }
}
