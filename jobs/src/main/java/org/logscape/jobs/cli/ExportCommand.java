package org.logscape.jobs.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.export.StateExport;
import org.logscape.jobs.export.TableExport;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.weights.WeightFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logscape export}: what a folder holds, for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Writes all tables with a script that loads them into DuckDB to a new folder; or the"
            + " parameters of a run or of the minimum at which runs start to a file of safetensors"
            + " or NPZ, with the names of a PyTorch state dict.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape export out/my --to tables",
      "  submit/logscape export out/my --run 0a1b2c3d4e5f6071-17 --to run.safetensors",
      "  submit/logscape export out/my --run 0a1b2c3d4e5f6071-17 --step 500 --to run.npz",
      "  submit/logscape export out/my --minimum --to minimum.safetensors"
    })
public final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Results folder (a local or Hadoop path).")
  private String path;

  @Option(names = "--run", paramLabel = "ID", description = "A run_id of the table runs.")
  private String runId;

  @Option(names = "--minimum", description = "The minimum at which runs of networks start.")
  private boolean minimum;

  @Option(
      names = "--step",
      paramLabel = "N",
      description = "With --run: the state at this step (default: the last one of the run).")
  private Long step;

  @Option(
      names = "--cell",
      paramLabel = "ID",
      description = "With --minimum: that of the runs of this cell_id, where there are several.")
  private String cell;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TARGET",
      description =
          "The folder of tables to write; with --run or --minimum the file, .safetensors or .npz. It"
              + " must not exist.")
  private String to;

  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    check();
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = ResultsDir.withResults(spark.session(), path);
      Configuration configuration = spark.session().sparkContext().hadoopConfiguration();
      if (!minimum && runId == null) {
        List<String> tables = TableExport.of(dir, to, configuration).write();
        lines(tables).forEach(command.commandLine().getOut()::println);
        return 0;
      }
      StateExport export = StateExport.of(spark.session(), dir);
      WeightFile file = WeightFile.of(to, configuration);
      String line =
          minimum
              ? export.minimum(Optional.ofNullable(cell), file)
              : export.run(
                  runId, step == null ? OptionalLong.empty() : OptionalLong.of(step), file);
      command.commandLine().getOut().println("wrote %s: %s".formatted(to, line));
    }
    return 0;
  }

  private List<String> lines(List<String> tables) {
    return List.of(
        "wrote %s: %d tables, their dictionary (%s) and a script for DuckDB"
            .formatted(to, tables.size(), TableExport.DICTIONARY),
        "load them:  cd %s && duckdb results.duckdb < %s".formatted(to, TableExport.SCRIPT));
  }

  private void check() {
    if (minimum && runId != null) {
      throw UserException.of("--run, --minimum: both are given; must be at most one of them");
    }
    boolean state = minimum || runId != null;
    if (state && !WeightFile.isWritable(to)) {
      throw UserException.of("--to: is %s; must end with .safetensors or .npz".formatted(to));
    }
    if (!state && to.matches(".*\\.(duckdb|csv|parquet|npz|safetensors)")) {
      throw UserException.of(
          "--to: is %s; must be a folder, whose %s makes a DuckDB file (or give --run or --minimum)"
              .formatted(to, TableExport.SCRIPT));
    }
    if (step != null && runId == null) {
      throw UserException.of("--step: is given; must be left out without --run");
    }
    if (cell != null && !minimum) {
      throw UserException.of("--cell: is given; must be left out without --minimum");
    }
  }
}
