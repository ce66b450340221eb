package org.logscape.jobs.cli;

import java.util.concurrent.Callable;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.rare.RareJob;
import org.logscape.jobs.rare.RateTable;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec.Target;

/** {@code logscape rare}: escape rates too small to wait for. */
@Command(
    name = "rare",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Samples the escapes of SPEC that are too rare to wait for, stage by stage, and writes"
            + " their rates and paths to the tables under DIR. 'fit DIR' sets them beside brute"
            + " force.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape rare my.yaml --out out/my",
      "  submit/logscape rare my.yaml --out out/my --resume"
    })
public final class RareCommand implements Callable<Integer> {
  @Mixin private SpecFile specFile;
  @Mixin private WaitOption wait;
  @Mixin private SparkOptions sparkOptions;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Results folder (a local or Hadoop path).")
  private String out;

  @Option(
      names = "--resume",
      description =
          "Go on after the last stage that was published, or add rare events to the brute force in"
              + " DIR.")
  private boolean resume;

  @picocli.CommandLine.Spec(Target.SELF)
  private CommandSpec command;

  @Override
  public Integer call() {
    Spec spec = specFile.read(sparkOptions.hadoop());
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = ResultsDir.writable(spark.session(), out);
      RareJob.of(spark.session(), spec, dir, resume ? Mode.RESUME : Mode.FRESH)
          .with(wait.patience())
          .run(Terminal.drawable().map(terminal -> System.err));
      RateTable.of(dir).lines().forEach(command.commandLine().getOut()::println);
    }
    return 0;
  }
}
