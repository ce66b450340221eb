package org.logscape.jobs.cli;

import java.util.concurrent.Callable;
import org.logscape.jobs.cli.account.RunCounts;
import org.logscape.jobs.cli.account.StartAccount;
import org.logscape.jobs.cli.account.WidthAccount;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec.Target;

/** {@code logscape sweep}: the fan-out alone. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Runs all runs of SPEC and writes what they did to the tables under DIR.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape sweep my.yaml --out out/my",
      "  submit/logscape sweep my.yaml --out out/my --resume",
      "  submit/logscape sweep my.yaml --out s3a://bucket/my --resume --wait"
    })
public final class SweepCommand implements Callable<Integer> {
  @Mixin private SpecFile specFile;
  @Mixin private SweepOptions options;
  @Mixin private SparkOptions sparkOptions;

  @picocli.CommandLine.Spec(Target.SELF)
  private CommandSpec command;

  @Override
  public Integer call() {
    options.check();
    Spec spec = options.apply(specFile.read(sparkOptions.hadoop()));
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = options.sweep(spark.session(), spec);
      RunCounts.of(dir).lines(spec).forEach(command.commandLine().getOut()::println);
      StartAccount.of(dir, spec).lines().forEach(command.commandLine().getOut()::println);
      WidthAccount.of(dir, spec).lines().forEach(command.commandLine().getOut()::println);
    }
    return 0;
  }
}
