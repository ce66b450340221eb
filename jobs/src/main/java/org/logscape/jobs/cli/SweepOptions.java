package org.logscape.jobs.cli;

import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Patience;
import org.logscape.jobs.sweep.SweepJob;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the fan-out, shared by {@code sweep} and {@code run}. */
final class SweepOptions {
  @Mixin private WaitOption wait;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Results folder (a local or Hadoop path).")
  private String out;

  @Option(
      names = "--resume",
      description =
          "Complete what was interrupted, or extend DIR by what the spec has more: replicas, values"
              + " on its axes.")
  private boolean resume;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Tasks of a wave; chosen from the expected cost if left out.")
  private Integer partitions;

  @Option(
      names = "--wave-seconds",
      paramLabel = "S",
      defaultValue = "300",
      description =
          "Expected duration of a wave, the most that a crash can lose (default: ${DEFAULT-VALUE}).")
  private double waveSeconds;

  /** What to do where another driver writes to the folder. */
  Patience patience() {
    return wait.patience();
  }

  /** Runs the sweep and gives its folder. */
  ExperimentDir sweep(SparkSession spark, Spec spec) {
    ExperimentDir dir = ResultsDir.writable(spark, out);
    SweepJob.Options options =
        new SweepJob.Options(
            resume ? SweepJob.Mode.RESUME : SweepJob.Mode.FRESH,
            partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions),
            waveSeconds);
    SweepJob.of(spark, spec, dir, options).with(patience()).run(Terminal.drawable());
    return dir;
  }

  /**
   * Checks what picocli cannot.
   *
   * @throws UserException with one line for each fault
   */
  void check() {
    if (partitions != null && partitions < 1) {
      throw UserException.of("--partitions: is %d; must be at least 1".formatted(partitions));
    }
    if (!(waveSeconds >= 0)) {
      throw UserException.of("--wave-seconds: is %s; must be at least 0".formatted(waveSeconds));
    }
  }
}
