package org.logscape.jobs.fit.waiting;

import java.util.List;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.fit.RunSums;
import org.logscape.jobs.fit.escape.EscapeEvents;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** Which of several events comes first, see {@link CompetingRisks}. */
public final class CompetingRisksLaw implements Law {
  @Override
  public LawFacts facts() {
    return LawFacts.of(CompetingRisks.LAW, "which event, or divergence, comes first")
        .needs(Need.WAITING_TIMES)
        .reads(Table.ESCAPES, Table.RARE_RATES)
        .ofEvents()
        .parameters(
            Parameter.of(
                CompetingRisks.PARAMETER,
                "F(t)",
                "1",
                "share of runs in which the event came first, by t (Aalen and Johansen)"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    long diverged = context.runs().values().stream().mapToLong(RunSums::diverged).sum();
    return CompetingRisks.of(EscapeEvents.of(context).watched())
        .rows(
            context.sparkContext(),
            // each run under its own name, by which the runs table knows it
            context.table(Table.ESCAPES),
            context.table(Table.RUNS),
            diverged,
            context.cells().values().stream().map(CellTheory::facts).toList());
  }
}
