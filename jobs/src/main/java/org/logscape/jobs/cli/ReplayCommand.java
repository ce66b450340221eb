package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.replay.Replay;
import org.logscape.jobs.replay.ReplayJob;
import org.logscape.jobs.store.ExperimentDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape replay}: one run again, with all its states. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Computes one run under DIR again, bit for bit, holds it against what is stored of it, and"
            + " writes the states that it went through.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape replay out/my --run 0a1b2c3d4e5f6071-17 --around-escape 500",
      "",
      "Exit codes: 0 the run is the stored one, 1 it differs, 2 the arguments are wrong."
    })
public final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Results folder (a local or Hadoop path).")
  private String path;

  @Option(
      names = "--run",
      required = true,
      paramLabel = "ID",
      description = "A run_id of the table runs.")
  private String runId;

  @Option(
      names = "--around-escape",
      paramLabel = "N",
      description = "Keep the states up to N steps before and after the escape; all if left out.")
  private Long aroundEscape;

  @Option(
      names = "--every",
      paramLabel = "K",
      defaultValue = "1",
      description = "Keep one state each K steps (default: ${DEFAULT-VALUE}).")
  private long every;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to write the states (default: DIR/" + ReplayJob.FOLDER + "/ID).")
  private String out;

  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    if (every < 1) {
      throw UserException.of("--every: is %d; must be at least 1".formatted(every));
    }
    if (aroundEscape != null && aroundEscape < 0) {
      throw UserException.of("--around-escape: is %d; must be at least 0".formatted(aroundEscape));
    }
    ReplayJob.Options options =
        new ReplayJob.Options(
            aroundEscape == null ? OptionalLong.empty() : OptionalLong.of(aroundEscape), every);
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = ResultsDir.withResults(spark.session(), path);
      ReplayJob job = ReplayJob.of(spark.session(), dir, runId, options);
      Replay replay = out == null ? job.run() : job.run(out);
      replay.lines().forEach(command.commandLine().getOut()::println);
      PrintWriter err = command.commandLine().getErr();
      replay
          .differences()
          .forEach(
              difference ->
                  err.println(
                      "logscape: run %s is not the stored one: %s (no states were written; bits are the same for one version on one architecture)"
                          .formatted(runId, difference)));
      return replay.differences().isEmpty() ? 0 : 1;
    }
  }
}
