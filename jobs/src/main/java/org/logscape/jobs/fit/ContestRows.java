package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.contest.Verdict.Open;
import org.logscape.statistics.contest.Verdict.Preferred;
import org.logscape.statistics.contest.VuongTest;
import org.logscape.theory.RegimeGuard;

/**
 * Rows of a contest of laws, one for each law: its AIC minus the least AIC of the others, with an
 * interval from Vuong's variance, and whether it is preferred, rejected or undecided at the level
 * {@link Verdict#CONTEST_LEVEL}.
 */
public final class ContestRows {
  /** Name of the part of a row's group that names the rival law. */
  public static final String RIVAL = "law";

  private final FitRow subject;
  private final Contest contest;
  private final List<Warning> conditions;

  private ContestRows(FitRow subject, Contest contest, List<Warning> conditions) {
    this.subject = subject;
    this.contest = contest;
    this.conditions = conditions;
  }

  /**
   * The rows.
   *
   * @param subject the row without an outcome: law, parameter, cell, event, group, observations
   * @param contest of at least two laws
   * @param conditions under which its verdict holds
   */
  public static List<FitRow> of(FitRow subject, Contest contest, List<Warning> conditions) {
    ContestRows rows = new ContestRows(subject, contest, conditions);
    org.logscape.statistics.contest.Verdict verdict = contest.verdict(Verdict.CONTEST_LEVEL);
    List<FitRow> all = new ArrayList<>();
    for (int law = 0; law < contest.contenders().size(); law++) {
      all.add(rows.row(law, verdict));
    }
    return all;
  }

  private FitRow row(int law, org.logscape.statistics.contest.Verdict verdict) {
    int rival = law == 0 ? 1 : 0;
    for (int j = 0; j < contest.contenders().size(); j++) {
      rival = j != law && contest.aic(j) < contest.aic(rival) ? j : rival;
    }
    double difference = contest.aicDifference(law, rival);
    Finding<VuongTest> vuong = contest.vuong(law, rival);
    Measured measured =
        vuong
            .found()
            .filter(test -> test.statistic() != 0)
            .map(
                test -> {
                  Interval around =
                      NormalInterval.around(
                          difference, 2 * test.ratio() / test.statistic(), Interval.COVERAGE);
                  return Measured.of(difference, around);
                })
            .orElseGet(() -> Measured.of(difference));
    String name = contest.contenders().get(law).name();
    long observations = subject.support().observations();
    return subject
        .group(CellGroup.none().word(RIVAL, name).and(subject.group()))
        .measured(measured)
        .support(
            new FitRow.Support(
                observations, finite(contest.logLikelihood(law)), finite(contest.aic(law))))
        .verdict(
            observations < RegimeGuard.FEWEST_EVENTS
                ? Verdict.TOO_FEW_EVENTS
                : verdict(name, verdict))
        .warn(WarningCode.CONTEST.says(ContestWords.of(verdict)))
        .warn(conditions);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  /** The verdict on one law of a contest. */
  public static Verdict verdict(String law, org.logscape.statistics.contest.Verdict verdict) {
    if (verdict instanceof Preferred preferred) {
      return preferred.law().equals(law) ? Verdict.PREFERRED : Verdict.REJECTED;
    }
    if (verdict instanceof Open open) {
      Set<String> left = new HashSet<>(open.standing());
      left.add(open.leader());
      return left.contains(law) ? Verdict.UNDECIDED : Verdict.REJECTED;
    }
    return Verdict.TOO_FEW_EVENTS;
  }
}
