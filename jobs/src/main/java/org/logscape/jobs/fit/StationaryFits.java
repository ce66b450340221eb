package org.logscape.jobs.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.Fit;
import org.logscape.statistics.RunBootstrap;
import scala.Tuple2;

/**
 * The fits to the losses after burn-in: stationary law, tail law, and the contest over the tail.
 * Histograms are added up by cell and fitted where that is done; of snapshots the losses of each
 * cell are brought together, a sample of them where there are very many.
 */
final class StationaryFits {
  private final JavaSparkContext context;
  private final Set<Fit> wanted;
  private final RunBootstrap bootstrap;
  private final int replicates;

  private StationaryFits(
      JavaSparkContext context, Set<Fit> wanted, RunBootstrap bootstrap, int replicates) {
    this.context = context;
    this.wanted = wanted;
    this.bootstrap = bootstrap;
    this.replicates = replicates;
  }

  /**
   * The fits on a cluster.
   *
   * @param wanted the fits of the spec; those of escapes are passed over
   * @param replicates resamplings of the groups of runs
   */
  static StationaryFits on(
      JavaSparkContext context, Set<Fit> wanted, RunBootstrap bootstrap, int replicates) {
    return new StationaryFits(context, Set.copyOf(wanted), bootstrap, replicates);
  }

  /** What was found of one cell where its losses were: rows, and tails that await a p-value. */
  private record CellFit(List<FitRow> rows, List<TailSource> tails) implements Serializable {}

  /**
   * The rows of all cells, in their order.
   *
   * @param histograms rows of the table
   * @param snapshots rows of the table
   * @param burnIn steps whose snapshots do not count
   */
  List<FitRow> rows(
      Dataset<Row> histograms,
      Dataset<Row> snapshots,
      long burnIn,
      Map<String, CellTheory> cells,
      Map<String, RunSums> runs) {
    Map<String, CellFacts> facts = new LinkedHashMap<>();
    cells.forEach((cell, theory) -> facts.put(cell, theory.facts()));
    Broadcast<Map<String, CellFacts>> shared = context.broadcast(facts);
    Set<Fit> fits = wanted;
    JavaPairRDD<String, CellFit> fitted =
        sums(histograms)
            .leftOuterJoin(values(snapshots, burnIn, shared))
            .mapToPair(
                cell ->
                    new Tuple2<>(
                        cell._1(),
                        fit(
                            CellTheory.of(shared.value().get(cell._1())),
                            cell._2()._1(),
                            cell._2()._2(),
                            fits)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<String, List<FitRow>> rows = fitted.mapValues(CellFit::rows).collectAsMap();
      Map<Tuple2<String, String>, Double> pValues =
          wanted.contains(Fit.TAIL_LAW)
              ? TailPValues.of(
                  fitted.flatMap(cell -> cell._2().tails().iterator()),
                  bootstrap.seed(),
                  4 * context.defaultParallelism())
              : Map.of();
      List<FitRow> all = new ArrayList<>();
      for (CellTheory theory : cells.values()) {
        String cell = theory.facts().cellId();
        List<FitRow> own = rows.getOrDefault(cell, List.of());
        own.forEach(row -> addWithPValue(all, row, pValues));
        if (wanted.contains(Fit.STATIONARY_LAW) && runs.containsKey(cell)) {
          all.addAll(
              own.isEmpty()
                  ? StationaryLaws.without(theory, runs.get(cell))
                  : StationaryLaws.meanRows(theory, runs.get(cell)));
        }
      }
      return all;
    } finally {
      fitted.unpersist(false);
    }
  }

  private static void addWithPValue(
      List<FitRow> all, FitRow row, Map<Tuple2<String, String>, Double> pValues) {
    all.add(row);
    if (row.law().equals(TailLawRows.LAW) && row.parameter().equals(TailLawRows.EXPONENT)) {
      String source =
          row.groupKey().contains(TailSource.SNAPSHOTS)
              ? TailSource.SNAPSHOTS
              : TailSource.HISTOGRAM;
      Double pValue = pValues.get(new Tuple2<>(row.cellId(), source));
      if (pValue != null) {
        all.add(TailPValues.row(row, pValue));
      }
    }
  }

  private JavaPairRDD<String, HistogramSums> sums(Dataset<Row> histograms) {
    return histograms
        .select("cell_id", "run_group", "bin_low", "bin_high", "count")
        .javaRDD()
        .mapToPair(row -> new Tuple2<>(row.getString(0), row))
        .aggregateByKey(
            new HistogramSums(bootstrap, replicates), HistogramSums::add, HistogramSums::merge);
  }

  /** Losses above L* of periodic snapshots after the burn-in, by cell. */
  private JavaPairRDD<String, LossValues> values(
      Dataset<Row> snapshots, long burnIn, Broadcast<Map<String, CellFacts>> facts) {
    if (!wanted.contains(Fit.TAIL_LAW)) {
      return context.<Tuple2<String, LossValues>>parallelize(List.of()).mapToPair(pair -> pair);
    }
    return snapshots
        .where(snapshots.col("reason").equalTo("periodic").and(snapshots.col("step").gt(burnIn)))
        .select("cell_id", "run_id", "step", "loss")
        .javaRDD()
        .filter(row -> isAboveMinimum(row, facts.value()))
        .mapToPair(
            row -> {
              double minimum = facts.value().get(row.getString(0)).lossMin();
              long key = RunBootstrap.key(row.getString(1) + "/" + row.getLong(2));
              return new Tuple2<>(
                  row.getString(0), new Tuple2<>(key, row.getDouble(3) / minimum - 1));
            })
        .aggregateByKey(
            new LossValues(),
            (values, loss) -> values.add(loss._1(), loss._2()),
            LossValues::merge);
  }

  private static boolean isAboveMinimum(Row row, Map<String, CellFacts> facts) {
    CellFacts cell = facts.get(row.getString(0));
    double loss = row.getDouble(3);
    return cell != null
        && cell.lossMin() != null
        && cell.lossMin() > 0
        && Double.isFinite(loss)
        && loss / cell.lossMin() - 1 > 0;
  }

  private static CellFit fit(
      CellTheory theory, HistogramSums sums, Optional<LossValues> values, Set<Fit> fits) {
    List<FitRow> rows = new ArrayList<>();
    List<TailSource> tails = new ArrayList<>();
    if (fits.contains(Fit.STATIONARY_LAW)) {
      rows.addAll(StationaryLaws.rows(theory, sums));
    }
    if (fits.contains(Fit.TAIL_LAW) || fits.contains(Fit.LAW_CONTEST)) {
      LossBins bins = sums.filled();
      if (fits.contains(Fit.LAW_CONTEST)) {
        rows.addAll(LawContest.ofTail(theory, bins));
      }
      if (fits.contains(Fit.TAIL_LAW)) {
        addTails(theory, bins, values, rows, tails);
      }
    }
    return new CellFit(rows, tails);
  }

  private static void addTails(
      CellTheory theory,
      LossBins bins,
      Optional<LossValues> values,
      List<FitRow> rows,
      List<TailSource> tails) {
    double share = bins.hasFewGroups() ? 1 : bins.independentShare(bins.firstOfTail(0.05));
    String cell = theory.facts().cellId();
    TailSource histogram = TailSource.histogram(cell, bins, share);
    rows.addAll(TailLawRows.ofHistogram(theory, histogram, bins, share));
    tails.add(histogram);
    if (values.isPresent()) {
      double[] kept = values.get().values();
      TailSource single = TailSource.snapshots(cell, kept);
      rows.addAll(
          TailLawRows.ofSnapshots(
              theory,
              single,
              bins,
              kept.length < values.get().seen()
                  ? List.of(
                      "%,d of %,d snapshots, drawn without regard to their losses"
                          .formatted(kept.length, values.get().seen()))
                  : List.of()));
      tails.add(single);
    }
  }
}
