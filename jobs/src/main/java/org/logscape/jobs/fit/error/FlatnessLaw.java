package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** Sharpness at the end of runs against B_eff and test error, see {@link FlatnessRows}. */
public final class FlatnessLaw implements Law {
  static final String NAME = "flatness";
  static final String OUTLIERS = "outliers";
  static final String SIZE = "hessian_outlier";
  static final String GAUSS_NEWTON = "gauss_newton_trace";
  static final String JACOBIAN = "jacobian_trace";
  static final String DISTANCE = "distance";
  static final String SLOPE = "slope";
  static final String RANK = "rank_correlation";
  static final String ERROR_RANK = "error_correlation";

  /** What is measured of each cell. */
  public static final List<Parameter> QUANTITIES =
      Stream.of(
              Parameter.of(
                  OUTLIERS, "n", "1", "eigenvalues of the Gauss-Newton matrix above the cut"),
              Parameter.of(SIZE, "h*", "loss/theta^2", "mean of these outliers"),
              Parameter.of(
                  GAUSS_NEWTON, "tr G", "loss/theta^2", "trace of the Gauss-Newton matrix"),
              Parameter.of(
                  JACOBIAN,
                  "tr J^T J",
                  "output^2/theta^2",
                  "trace of the mean of J^T J over samples"),
              Parameter.of(DISTANCE, "", "theta", "|theta - theta_0| from the start of the run"))
          .map(quantity -> quantity.under(NAME))
          .toList();

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            NAME,
            "sharpness at the end of runs against B_eff and the test error: n, h*, traces of the "
                + "Gauss-Newton matrix and of J^T J, distance from the start")
        .needs(Need.SHARPNESS, Need.TEST_ACCURACIES)
        .reads(Table.SHARPNESS, Table.EVALUATIONS)
        .byDefault()
        .parameters(QUANTITIES.toArray(Parameter[]::new))
        .parameters(
            Parameter.of(
                    SLOPE,
                    "",
                    "1",
                    "slope of ln of a quantity in ln B_eff over cells: positive where more noise is"
                        + " flatter")
                .onCard("Slope of sharpness in B_eff"),
            Parameter.of(RANK, "", "1", "rank correlation of a quantity with B_eff over runs")
                .onCard("Rank correlation of sharpness with B_eff"),
            Parameter.of(
                    ERROR_RANK,
                    "",
                    "1",
                    "rank correlation of a quantity with the test error over runs")
                .onCard("Rank correlation of sharpness with the test error"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    SharpnessRuns runs = SharpnessRuns.of(context.table(Table.SHARPNESS));
    List<FitRow> rows = new ArrayList<>();
    for (List<EndedCell> group :
        EffectiveBatchLaw.by(EffectiveBatchLaw.cells(context), ComparedCells::alongBatch)) {
      rows.addAll(FlatnessRows.of(group, runs));
    }
    return rows;
  }
}
