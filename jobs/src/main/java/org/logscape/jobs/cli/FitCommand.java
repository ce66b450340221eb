package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.measured.EstimateTable;
import org.logscape.jobs.measured.MeasuredFits;
import org.logscape.jobs.measured.MeasuredReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Folder;
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
            + " prediction. Or fits escape times that were measured elsewhere (--escapes).",
    footer = {
      "",
      "Examples:",
      "  submit/logscape fit out/my",
      "  submit/logscape fit out/my --json > fits.json",
      "  submit/logscape fit --escapes times.csv --cells cells.csv --out out/measured",
      "  submit/logscape fit hdfs:///results/my --bootstrap 1000 --master yarn"
    })
public final class FitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "Results folder (a local or Hadoop path).")
  private String path;

  @Option(
      names = "--escapes",
      paramLabel = "FILE",
      description =
          "In place of DIR: times measured elsewhere, CSV or Parquet with the columns cell, time and"
              + " occurred.")
  private String escapes;

  @Option(
      names = "--cells",
      paramLabel = "FILE",
      description =
          "With --escapes: what is known of the cells, columns cell and, where known, loss_ratio, n"
              + " and temperature.")
  private String cells;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "With --escapes: a new folder, to which estimates.csv is written.")
  private String out;

  @Option(names = "--json", description = "Print the fits as a JSON array, one object a row.")
  private boolean json;

  @Mixin private FitOptions options;
  @Mixin private WaitOption wait;
  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    options.check();
    if ((path == null) == (escapes == null)) {
      throw UserException.of(
          "DIR, --escapes: %s given; must be exactly one of them"
              .formatted(path == null ? "none is" : "both are"));
    }
    if ((escapes == null) != (out == null) || (escapes == null && cells != null)) {
      throw UserException.of("--escapes, --cells, --out: must be --escapes with --out, or none");
    }
    return escapes == null ? fitFolder() : fitMeasured();
  }

  private int fitMeasured() {
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      Folder folder = Folder.of(out, spark.session().sparkContext().hadoopConfiguration());
      if (folder.exists()) {
        throw UserException.of("--out: %s exists; must be a new folder".formatted(out));
      }
      EstimateTable table =
          EstimateTable.of(
              MeasuredFits.of(
                  MeasuredReader.read(spark.session(), escapes, Optional.ofNullable(cells))));
      folder.write("estimates.csv", table.csv());
      table.lines().forEach(command.commandLine().getOut()::println);
    }
    return 0;
  }

  private int fitFolder() {
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = ResultsDir.writableWithResults(spark.session(), path);
      PrintWriter screen = command.commandLine().getOut();
      // programs that read the output are not to find sentences in it
      PrintWriter remarks = json ? command.commandLine().getErr() : screen;
      ResultsDir.completeness(dir).toDo().ifPresent(remarks::println);
      FitJob.of(spark.session(), dir, options.toOptions())
          .with(wait.patience())
          .drawnOn(Terminal.drawable())
          .run();
      if (json) {
        RowFormat.json(LawRows.of(dir)).forEach(screen::println);
        screen.flush();
      } else {
        ResultScreen.afterFit(dir, screen);
      }
    }
    return 0;
  }
}
