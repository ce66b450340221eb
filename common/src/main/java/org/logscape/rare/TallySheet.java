package org.logscape.rare;

/** Adds up the outcomes of one stage of one repeat. */
final class TallySheet {
  private long immediate;
  private long returned;
  private long censored;
  private long diverged;
  private long strayed;
  private long steps;

  void add(TrialOutcome outcome) {
    steps += outcome.steps();
    strayed += outcome.strayed() ? 1 : 0;
    switch (outcome.end()) {
      case CROSSED -> immediate += outcome.steps() == 0 ? 1 : 0;
      case RETURNED -> returned++;
      case CENSORED -> censored++;
      case DIVERGED -> diverged++;
    }
  }

  /** Steps that only bring a path back to where it is to branch. */
  void addReplay(TrialOutcome outcome) {
    steps += outcome.steps();
  }

  StageTally tally(int repeat, int stage, double threshold, long trials, long crossed) {
    return new StageTally(
        repeat, stage, threshold, trials, crossed, immediate, returned, censored, diverged, strayed,
        steps, 0);
  }
}
