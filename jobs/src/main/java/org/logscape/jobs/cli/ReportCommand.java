package org.logscape.jobs.cli;

import java.util.concurrent.Callable;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.report.ReportJob;
import org.logscape.jobs.store.ExperimentDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape report}: a page and figures from tables. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Writes one self-contained page about the results under DIR, and its figures as SVG, PDF"
            + " and PNG.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape report out/my",
      "  submit/logscape report hdfs:///results/my --to paper/figures"
    })
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Results folder (a local or Hadoop path).")
  private String path;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "Where to write (default: DIR/" + ReportJob.FOLDER + ").")
  private String to;

  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = ResultsDir.withResults(spark.session(), path);
      ResultsDir.completeness(dir).lines().forEach(command.commandLine().getOut()::println);
      ReportJob report =
          to == null ? ReportJob.of(spark.session(), dir) : ReportJob.of(spark.session(), dir, to);
      command
          .commandLine()
          .getOut()
          .println("report: " + report.drawnOn(Terminal.drawable()).run());
    }
    return 0;
  }
}
