package org.logscape.jobs.fit.tail;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.statistics.Replicates;
import org.logscape.statistics.powerlaw.PowerLawBootstrap;
import scala.Tuple2;

/**
 * The goodness of fit of power-law tails as a job of its own: every replicate draws a sample and
 * searches its start and exponent anew, so tasks are slices of the replicates of one tail.
 */
final class TailPValues {
  static final int REPLICATES = 100;
  private static final int SLICE = 20;

  private TailPValues() {}

  /** A tail and the first of its replicates that a task is to compute. */
  private record Slice(TailSource source, int from) implements Serializable {}

  /** What one slice gave. */
  private record Part(int from, double observed, double[] distances) implements Serializable {}

  /**
   * The p-value of each tail by its cell and source; none of tails without a fit.
   *
   * @param sources the tails
   * @param seed of all replicates
   * @param tasks how many tasks the work is cut into
   */
  static Map<Tuple2<String, String>, Double> of(JavaRDD<TailSource> sources, long seed, int tasks) {
    return sources
        .flatMap(
            source ->
                IntStream.range(0, REPLICATES / SLICE)
                    .mapToObj(k -> new Slice(source, k * SLICE))
                    .iterator())
        .repartition(tasks)
        .mapToPair(
            slice ->
                new Tuple2<>(
                    new Tuple2<>(slice.source().cellId(), slice.source().name()),
                    part(slice, seed)))
        .groupByKey()
        .mapValues(TailPValues::pValue)
        .filter(tail -> !Double.isNaN(tail._2()))
        .collectAsMap();
  }

  private static Part part(Slice slice, long seed) {
    return PowerLawBootstrap.of(slice.source().sample(), TailSource.search(), seed)
        .map(
            bootstrap ->
                new Part(
                    slice.from(),
                    bootstrap.observed().distance(),
                    IntStream.range(slice.from(), slice.from() + SLICE)
                        .mapToDouble(bootstrap::replicate)
                        .toArray()))
        .found()
        .orElseGet(() -> new Part(slice.from(), Double.NaN, new double[0]));
  }

  private static double pValue(Iterable<Part> parts) {
    Map<Integer, double[]> ordered = new TreeMap<>();
    double observed = Double.NaN;
    for (Part part : parts) {
      observed = part.observed();
      ordered.put(part.from(), part.distances());
    }
    return Double.isNaN(observed)
        ? Double.NaN
        : Replicates.pValue(
            observed, ordered.values().stream().flatMapToDouble(Arrays::stream).toArray());
  }

  /** The row of a p-value. */
  static FitRow row(FitRow exponent, double pValue, Verdict.Regime regime) {
    return FitRow.of(TailLawRows.LAW, TailLawRows.P_VALUE)
        .cell(exponent.cellId())
        .group(exponent.group())
        .measured(Measured.of(pValue))
        .support(exponent.support().observations())
        .verdict(Verdict.ofTest(exponent.support().observations(), pValue, regime))
        .warn(
            WarningCode.METHOD.says(
                "%d replicates, xmin searched anew in each: p-values then come out"
                        .formatted(REPLICATES)
                    + " too large rather than too small"));
  }
}
