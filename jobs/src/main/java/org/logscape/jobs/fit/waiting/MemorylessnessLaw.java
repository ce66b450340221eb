package org.logscape.jobs.fit.waiting;

import java.util.List;
import org.logscape.jobs.fit.FitContext;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Law;
import org.logscape.jobs.fit.LawFacts;
import org.logscape.jobs.fit.Parameter;
import org.logscape.jobs.spec.Need;
import org.logscape.schemas.Table;

/** Whether escapes are memoryless after a dead time, see {@link MemorylessnessRows}. */
public final class MemorylessnessLaw implements Law {
  @Override
  public LawFacts facts() {
    return LawFacts.of(
            MemorylessnessRows.LAW,
            "the dead time, the p-value of no memory after it, and the rate after it")
        .needs(Need.EVENT_TIMES)
        .reads(Table.ESCAPES, Table.RARE_RATES)
        .ofEvents()
        .warns(MemorylessnessRows.HAZARD_TREND)
        .parameters(
            Parameter.of("p_value", "p", "1", "test of exponential waiting after the dead time")
                .onCard("No memory once the dead time is over"),
            Parameter.of("dead_time", "", "t", "time in which runs still relax"),
            Parameter.of("rate_after_dead_time", "k", "1/t", "events over time at risk after it")
                .onCard("Rates once the dead time is over"));
  }

  @Override
  public List<FitRow> rows(FitContext context) {
    long seed = context.spec().seed();
    return WaitingTimes.of(context)
        .rows(
            MemorylessnessRows.LAW,
            MemorylessnessRows.P_VALUE,
            (event, counts) -> MemorylessnessRows.of(event, counts, seed));
  }
}
