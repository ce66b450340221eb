package org.logscape.jobs.fit.error;

import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.text.Numbers;

/**
 * Decides whether test errors may be compared: only at equal training loss. Before convergence more
 * noise means a higher training loss, and so a higher test error.
 */
final class EqualLoss {
  /** Mean training losses that differ by a larger factor are not equal. */
  static final double LARGEST_RATIO = 2;

  static final WarningCode NOT_CONVERGED =
      new WarningCode(
          "not-converged", "runs reached the step limit before their training loss was met");
  static final WarningCode UNEQUAL_LOSSES =
      new WarningCode("unequal-losses", "cells ended at different training losses");

  private EqualLoss() {}

  /** What keeps these cells from a comparison; empty where nothing does. */
  static List<Warning> between(List<FinalTestErrors> cells) {
    List<Warning> warnings = new ArrayList<>();
    long censored = cells.stream().mapToLong(FinalTestErrors::censored).sum();
    if (censored > 0) {
      warnings.addAll(
          NOT_CONVERGED.says(
              "not judged: %,d of %,d runs reached the step limit before the training loss to stop at, raise stop.steps"
                  .formatted(
                      censored, cells.stream().mapToLong(cell -> cell.byReplica().size()).sum())));
      return warnings;
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (FinalTestErrors cell : cells) {
      if (!cell.isEmpty()) {
        low = Math.min(low, cell.trainLoss());
        high = Math.max(high, cell.trainLoss());
      }
    }
    if (high > LARGEST_RATIO * low) {
      warnings.addAll(
          UNEQUAL_LOSSES.says(
              "not judged: cells ended at training losses from %s to %s, set stop.train_loss"
                  .formatted(Numbers.brief(low), Numbers.brief(high))));
    }
    return warnings;
  }
}
