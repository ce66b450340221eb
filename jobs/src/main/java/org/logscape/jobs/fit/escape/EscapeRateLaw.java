package org.logscape.jobs.fit.escape;

import java.util.List;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.TheoryWords;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** The rate of each event in each cell, see {@link EscapeRates}. */
public final class EscapeRateLaw implements Law {
  @Override
  public LawFacts facts() {
    Parameter rate =
        Parameter.of(EscapeRates.PARAMETER, "k", "1/t", "events over time at risk, t = eta x step");
    return LawFacts.of(
            EscapeRates.LAW,
            "the rate of each event in each cell, events over time at risk, with the exact "
                + "interval; predicted by the escape law or the first-passage integral")
        .needs(Need.ESCAPE_RATES)
        .reads(Table.ESCAPES, Table.RARE_RATES)
        .byDefault()
        .ofEvents()
        .parameters(
            rate.onCard("Rates of single cells"),
            rate.under(TheoryWords.GAUSSIAN_DESIGN).onCard("Rates under the exact noise"),
            rate.under(TheoryWords.METRIC_CORRECTED)
                .onCard("Rates with the noise metric of the path"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    return EscapeEvents.of(context).points().stream()
        .flatMap(point -> EscapeRates.rows(point).stream())
        .toList();
  }
}
