package org.logscape.jobs.fit.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.logscape.jobs.fit.ContestWords;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Measured;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.text.Numbers;
import org.logscape.statistics.ChiSquare;
import org.logscape.statistics.Finding;
import org.logscape.statistics.Interval;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.contest.VuongTest;
import org.logscape.statistics.powerlaw.PowerLawFit;
import org.logscape.statistics.powerlaw.TailContest;

/** The power law against each of its rivals on one tail. */
final class TailRivalRows {

  /** The rivals, by the names of {@link TailContest}. */
  static final List<String> RIVALS =
      List.of("exponential", "lognormal", "stretched exponential", "truncated power law");

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
    String words = ContestWords.of(contest.verdict(Verdict.CONTEST_LEVEL));
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
                              difference, test.ratio() / test.statistic(), Interval.COVERAGE)))
              .orElseGet(() -> Measured.of(difference));
      ChiSquare nested = contest.nested(0, i).orElse(null);
      double pValue =
          nested != null ? nested.pValue() : vuong.found().map(VuongTest::pValue).orElse(1.0);
      Verdict verdict =
          nested != null
              ? pValue < Verdict.CONTEST_LEVEL ? Verdict.REJECTED : Verdict.PREFERRED
              : pValue >= Verdict.CONTEST_LEVEL
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
              warnings(nested != null, pValue, words)));
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
                        WarningCode.NO_FIT.says(reason.replace("; ", ", ")))));
    return rows;
  }

  private static List<Warning> warnings(boolean isNested, double pValue, String contest) {
    List<Warning> warnings =
        new ArrayList<>(
            WarningCode.METHOD.says("log-likelihood of the power law less that of the rival"));
    warnings.addAll(
        WarningCode.TEST_STATISTIC.says(
            (isNested ? "nested" : "Vuong's") + " test p = " + Numbers.brief(pValue)));
    warnings.addAll(WarningCode.CONTEST.says(contest));
    return warnings;
  }

  /** The parameter of a rival. */
  static String against(String law) {
    return "against_" + law.toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
