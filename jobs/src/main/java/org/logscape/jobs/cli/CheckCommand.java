package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.logscape.jobs.check.CheckJob;
import org.logscape.jobs.check.CheckReport;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.ExperimentDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape check}: whether a folder holds what was published to it. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Holds every file under DIR against the list of what was published: exit code 0 where all"
            + " are as they were, 1 where one is missing, foreign or changed.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape check out/my",
      "  submit/logscape check out/my --deep --json",
      "  submit/logscape check out/my --complete",
      "  submit/logscape check hdfs:///results/my --deep --repair"
    })
public final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Results folder (a local or Hadoop path).")
  private String path;

  @Option(
      names = "--deep",
      description =
          "Read and decode every byte; without it names, lengths and row counts are compared.")
  private boolean deep;

  @Option(
      names = "--repair",
      description =
          "Compute damaged files again from the spec, and publish each only if it holds the very"
              + " rows that were published. Foreign files are put aside.")
  private boolean repair;

  @Option(
      names = "--complete",
      description = "Exit code 1 too where runs that the spec plans are missing, or fits outdated.")
  private boolean complete;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Mixin private WaitOption wait;
  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir =
          repair
              ? ResultsDir.writableWithResults(spark.session(), path)
              : ResultsDir.withResults(spark.session(), path);
      CheckJob job =
          CheckJob.of(spark.session(), dir, deep ? Depth.CONTENTS : Depth.FOOTERS)
              .with(wait.patience());
      CheckReport report = repair ? job.repair() : job.check();
      PrintWriter out = command.commandLine().getOut();
      if (json) {
        out.println(report.json());
      } else {
        report.lines().forEach(out::println);
      }
      out.flush();
      boolean good =
          report.isSound()
              && (!complete
                  || (report.completeness().isComplete() && !report.completeness().outdated()));
      return good ? 0 : 1;
    }
  }
}
