package org.logscape.jobs.fit.preference;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.LawFailure;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/**
 * Measures which of two minima runs prefer: the ratio of the rates out of both wells, from runs
 * that start in each, and the ratio of the times that long runs spend in both basins. A chain of
 * two states with rates k_12 and k_21 occupies them in the ratio k_21 : k_12. Each ratio is
 * compared with that of kappa (arXiv 2105.09557) and that of the metric-corrected law.
 */
public final class PreferenceLaw implements Law {
  static final String LAW = "preference";

  /** Rate out of the well over the rate out of the other one, compared with the ratio of kappa. */
  public static final Parameter RATE_RATIO =
      Parameter.of(
              "rate_ratio",
              "k_12/k_21",
              "1",
              "rate out of the first well over the rate out of the second; above 1 the second is "
                  + "preferred")
          .onCard("Rates out of both wells")
          .under(LAW);

  /** The same beside the metric-corrected law. */
  public static final Parameter METRIC_RATE_RATIO =
      RATE_RATIO
          .onCard("Rates out of both wells with the noise metric of the path")
          .under(TheoryWords.METRIC_CORRECTED);

  /** Time in the second basin over time in the first, compared with the ratio of kappa. */
  public static final Parameter OCCUPATION_RATIO =
      Parameter.of(
              "occupation_ratio",
              "",
              "1",
              "steps in the second basin over steps in the first, in long runs; predicted as "
                  + "k_12/k_21 of settling")
          .onCard("Time spent in both basins")
          .under(LAW);

  /** The same beside the metric-corrected law. */
  public static final Parameter METRIC_OCCUPATION_RATIO =
      OCCUPATION_RATIO
          .onCard("Time spent in both basins with the noise metric of the path")
          .under(TheoryWords.METRIC_CORRECTED);

  /** Slope of measured against predicted ratios. */
  public static final Parameter SLOPE =
      Parameter.of(
              "preference_slope",
              "",
              "1",
              "slope of the logarithms of measured rate ratios against predicted ones; 1 where the "
                  + "law has every preference right")
          .onCard("Preference over all pairs of wells")
          .under(LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            LAW,
            "which of two minima runs prefer: the ratio of the rates out of both, and of the times "
                + "spent in both basins; predicted by kappa and by the metric-corrected law")
        .needs(Need.ESCAPE_RATES_OR_OCCUPANCY)
        .reads(Table.ESCAPES, Table.RARE_RATES, Table.OCCUPANCY)
        .ofEvents()
        .parameters(
            RATE_RATIO,
            METRIC_RATE_RATIO,
            OCCUPATION_RATIO,
            METRIC_OCCUPATION_RATIO,
            SLOPE,
            SLOPE
                .onCard("Preference over all pairs of wells with the noise metric of the path")
                .under(TheoryWords.METRIC_CORRECTED));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    List<FitRow> rows = new ArrayList<>();
    List<WellPair> pairs = WellPair.of(context);
    for (WellPair pair : pairs) {
      rows.addAll(LawFailure.orRow(pair.place(), pair::rows));
    }
    rows.addAll(LawFailure.orRow(FitRow.of(LAW, SLOPE.name()), () -> PreferenceSlopes.of(pairs)));
    if (context.spec().observe().occupancy().isPresent()) {
      rows.addAll(OccupationRows.of(context));
    }
    return rows;
  }
}
