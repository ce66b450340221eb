package org.logscape.jobs.fit.escape;

import java.util.List;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.PairedRuns;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** Compares the rates of cells that share random numbers, see {@link Contrasts}. */
public final class ContrastLaw implements Law {
  /** Gain in precision from sharing random numbers. */
  public static final Parameter GAIN =
      Parameter.of(
              Contrasts.GAIN,
              "",
              "1",
              "factor by which more independent runs would give the same interval of the ratio")
          .onCard("Gain from shared random numbers, in multiples of the runs")
          .under(Contrasts.LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            Contrasts.LAW,
            "ratios and differences of rates between cells that share random numbers "
                + "(`pair`), replica by replica")
        .needs(Need.WAITING_TIMES, Need.PAIRS)
        .reads(Table.ESCAPES, Table.RARE_RATES)
        .byDefault()
        .ofEvents()
        .warns(Contrasts.EQUAL_RUNS)
        .parameters(
            Parameter.of(Contrasts.RATIO, "", "1", "rate over that of the reference cell")
                .onCard("Ratios of rates between cells that share random numbers"),
            Parameter.of(Contrasts.DIFFERENCE, "", "1/t", "rate less that of the reference cell"),
            GAIN);
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    EscapeEvents events = EscapeEvents.of(context);
    PairedRuns pairs = context.pairs();
    return Contrasts.rows(
        pairs,
        events.watched(),
        events.sums(pairs.matched(context.table(Table.ESCAPES))),
        context.runs(),
        context.spec().stop().after());
  }
}
