package org.logscape.jobs.cli;

import java.util.concurrent.Callable;
import org.logscape.jobs.doctor.Examination;
import org.logscape.jobs.text.JsonText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logscape doctor}: is this machine fit for the work. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Looks at Java, Spark, vectors, the compiler, native code, memory and scratch space; says"
            + " what is wrong and how to mend it.",
    footer = {
      "",
      "Examples:",
      "  submit/logscape doctor",
      "  submit/logscape doctor --json",
      "  SPARK_HOME=/opt/spark submit/logscape doctor    # as spark-submit starts it",
      "",
      "Exit codes: 0 nothing is wrong (there may be warnings), 1 something is."
    })
public final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print a JSON array, one object a finding.")
  private boolean json;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    CommandLine commandLine = command.commandLine();
    Diagnosis diagnosis = Diagnosis.of(Examination.here().findings());
    if (json) {
      commandLine.getOut().println(JsonText.of(diagnosis.values()));
      return diagnosis.isFit() ? 0 : 1;
    }
    diagnosis
        .lines(commandLine.getUsageHelpWidth(), commandLine.getColorScheme().ansi())
        .forEach(commandLine.getOut()::println);
    return diagnosis.isFit() ? 0 : 1;
  }
}
