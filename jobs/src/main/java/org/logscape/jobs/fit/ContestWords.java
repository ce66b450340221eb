package org.logscape.jobs.fit;

import org.logscape.statistics.contest.Verdict.NoContest;
import org.logscape.statistics.contest.Verdict.Open;
import org.logscape.statistics.contest.Verdict.Preferred;

/** The end of a contest of laws as a sentence for the warnings of a row. */
public final class ContestWords {
  private ContestWords() {}

  /** The sentence. */
  public static String of(org.logscape.statistics.contest.Verdict verdict) {
    if (verdict instanceof Preferred preferred) {
      return "the data prefer the %s among the laws compared".formatted(preferred.law());
    }
    if (verdict instanceof Open open) {
      return "undecided: least AIC for %s, not rejected: %s"
          .formatted(open.leader(), String.join(", ", open.standing()));
    }
    return "no contest of laws: " + ((NoContest) verdict).reason();
  }
}
