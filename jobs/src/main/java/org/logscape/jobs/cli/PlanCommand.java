package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.logscape.jobs.cli.process.Terminal;
import org.logscape.jobs.cli.settings.SparkSettings;
import org.logscape.jobs.plan.Plan;
import org.logscape.jobs.plan.PlanText;
import org.logscape.jobs.plan.PlanValues;
import org.logscape.jobs.plan.WidthPlan;
import org.logscape.jobs.text.JsonText;
import org.logscape.jobs.text.Paragraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logscape plan}: nothing is computed. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Shows the cells of SPEC, predicted exponents, escape times and cost, and what cannot be"
            + " measured. Computes nothing.",
    footer = {"", "Examples:", "  submit/logscape plan submit/experiments/escape-barrier.yaml"})
public final class PlanCommand implements Callable<Integer> {
  @Mixin private SpecFile specFile;
  @Mixin private SparkSettings settings;

  @Option(
      names = "--width",
      paramLabel = "W",
      description =
          "Adds how many events, runs and steps each rate needs for this relative half width of its"
              + " 95 %% interval (0.05: plus or minus 5 %%).")
  private Double width;

  @Option(
      names = "--json",
      description =
          "Print size, cost and predictions as one JSON object, without the files of data.")
  private boolean json;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    if (width != null) {
      WidthOption.check("--width", width);
    }
    Configuration hadoop = settings.hadoop();
    SpecFile.WithDefaults read = specFile.readWithDefaults(hadoop);
    Plan plan = Plan.of(read.spec());
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonText.of(PlanValues.of(plan)));
      return 0;
    }
    PlanText.of(plan).lines(Terminal.width()).forEach(out::println);
    plan.dataLines(hadoop).forEach(out::println);
    if (!read.defaults().isEmpty()) {
      out.println();
      Paragraph.lines("Defaults used: " + String.join("; ", read.defaults()), Terminal.width())
          .forEach(out::println);
    }
    if (width != null) {
      WidthPlan.of(plan, width).lines(Terminal.width()).forEach(out::println);
    }
    return 0;
  }
}
