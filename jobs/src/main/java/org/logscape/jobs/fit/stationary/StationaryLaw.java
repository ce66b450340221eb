package org.logscape.jobs.fit.stationary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.RunSums;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** The stationary law of the loss in each cell, see {@link StationaryRows}. */
public final class StationaryLaw implements Law {
  /** Stationary exponent. */
  public static final Parameter PHI =
      Parameter.of("phi", "phi", "1", "stationary exponent of the Beta law of 1 - L*/L")
          .onCard("Stationary exponent φ of single cells")
          .under(StationaryRows.LAW);

  /** Exponent of the tail of the loss. */
  public static final Parameter TAIL_EXPONENT =
      Parameter.of("tail_exponent", "", "1", "exponent of P(L/L* - 1 > r) over the tail's range")
          .onCard("Tail exponent of the loss")
          .under(StationaryRows.LAW);

  @Override
  public LawFacts facts() {
    Parameter mean =
        Parameter.of("mean_excess_loss", "<L> - L*", "loss", "mean over the runs after burn-in")
            .onCard("Mean excess loss");
    return LawFacts.of(
            StationaryRows.LAW,
            "n and phi of the stationary law by maximum likelihood, goodness of fit, "
                + "effective sample size, tail exponent, mean excess loss")
        .needs(Need.LOSSES)
        .reads(Table.LOSS_HISTOGRAMS)
        .byDefault()
        .warns(
            StationaryRows.ASYMPTOTE,
            StationaryRows.INFINITE_PREDICTION,
            StationaryRows.NEAREST_LAW,
            StationaryRows.WORST_BIN)
        .parameters(
            Parameter.of("n", "n", "1", "outliers: twice the core's exponent"),
            PHI,
            Parameter.of(
                "effective_sample_size",
                "",
                "losses",
                "independent losses whose mean of 1 - L*/L would have the same error"),
            Parameter.of("goodness_p_value", "p", "1", "goodness of fit of the Beta law")
                .onCard("Losses consistent with a Beta law"),
            TAIL_EXPONENT,
            mean,
            TAIL_EXPONENT.under(TheoryWords.GAUSSIAN_DESIGN),
            mean.under(TheoryWords.GAUSSIAN_DESIGN),
            TAIL_EXPONENT.under(TheoryWords.KESTEN));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    Map<String, List<FitRow>> fitted = CellLosses.of(context).rows(StationaryRows::rows);
    List<FitRow> rows = new ArrayList<>();
    context
        .cells()
        .forEach(
            (cell, theory) -> {
              List<FitRow> own = fitted.getOrDefault(cell, List.of());
              rows.addAll(own);
              RunSums runs = context.runs().get(cell);
              if (runs != null) {
                rows.addAll(
                    own.isEmpty()
                        ? StationaryRows.without(CellLosses.cell(context, theory), runs)
                        : StationaryRows.meanRows(CellLosses.cell(context, theory), runs));
              }
            });
    return rows;
  }
}
