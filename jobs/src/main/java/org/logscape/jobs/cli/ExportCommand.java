package org.logscape.jobs.cli;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.export.StateExport;
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
        "Writes the parameters of a run, or of the minimum at which runs start, to FILE: safetensors"
            + " or NPZ, with the names of a PyTorch state dict.",
    footer = {
      "",
      "Examples:",
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
      paramLabel = "FILE",
      description = "The file to write, .safetensors or .npz; it must not exist.")
  private String to;

  @Mixin private SparkOptions sparkOptions;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    check();
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = ResultsDir.withResults(spark.session(), path);
      StateExport export = StateExport.of(spark.session(), dir);
      WeightFile file = WeightFile.of(to, spark.session().sparkContext().hadoopConfiguration());
      String line =
          minimum
              ? export.minimum(Optional.ofNullable(cell), file)
              : export.run(
                  runId, step == null ? OptionalLong.empty() : OptionalLong.of(step), file);
      command.commandLine().getOut().println("wrote %s: %s".formatted(to, line));
    }
    return 0;
  }

  private void check() {
    if (!WeightFile.isWritable(to)) {
      throw UserException.of("--to: is %s; must end with .safetensors or .npz".formatted(to));
    }
    if (minimum == (runId != null)) {
      throw UserException.of(
          "--run, --minimum: %s given; must be exactly one of them"
              .formatted(minimum ? "both are" : "none is"));
    }
    if (step != null && minimum) {
      throw UserException.of("--step: is given; must be left out without --run");
    }
    if (cell != null && !minimum) {
      throw UserException.of("--cell: is given; must be left out without --minimum");
    }
  }
}
