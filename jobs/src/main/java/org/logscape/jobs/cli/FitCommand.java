package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.verdict.LawRows;
import org.logscape.jobs.verdict.RowFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape fit}: laws from tables. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Fits the laws that the spec names to the tables under DIR, and prints each beside its"
            + " prediction.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape fit out/my",
      "  submit/logscape fit out/my --json > fits.json",
      "  submit/logscape fit hdfs:///results/my --bootstrap 1000 --master yarn"
    })
public final class FitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Results folder (a local or Hadoop path).")
  private String path;

  @Option(names = "--json", description = "Print the fits as a JSON array, one object a row.")
  private boolean json;

  @Mixin private FitOptions options;
  @Mixin private WaitOption wait;
  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    options.check();
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = ResultsDir.writableWithResults(spark.session(), path);
      PrintWriter out = command.commandLine().getOut();
      // programs that read the output are not to find sentences in it
      PrintWriter remarks = json ? command.commandLine().getErr() : out;
      ResultsDir.completeness(dir).toDo().ifPresent(remarks::println);
      FitJob.of(spark.session(), dir, options.toOptions())
          .with(wait.patience())
          .drawnOn(Terminal.drawable())
          .run();
      if (json) {
        RowFormat.json(LawRows.of(dir)).forEach(out::println);
        out.flush();
      } else {
        ResultScreen.afterFit(dir, out);
      }
    }
    return 0;
  }
}
