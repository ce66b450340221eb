package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.logscape.jobs.cli.account.RunCounts;
import org.logscape.jobs.cli.account.StartAccount;
import org.logscape.jobs.cli.account.WidthAccount;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.report.ReportJob;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec.Target;

/** {@code logscape run}: the main job, from a spec to laws beside their predictions. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "The main job: runs all runs of SPEC, writes the tables under DIR, fits the laws,"
            + " prints each beside its prediction, and writes a page of figures.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape run submit/experiments/quickstart.yaml --out out/quickstart",
      "  submit/logscape run my.yaml --out out/my --resume --wave-seconds 60",
      "  submit/logscape run my.yaml --out hdfs:///results/my --master yarn"
    })
public final class RunCommand implements Callable<Integer> {
  @Mixin private SpecFile specFile;
  @Mixin private SweepOptions sweepOptions;
  @Mixin private FitOptions fitOptions;
  @Mixin private SparkOptions sparkOptions;

  @picocli.CommandLine.Spec(Target.SELF)
  private CommandSpec command;

  @Override
  public Integer call() {
    sweepOptions.check();
    fitOptions.check();
    Spec spec = sweepOptions.apply(specFile.read(sparkOptions.hadoop()));
    PrintWriter out = command.commandLine().getOut();
    try (SparkOptions.Lease spark = sparkOptions.lease()) {
      ExperimentDir dir = sweepOptions.sweep(spark.session(), spec);
      QuerySettings.apply(spark.session(), dir);
      RunCounts.of(dir).lines(spec).forEach(out::println);
      StartAccount.of(dir, spec).lines().forEach(out::println);
      WidthAccount.of(dir, spec).lines().forEach(out::println);
      out.flush();
      FitJob.of(spark.session(), dir, fitOptions.toOptions())
          .with(sweepOptions.patience())
          .drawnOn(Terminal.drawable())
          .run();
      ReportJob.of(spark.session(), dir).drawnOn(Terminal.drawable()).run();
      ResultScreen.afterReport(dir, out);
    }
    return 0;
  }
}
