package org.logscape.jobs.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.ChiSquare;
import org.logscape.statistics.Finding;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.contest.VuongTest;
import org.logscape.statistics.powerlaw.PowerLawFit;
import org.logscape.statistics.powerlaw.TailContest;

/** The power law against each of its rivals on one tail. */
final class TailRivalRows {
  private static final double CONTEST_LEVEL = 0.1;

  private TailRivalRows() {}

  /** A row for each rival; none where the power law has no fit there. */
  static List<FitRow> of(TailSubject subject, PowerLawFit fit) {
    return TailContest.of(subject.sample(), fit.first())
        .found()
        .map(contest -> rows(subject, fit, contest))
        .orElseGet(List::of);
  }

  private static List<FitRow> rows(TailSubject subject, PowerLawFit fit, TailContest rivals) {
    List<FitRow> rows = new ArrayList<>();
    Contest contest = rivals.contest();
    String words = ContestWords.of(contest.verdict(CONTEST_LEVEL));
    for (int i = 1; i < rivals.laws().size(); i++) {
      double difference = contest.logLikelihood(0) - contest.logLikelihood(i);
      Finding<VuongTest> vuong = contest.vuong(0, i);
      Measured measured =
          vuong
              .found()
              .filter(test -> test.statistic() != 0)
              .map(
                  test ->
                      Measured.of(
                          difference,
                          NormalInterval.around(
                              difference, test.ratio() / test.statistic(), Measured.LEVEL)))
              .orElseGet(() -> Measured.of(difference));
      ChiSquare nested = contest.nested(0, i).orElse(null);
      double pValue =
          nested != null ? nested.pValue() : vuong.found().map(VuongTest::pValue).orElse(1.0);
      Verdict verdict =
          nested != null
              ? pValue < CONTEST_LEVEL ? Verdict.REJECTED : Verdict.PREFERRED
              : pValue >= CONTEST_LEVEL
                  ? Verdict.UNDECIDED
                  : difference > 0 ? Verdict.PREFERRED : Verdict.REJECTED;
      rows.add(
          subject.row(
              against(rivals.laws().get(i).name()),
              TailSubject.from(fit.xmin()),
              measured,
              null,
              new FitRow.Support(
                  (long) fit.observations(), contest.logLikelihood(i), contest.aic(i)),
              verdict,
              List.of(
                  "log-likelihood of the power law less that of the rival",
                  (nested != null ? "nested" : "Vuong's") + " test p = " + Numbers.brief(pValue),
                  words)));
    }
    rivals
        .unfitted()
        .forEach(
            (name, reason) ->
                rows.add(
                    subject.row(
                        against(name),
                        TailSubject.from(fit.xmin()),
                        Measured.none(),
                        null,
                        FitRow.Support.of((long) fit.observations()),
                        Verdict.UNDECIDED,
                        List.of(reason.replace("; ", ", ")))));
    return rows;
  }

  private static String against(String law) {
    return "against_" + law.toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
