package org.logscape.jobs.fit;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
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
  private static final StructType MINIMA =
      new StructType()
          .add("cell_id", DataTypes.StringType)
          .add("cell_number", DataTypes.IntegerType, false)
          .add("cell_minimum", DataTypes.DoubleType, false);

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
            .leftOuterJoin(values(snapshots, burnIn, cells))
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
          wanted.contains(LawCatalogue.TAIL_LAW)
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
        if (runs.containsKey(cell)) {
          all.addAll(rows(theory, runs.get(cell), own));
        }
      }
      return all;
    } finally {
      fitted.unpersist(false);
    }
  }

  /** What the runs' own sums say, and that there is nothing to fit where no loss was counted. */
  private List<FitRow> rows(CellTheory theory, RunSums runs, List<FitRow> fitted) {
    List<FitRow> rows = new ArrayList<>();
    boolean lost = fitted.isEmpty();
    if (wanted.contains(LawCatalogue.STATIONARY_LAW)) {
      rows.addAll(
          lost ? StationaryLaws.without(theory, runs) : StationaryLaws.meanRows(theory, runs));
    }
    if (lost && wanted.contains(LawCatalogue.LAW_CONTEST)) {
      rows.add(LawContest.without(theory, runs.noLosses()));
    }
    if (lost && wanted.contains(LawCatalogue.TAIL_LAW)) {
      rows.add(TailLawRows.without(theory, runs.noLosses()));
    }
    return rows;
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
      Dataset<Row> snapshots, long burnIn, Map<String, CellTheory> cells) {
    if (!wanted.contains(LawCatalogue.TAIL_LAW)) {
      return context.<Tuple2<String, LossValues>>parallelize(List.of()).mapToPair(pair -> pair);
    }
    List<String> names = List.copyOf(cells.keySet());
    List<Row> minima = new ArrayList<>();
    for (int cell = 0; cell < names.size(); cell++) {
      Double minimum = cells.get(names.get(cell)).facts().lossMin();
      if (minimum != null && minimum > 0) {
        minima.add(RowFactory.create(names.get(cell), cell, minimum));
      }
    }
    Column above = col("loss").divide(col("cell_minimum")).minus(1);
    // NaN is above every number here
    return snapshots
        .where(col("reason").equalTo("periodic").and(col("step").gt(burnIn)))
        .join(broadcast(snapshots.sparkSession().createDataFrame(minima, MINIMA)), "cell_id")
        .select(col("cell_number"), xxhash64(col("run_id"), col("step")), above.as("above"))
        .where(col("above").gt(0).and(col("above").lt(Double.POSITIVE_INFINITY)))
        .javaRDD()
        .mapPartitionsToPair(
            rows -> {
              Map<String, LossValues> values = new HashMap<>();
              rows.forEachRemaining(
                  row ->
                      values
                          .computeIfAbsent(names.get(row.getInt(0)), cell -> new LossValues())
                          .add(row.getLong(1), row.getDouble(2)));
              List<Tuple2<String, LossValues>> pairs = new ArrayList<>();
              values.forEach((cell, kept) -> pairs.add(new Tuple2<>(cell, kept)));
              return pairs.iterator();
            })
        .reduceByKey(LossValues::merge);
  }

  private static CellFit fit(
      CellTheory theory, HistogramSums sums, Optional<LossValues> values, Set<Fit> fits) {
    List<FitRow> rows = new ArrayList<>();
    List<TailSource> tails = new ArrayList<>();
    if (fits.contains(LawCatalogue.STATIONARY_LAW)) {
      rows.addAll(StationaryLaws.rows(theory, sums));
    }
    if (fits.contains(LawCatalogue.TAIL_LAW) || fits.contains(LawCatalogue.LAW_CONTEST)) {
      LossBins bins = sums.filled();
      if (fits.contains(LawCatalogue.LAW_CONTEST)) {
        rows.addAll(LawContest.ofTail(theory, bins));
      }
      if (fits.contains(LawCatalogue.TAIL_LAW)) {
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
