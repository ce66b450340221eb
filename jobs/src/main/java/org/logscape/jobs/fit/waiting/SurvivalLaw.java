package org.logscape.jobs.fit.waiting;

import java.util.List;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** The waiting times of each event in each cell, see {@link SurvivalRows}. */
public final class SurvivalLaw implements Law {
  /** Median waiting time. */
  public static final Parameter MEDIAN =
      Parameter.of("median", "", "t", "median waiting time (Kaplan and Meier)")
          .under(SurvivalRows.LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            SurvivalRows.LAW,
            "the survival curve (Kaplan and Meier) and hazard (Nelson and Aalen), a Weibull "
                + "shape, a test of exponential times, three constant rates in turn")
        .needs(Need.EVENT_TIMES)
        .reads(Table.ESCAPES, Table.RARE_RATES)
        .ofEvents()
        .warns(SurvivalRows.UNREACHED)
        .parameters(
            MEDIAN,
            Parameter.of("survival", "S(t)", "1", "share of runs without the event by t"),
            Parameter.of(
                "cumulative_hazard", "H(t)", "1", "hazard up to the last event (Nelson and Aalen)"),
            Parameter.of("weibull_shape", "k", "1", "shape of a Weibull law: 1 is memoryless")
                .onCard("Weibull shapes of single cells, 1 is memoryless"),
            Parameter.of("piecewise_rate", "k", "1/t", "constant rate of one of three periods"),
            Parameter.of(
                "exponential_p_value",
                "p",
                "1",
                "likelihood-ratio test of an exponential law within Weibull laws"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    return WaitingTimes.of(context).rows(SurvivalRows.LAW, SurvivalRows.MEDIAN, SurvivalRows::of);
  }
}
