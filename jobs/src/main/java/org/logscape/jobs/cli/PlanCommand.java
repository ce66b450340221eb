package org.logscape.jobs.cli;

import java.util.concurrent.Callable;
import org.logscape.jobs.plan.Plan;
import org.logscape.jobs.plan.PlanText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PlanText.of(Plan.of(specFile.read())).lines().forEach(command.commandLine().getOut()::println);
    return 0;
  }
}
