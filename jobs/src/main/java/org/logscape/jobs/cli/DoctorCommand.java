package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.logscape.jobs.doctor.Examination;
import org.logscape.jobs.doctor.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code logscape doctor}: is this machine fit for the work. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Looks at Java, Spark, the vector module, native code, memory and scratch space; says what"
            + " is wrong and how to mend it.",
    footer = {"", "Exit codes: 0 nothing is wrong (there may be warnings), 1 something is."})
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    List<Finding> findings = Examination.here().findings();
    for (Finding finding : findings) {
      out.println(
          "%-8s %-15s %s"
              .formatted(
                  finding.level().name().toLowerCase(Locale.ROOT),
                  finding.subject(),
                  finding.found()));
      finding.remedy().ifPresent(remedy -> out.println(" ".repeat(25) + "-> " + remedy));
    }
    return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.WRONG) ? 1 : 0;
  }
}
