package org.logscape.jobs.fit.contest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.fit.ContestRows;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.LawFailure;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.escape.EscapeEvents;
import org.logscape.jobs.fit.stationary.CellLosses;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** Rival laws on the same rates, levels and loss tails, see {@link LawContest}. */
public final class LawContestLaw implements Law {
  /** The name, in the group of a row, for the law that the row is about. */
  public static final String RIVAL = ContestRows.RIVAL;

  /** AIC minus that of the best other law. */
  public static final Parameter DIFFERENCE =
      Parameter.of(
              LawContest.PARAMETER, "Delta AIC", "1", "AIC less the least one of the other laws")
          .onCard("Rival laws for the rates, AIC difference to the next")
          .under(LawContest.LAW);

  @Override
  public LawFacts facts() {
    return LawFacts.of(
            LawContest.LAW,
            "which law the same data prefer: the log-landscape formula, a free power of "
                + "L^s/L*, Arrhenius, first passage, Kesten's tail; AIC, nested tests and Vuong's "
                + "test")
        .needs(Need.WAITING_TIMES_OR_LOSSES)
        .reads(Table.ESCAPES, Table.RARE_RATES, Table.LOSS_HISTOGRAMS)
        .ofEvents()
        .parameters(DIFFERENCE);
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    EscapeEvents events = EscapeEvents.of(context);
    List<FitRow> rows = new ArrayList<>();
    LawContest.ofRates(events.points()).forEach(row -> rows.add(events.cut(row)));
    Map<String, List<FitRow>> tails =
        CellLosses.of(context)
            .rows(
                (cell, sums) ->
                    LawFailure.orRow(
                        FitRow.of(LawContest.LAW, LawContest.PARAMETER).cell(cell.id()),
                        () -> LawContest.ofTail(cell, sums.filled())));
    rows.addAll(
        CellLosses.inOrder(
            context,
            tails,
            (theory, runs) -> List.of(LawContest.without(theory, runs.noLosses()))));
    return rows;
  }
}
