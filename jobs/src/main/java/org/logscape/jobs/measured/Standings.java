package org.logscape.jobs.measured;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.ContestRows;
import org.logscape.jobs.fit.Verdict;
import org.logscape.statistics.contest.Contest;
import org.logscape.theory.RegimeGuard;

/** How each law of a contest fares beside its rivals. */
final class Standings {
  private Standings() {}

  /**
   * Of each law its AIC less the least one of the others, with a verdict; nothing of one law alone.
   *
   * @param cell whose data they are; empty for all cells together
   * @param events in the data
   */
  static List<Estimate> of(Contest contest, String cell, long events) {
    List<Estimate> standings = new ArrayList<>();
    int laws = contest.contenders().size();
    if (laws < 2) {
      return standings;
    }
    var outcome = contest.verdict(Verdict.CONTEST_LEVEL);
    for (int law = 0; law < laws; law++) {
      int best = law == 0 ? 1 : 0;
      for (int rival = 0; rival < laws; rival++) {
        best = rival != law && contest.aic(rival) < contest.aic(best) ? rival : best;
      }
      String name = contest.contenders().get(law).name();
      Verdict verdict =
          events < RegimeGuard.FEWEST_EVENTS
              ? Verdict.TOO_FEW_EVENTS
              : ContestRows.verdict(name, outcome);
      standings.add(
          Estimate.of(name, cell, "aic_difference", contest.aicDifference(law, best), events)
              .judged(verdict));
    }
    return standings;
  }
}
