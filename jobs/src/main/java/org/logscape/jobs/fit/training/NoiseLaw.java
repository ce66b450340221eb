package org.logscape.jobs.fit.training;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.rows.NoiseRow;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;
import scala.Tuple2;

/** Gradient noise along training against the loss, see {@link NoiseRows}. */
public final class NoiseLaw implements Law {
  /** Slope of ln tr Sigma in ln L. */
  public static final Parameter SLOPE =
      Parameter.of(NoiseRows.SLOPE, "", "1", "slope of ln tr Sigma in ln L, mean over runs: 1")
          .onCard("Gradient noise grows with the loss to the power")
          .under(NoiseRows.LAW);

  /** Trace over its prediction. */
  public static final Parameter RATIO =
      Parameter.of(NoiseRows.RATIO, "", "1", "geometric mean of tr Sigma over 2 L tr H*/B: 1")
          .onCard("Gradient noise over 2 L tr H*/B")
          .under(NoiseRows.LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            NoiseRows.LAW,
            "trace of the gradient noise against the loss along training: slope and ratio "
                + "to 2 L tr H*/B (both predicted 1), correlations, alignment")
        .needs(Need.GRADIENT_NOISE)
        .reads(Table.NOISE)
        .byDefault()
        .warns(NoiseRows.NARROW_RANGE, NoiseRows.ONE_RUN)
        .parameters(
            SLOPE,
            Parameter.of(NoiseRows.LOG_CORRELATION, "", "1", "correlation of ln tr Sigma and ln L"),
            Parameter.of(NoiseRows.CORRELATION, "", "1", "correlation of tr Sigma and L"),
            RATIO,
            Parameter.of(
                NoiseRows.SAMPLED_RATIO,
                "",
                "1",
                "trace from random minibatches over the exact one: 1"),
            Parameter.of(
                NoiseRows.ALIGNMENT,
                "",
                "1",
                "cosine of the angle between Sigma and the Gauss-Newton matrix"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    Map<String, List<FitRow>> fitted = fitted(context.table(Table.NOISE));
    return context.ran().stream()
        .flatMap(
            cell ->
                fitted
                    .getOrDefault(
                        cell,
                        List.of(
                            FitRow.of(NoiseRows.LAW, NoiseRows.SLOPE)
                                .cell(cell)
                                .warn(WarningCode.NO_DATA.says("no gradient noise was measured"))))
                    .stream())
        .toList();
  }

  /** Points are added up by run, and runs fitted by cell, where they are brought together. */
  private static Map<String, List<FitRow>> fitted(Dataset<Row> noise) {
    return NoiseRow.ROWS
        .rdd(noise)
        .mapToPair(row -> new Tuple2<>(new Tuple2<>(row.cellId(), row.runId()), NoisePoint.of(row)))
        .groupByKey()
        .mapToPair(run -> new Tuple2<>(run._1()._1(), NoiseRun.of(run._1()._2(), run._2())))
        .groupByKey()
        .mapToPair(cell -> new Tuple2<>(cell._1(), NoiseRows.rows(cell._1(), cell._2())))
        .collectAsMap();
  }
}
