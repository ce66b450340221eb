package org.logscape.jobs.cli;

import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.fit.FitJob;
import picocli.CommandLine.Option;

/** Options of the fits, shared by {@code fit} and {@code run}. */
final class FitOptions {
  private static final int FEWEST = 40;

  @Option(
      names = "--bootstrap",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Resamplings of the runs behind each interval (default: ${DEFAULT-VALUE}, at least "
              + FEWEST
              + ").")
  private int replicates;

  /**
   * Checks what picocli cannot.
   *
   * @throws UserException if there are too few replicates for a 95 % interval
   */
  void check() {
    if (replicates < FEWEST) {
      throw UserException.of(
          "--bootstrap: is %d; must be at least %d".formatted(replicates, FEWEST));
    }
  }

  FitJob.Options toOptions() {
    return new FitJob.Options(replicates);
  }
}
