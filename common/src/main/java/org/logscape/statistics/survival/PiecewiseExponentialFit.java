package org.logscape.statistics.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.logscape.statistics.CensoredRate;
import org.logscape.statistics.Finding;

/**
 * A rate that is constant between given times: events over time at risk in each piece (Friedman,
 * Annals of Statistics 10, 1982, 101). An event on an edge belongs to the piece that ends there.
 */
public final class PiecewiseExponentialFit implements LifetimeLaw {
  private final double[] edges;
  private final List<CensoredRate> rates;
  private final double logLikelihood;

  private PiecewiseExponentialFit(double[] edges, List<CensoredRate> rates, double logLikelihood) {
    this.edges = edges;
    this.rates = rates;
    this.logLikelihood = logLikelihood;
  }

  /**
   * The fit to a table.
   *
   * @param table unrounded times, or times on a grid much finer than the pieces
   * @param edges where the rate may change: positive, ascending; the first piece begins at 0, the
   *     last has no end
   * @return the fit; nothing without events, or where a piece has no time at risk
   * @throws IllegalArgumentException if edges do not ascend from above 0
   */
  public static Finding<PiecewiseExponentialFit> of(RiskTable table, double... edges) {
    for (int i = 0; i < edges.length; i++) {
      if (!(edges[i] > (i == 0 ? 0 : edges[i - 1]))) {
        throw new IllegalArgumentException(
            "edges must ascend from above 0, edge " + i + " does not");
      }
    }
    long[] events = new long[edges.length + 1];
    double[] exposure = new double[edges.length + 1];
    for (int i = 0; i < table.size(); i++) {
      double time = table.time(i);
      int piece = piece(edges, time);
      events[piece] += table.events(i);
      long runs = table.events(i) + table.censored(i);
      for (int k = 0; k <= piece; k++) {
        double begin = k == 0 ? 0 : edges[k - 1];
        exposure[k] += runs * ((k == piece ? time : edges[k]) - begin);
      }
    }
    if (table.events() == 0) {
      return Finding.none("no events");
    }
    List<CensoredRate> rates = new ArrayList<>();
    double logLikelihood = 0;
    for (int k = 0; k < events.length; k++) {
      if (!(exposure[k] > 0)) {
        return Finding.none("piece " + k + " has no time at risk");
      }
      rates.add(CensoredRate.of(events[k], exposure[k]));
      logLikelihood +=
          events[k] == 0 ? 0 : events[k] * Math.log(events[k] / exposure[k]) - events[k];
    }
    return Finding.of(
        new PiecewiseExponentialFit(edges.clone(), List.copyOf(rates), logLikelihood));
  }

  private static int piece(double[] edges, double time) {
    int place = Arrays.binarySearch(edges, time);
    return place >= 0 ? place : -place - 1;
  }

  /** The rate of each piece, with its exact interval. */
  public List<CensoredRate> rates() {
    return rates;
  }

  @Override
  public String name() {
    return "piecewise exponential";
  }

  @Override
  public int parameters() {
    return rates.size();
  }

  @Override
  public double logLikelihood() {
    return logLikelihood;
  }

  @Override
  public double logSurvival(double time) {
    double sum = 0;
    int last = piece(edges, time);
    for (int k = 0; k <= last; k++) {
      double begin = k == 0 ? 0 : edges[k - 1];
      sum -= rates.get(k).rate() * ((k == last ? time : edges[k]) - begin);
    }
    return sum;
  }

  @Override
  public double logHazard(double time) {
    return Math.log(rates.get(piece(edges, time)).rate());
  }
}
