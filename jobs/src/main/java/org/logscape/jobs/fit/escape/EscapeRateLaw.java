package org.logscape.jobs.fit.escape;

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

/** The rate of each event in each cell, see {@link EscapeRates}. */
public final class EscapeRateLaw implements Law {
  /** Rate of an event in a cell. */
  public static final Parameter RATE =
      Parameter.of(EscapeRates.PARAMETER, "k", "1/t", "events over time at risk, t = eta x step")
          .onCard("Rates of single cells")
          .under(EscapeRates.LAW);

  /** The rate beside its prediction under the exact noise. */
  public static final Parameter EXACT_RATE =
      RATE.onCard("Rates under the exact noise").under(TheoryWords.GAUSSIAN_DESIGN);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            EscapeRates.LAW,
            "the rate of each event in each cell, events over time at risk, with the exact "
                + "interval; predicted by the escape law or the first-passage integral")
        .needs(Need.EVENT_RATES)
        .reads(Table.ESCAPES, Table.RARE_RATES)
        .byDefault()
        .ofEvents()
        .parameters(
            RATE,
            EXACT_RATE,
            RATE.under(TheoryWords.METRIC_CORRECTED)
                .onCard("Rates with the noise metric of the path"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    return EscapeEvents.of(context).points().stream()
        .flatMap(
            point ->
                LawFailure.orRow(EscapeRates.place(point), () -> EscapeRates.rows(point)).stream())
        .toList();
  }
}
