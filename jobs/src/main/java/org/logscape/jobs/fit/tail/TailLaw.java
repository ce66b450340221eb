package org.logscape.jobs.fit.tail;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.LawFailure;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.fit.stationary.CellLosses;
import org.logscape.jobs.fit.stationary.HistogramSums;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.jobs.fit.stationary.LossValues;
import org.logscape.jobs.fit.stationary.StationaryCell;
import org.logscape.jobs.spec.Need;
import org.logscape.jobs.spec.observe.LossHistogramSpec;
import org.logscape.jobs.store.RowBinding;
import org.logscape.schemas.Table;
import scala.Tuple2;

/**
 * The power-law tail of the loss in each cell, see {@link TailLawRows}. The losses of each cell's
 * snapshots are pooled; where there are very many, a sample of them is used.
 */
public final class TailLaw implements Law {
  static final WarningCode SUBSAMPLE = new WarningCode("subsample", "a sample of the data");

  /** Exponent of the density. */
  public static final Parameter EXPONENT =
      Parameter.of(TailLawRows.EXPONENT, "", "1", "exponent of the density of L/L* - 1 beyond xmin")
          .onCard("Exponents of the loss's density, Clauset, Shalizi and Newman")
          .under(TailLawRows.LAW);

  /** Goodness of fit. */
  public static final Parameter P_VALUE =
      Parameter.of(TailLawRows.P_VALUE, "p", "1", "goodness of fit of the power law")
          .onCard("Loss tails consistent with a power law")
          .under(TailLawRows.LAW);

  private static final StructType MINIMA =
      new StructType()
          .add("cell_id", DataTypes.StringType)
          .add("cell_number", DataTypes.IntegerType, false)
          .add("cell_minimum", DataTypes.DoubleType, false);

  /** What was found of one cell where its losses were: rows, and tails that await a p-value. */
  private record CellTails(List<FitRow> rows, List<TailSource> tails) implements Serializable {}

  /**
   * The loss of a snapshot.
   *
   * @param place a hash of its run and step
   * @param above L/L* - 1
   */
  private record KeptLoss(int cellNumber, long place, double above) {
    static final RowBinding<KeptLoss> ROWS = RowBinding.ofQuery(KeptLoss.class);
  }

  @Override
  public LawFacts facts() {
    LawFacts facts =
        LawFacts.of(
                TailLawRows.LAW,
                "the power-law tail of the loss by the method of Clauset, Shalizi and Newman, "
                    + "on histograms and snapshots: exponent, xmin, p-value, rivals")
            .needs(Need.LOSSES)
            .reads(Table.LOSS_HISTOGRAMS, Table.SNAPSHOTS)
            .warns(
                TailLawRows.ASSUMED_INDEPENDENT,
                TailStabilityRows.BELOW_TAIL,
                TailFitRows.OTHER_PREDICTIONS,
                SUBSAMPLE)
            .parameters(
                EXPONENT,
                P_VALUE,
                Parameter.of("xmin", "", "1", "start of the tail in L/L* - 1"),
                Parameter.of(
                    "ks_distance", "", "1", "distance between data and fit (Kolmogorov, Smirnov)"),
                Parameter.of("exponent_from", "", "1", "exponent from another start on"),
                Parameter.of(
                    "core_exponent", "n/2", "1", "exponent of P(L/L* - 1 < r) near the minimum"),
                Parameter.of(
                    "binned_less_raw",
                    "",
                    "1",
                    "exponent of the snapshots in bins less that of the values: 0"));
    for (String rival : TailRivalRows.RIVALS) {
      facts =
          facts.parameters(
              Parameter.of(
                  TailRivalRows.against(rival),
                  "",
                  "1",
                  "log-likelihood of the power law less that of a tail that is " + rival));
    }
    return facts;
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    CellLosses losses = CellLosses.of(context);
    Broadcast<Map<String, StationaryCell.Facts>> facts = losses.facts();
    JavaPairRDD<String, CellTails> fitted =
        context.kept(
            losses
                .histograms()
                .leftOuterJoin(snapshots(context))
                .mapToPair(
                    cell ->
                        new Tuple2<>(
                            cell._1(),
                            fit(
                                facts.value().get(cell._1()).cell(),
                                cell._2()._1(),
                                cell._2()._2()))));
    Map<String, List<FitRow>> rows = fitted.mapValues(CellTails::rows).collectAsMap();
    Map<Tuple2<String, String>, Double> pValues =
        TailPValues.of(
            fitted.flatMap(cell -> cell._2().tails().iterator()),
            context.bootstrap().seed(),
            4 * context.sparkContext().defaultParallelism());
    List<FitRow> all = new ArrayList<>();
    CellLosses.inOrder(
            context, rows, (theory, runs) -> List.of(TailLawRows.without(theory, runs.noLosses())))
        .forEach(row -> addWithPValue(all, row, facts.value(), pValues));
    return all;
  }

  private static void addWithPValue(
      List<FitRow> all,
      FitRow row,
      Map<String, StationaryCell.Facts> cells,
      Map<Tuple2<String, String>, Double> pValues) {
    all.add(row);
    if (row.parameter().equals(TailLawRows.EXPONENT)) {
      row.group()
          .shown(TailSubject.SOURCE)
          .map(source -> pValues.get(new Tuple2<>(row.cellId(), source)))
          .ifPresent(
              pValue ->
                  all.add(
                      TailPValues.row(row, pValue, cells.get(row.cellId()).cell().exactRegime())));
    }
  }

  /** Losses above L* of periodic snapshots after the burn-in, by cell. */
  private static JavaPairRDD<String, LossValues> snapshots(FitContext context) {
    Dataset<Row> snapshots = context.table(Table.SNAPSHOTS);
    long burnIn =
        context.spec().observe().lossHistogram().map(LossHistogramSpec::burnIn).orElse(0L);
    List<String> names = List.copyOf(context.cells().keySet());
    List<Row> minima = new ArrayList<>();
    for (int cell = 0; cell < names.size(); cell++) {
      Double minimum = context.cells().get(names.get(cell)).facts().lossMin();
      if (minimum != null && minimum > 0) {
        minima.add(RowFactory.create(names.get(cell), cell, minimum));
      }
    }
    Column above = col("loss").divide(col("cell_minimum")).minus(1);
    // NaN is above every number here
    Dataset<Row> kept =
        snapshots
            .where(col("reason").equalTo("periodic").and(col("step").gt(burnIn)))
            .join(broadcast(snapshots.sparkSession().createDataFrame(minima, MINIMA)), "cell_id")
            .select(
                col("cell_number"),
                xxhash64(col("run_id"), col("step")).as("place"),
                above.as("above"))
            .where(col("above").gt(0).and(col("above").lt(Double.POSITIVE_INFINITY)));
    return KeptLoss.ROWS
        .rdd(kept)
        .mapPartitionsToPair(
            losses -> {
              Map<String, LossValues> values = new HashMap<>();
              losses.forEachRemaining(
                  loss ->
                      values
                          .computeIfAbsent(names.get(loss.cellNumber()), cell -> new LossValues())
                          .add(loss.place(), loss.above()));
              List<Tuple2<String, LossValues>> pairs = new ArrayList<>();
              values.forEach((cell, ofCell) -> pairs.add(new Tuple2<>(cell, ofCell)));
              return pairs.iterator();
            })
        .reduceByKey(LossValues::merge);
  }

  private static CellTails fit(
      StationaryCell cell, HistogramSums sums, Optional<LossValues> values) {
    List<TailSource> tails = new ArrayList<>();
    FitRow place = FitRow.of(TailLawRows.LAW, TailLawRows.EXPONENT).cell(cell.id());
    List<FitRow> rows = LawFailure.orRow(place, () -> rows(cell, sums, values, tails));
    boolean failed = rows.stream().anyMatch(row -> row.verdict() == Verdict.FAILED);
    return new CellTails(rows, failed ? List.of() : tails);
  }

  /** The rows of one cell, and its tails that await a p-value. */
  private static List<FitRow> rows(
      StationaryCell cell,
      HistogramSums sums,
      Optional<LossValues> values,
      List<TailSource> tails) {
    LossBins bins = sums.filled();
    double share = bins.hasFewGroups() ? 1 : bins.independentShare(bins.firstOfTail(0.05));
    TailSource histogram = TailSource.histogram(cell.id(), bins, share);
    List<FitRow> rows = new ArrayList<>(TailLawRows.ofHistogram(cell, histogram, bins, share));
    tails.add(histogram);
    if (values.isPresent()) {
      double[] kept = values.get().values();
      TailSource single = TailSource.snapshots(cell.id(), kept);
      rows.addAll(
          TailLawRows.ofSnapshots(
              cell,
              single,
              bins,
              kept.length < values.get().seen()
                  ? SUBSAMPLE.says(
                      "%,d of %,d snapshots, drawn without regard to their losses"
                          .formatted(kept.length, values.get().seen()))
                  : List.of()));
      tails.add(single);
    }
    return rows;
  }
}
