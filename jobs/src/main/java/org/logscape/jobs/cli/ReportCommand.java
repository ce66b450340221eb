package org.logscape.jobs.cli;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.report.ReportJob;
import org.logscape.jobs.report.paper.PaperFormat;
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
        "Writes one self-contained page about the results under DIR, and its figures as files for"
            + " papers.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape report out/my",
      "  submit/logscape report out/my --figures pdf,png",
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

  @Option(
      names = "--figures",
      paramLabel = "FORMAT",
      split = ",",
      description =
          "Formats of the figures: svg, pdf (for LaTeX), png (300 dots per inch); several with"
              + " commas (default: svg).")
  private Set<PaperFormat> figures = EnumSet.of(PaperFormat.SVG);

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
          .println("report: " + report.withFigures(figures).drawnOn(Terminal.drawable()).run());
    }
    return 0;
  }
}
