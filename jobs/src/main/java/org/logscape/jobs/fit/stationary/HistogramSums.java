package org.logscape.jobs.fit.stationary;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.logscape.jobs.fit.RunWeights;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;

/**
 * The loss histogram of one cell, as observed and in every bootstrap replicate, in which each group
 * of runs counts 0, 1, 2, ... times. Mutable while rows are added up.
 */
public final class HistogramSums implements Serializable {
  private final RunBootstrap bootstrap;
  private final int replicates;
  private final TreeMap<Double, Bin> bins = new TreeMap<>();
  private final Set<Integer> groups = new HashSet<>();
  private transient RunWeights weights;

  /** One bin of log10(L/L* - 1). */
  private static final class Bin implements Serializable {
    final double high;
    double count;
    final double[] replicate;

    Bin(double high, int replicates) {
      this.high = high;
      this.replicate = new double[replicates];
    }
  }

  HistogramSums(RunBootstrap bootstrap, int replicates) {
    this.bootstrap = bootstrap;
    this.replicates = replicates;
  }

  /** Losses of a group of runs in a bin: a row of the table. */
  record Losses(String cellId, int runGroup, double binLow, double binHigh, long count)
      implements Serializable {
    static final RowBinding<Losses> ROWS = RowBinding.partOf(Table.LOSS_HISTOGRAMS, Losses.class);
  }

  /** Adds the losses of a group of runs in a bin. */
  HistogramSums add(Losses losses) {
    groups.add(losses.runGroup());
    Bin bin = bins.computeIfAbsent(losses.binLow(), low -> new Bin(losses.binHigh(), replicates));
    double count = losses.count();
    bin.count += count;
    if (weights == null) {
      weights = RunWeights.of(bootstrap, replicates);
    }
    int[] weightIn = weights.of(losses.cellId() + "/" + losses.runGroup());
    for (int r = 0; r < replicates; r++) {
      bin.replicate[r] += weightIn[r] * count;
    }
    return this;
  }

  /** Adds what another part of the cell's rows gave. */
  HistogramSums merge(HistogramSums other) {
    groups.addAll(other.groups);
    other.bins.forEach(
        (low, bin) -> {
          Bin own = bins.computeIfAbsent(low, l -> new Bin(bin.high, replicates));
          own.count += bin.count;
          for (int r = 0; r < replicates; r++) {
            own.replicate[r] += bin.replicate[r];
          }
        });
    return this;
  }

  /** Groups of runs: what is resampled. */
  int groups() {
    return groups.size();
  }

  int replicates() {
    return replicates;
  }

  /** Lower edges of the bins that hold counts, in units of L/L* - 1, ascending. */
  double[] low() {
    return bins.keySet().stream().mapToDouble(low -> Math.pow(10, low)).toArray();
  }

  /** Upper edges. */
  double[] high() {
    return bins.values().stream().mapToDouble(bin -> Math.pow(10, bin.high)).toArray();
  }

  /** Counts as observed. */
  double[] counts() {
    return bins.values().stream().mapToDouble(bin -> bin.count).toArray();
  }

  /** Counts in one replicate. */
  double[] counts(int replicate) {
    return bins.values().stream().mapToDouble(bin -> bin.replicate[replicate]).toArray();
  }

  /** The bins, with gaps filled so that they are contiguous from 0 to infinity. */
  public LossBins filled() {
    List<double[]> edges = new ArrayList<>();
    List<Bin> held = new ArrayList<>();
    double end = 0;
    for (Map.Entry<Double, Bin> entry : bins.entrySet()) {
      double edge = Math.pow(10, entry.getKey());
      // what differs by rounding alone is one edge
      double from = edge <= end * (1 + 1e-9) ? end : edge;
      if (from > end) {
        edges.add(new double[] {end, from});
        held.add(new Bin(entry.getValue().high, replicates));
      }
      end = Math.pow(10, entry.getValue().high);
      edges.add(new double[] {from, end});
      held.add(entry.getValue());
    }
    if (!Double.isInfinite(end)) {
      edges.add(new double[] {end, Double.POSITIVE_INFINITY});
      held.add(new Bin(Double.POSITIVE_INFINITY, replicates));
    }
    return new LossBins(
        edges.stream().mapToDouble(edge -> edge[0]).toArray(),
        edges.stream().mapToDouble(edge -> edge[1]).toArray(),
        held.stream().mapToDouble(bin -> bin.count).toArray(),
        IntStream.range(0, replicates)
            .mapToObj(r -> held.stream().mapToDouble(bin -> bin.replicate[r]).toArray())
            .toArray(double[][]::new),
        groups.size());
  }

  /** All counts as observed. */
  long total() {
    return (long) bins.values().stream().mapToDouble(bin -> bin.count).sum();
  }

  /** The first bin from which on at most {@code most} of all counts lie; -1 where there is none. */
  int firstBinOfTail(double least, double most) {
    double[] counts = counts();
    double[] low = low();
    double all = total();
    return IntStream.range(0, counts.length)
        .filter(i -> low[i] >= least && beyond(counts, i) <= most * all)
        .findFirst()
        .orElse(-1);
  }

  private static double beyond(double[] counts, int from) {
    return IntStream.range(from, counts.length).mapToDouble(i -> counts[i]).sum();
  }
}
