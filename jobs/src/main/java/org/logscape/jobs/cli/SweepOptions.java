package org.logscape.jobs.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.doctor.Examination;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.Until;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
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
              + " on its axes, steps of its runs.")
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
          "Duration of a wave by the clock, the most that a crash can lose; a signal publishes what is"
              + " done (default:"
              + " ${DEFAULT-VALUE}).")
  private double waveSeconds;

  @Option(
      names = "--until-width",
      paramLabel = "W",
      description =
          "Follow and add runs until every cell's rate has this relative half width of its exact 95"
              + " %% interval (0.05: plus or minus 5 %%). The spec's replicas and steps are where"
              + " it begins.")
  private Double width;

  @Option(
      names = "--max-runs",
      paramLabel = "N",
      description = "With --until-width: most runs of a cell (default: 50 times the replicas).")
  private Integer maxRuns;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      description = "With --until-width: most steps of a run (default: 10 times the spec's).")
  private Long maxSteps;

  /** What to do where another driver writes to the folder. */
  Patience patience() {
    return wait.patience();
  }

  /**
   * The spec with the wish of the options.
   *
   * @throws UserException if the spec has nothing whose rate it could be
   */
  Spec apply(Spec spec) {
    return width == null
        ? spec
        : spec.until(
            Until.of(spec, width, Optional.ofNullable(maxRuns), Optional.ofNullable(maxSteps)));
  }

  /** Runs the sweep and gives its folder. */
  ExperimentDir sweep(SparkSession spark, Spec spec) {
    Examination.slowness().ifPresent(line -> System.err.println("logscape: warning: " + line));
    ExperimentDir dir = ResultsDir.writable(spark, out);
    SweepJob.Options options =
        new SweepJob.Options(
            resume ? Mode.RESUME : Mode.FRESH,
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
    if (width != null) {
      WidthOption.check("--until-width", width);
    } else if (maxRuns != null || maxSteps != null) {
      throw UserException.of(
          "--max-runs, --max-steps: are caps of --until-width; must be given with it");
    }
    if (!(waveSeconds >= 0)) {
      throw UserException.of("--wave-seconds: is %s; must be at least 0".formatted(waveSeconds));
    }
  }
}
