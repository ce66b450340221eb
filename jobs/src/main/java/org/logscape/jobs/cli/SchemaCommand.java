package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.logscape.jobs.spec.schema.SpecSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code logscape schema}: by which an editor completes and checks a spec. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description =
        "Prints the JSON Schema of a spec, by which an editor completes and checks one (the same as"
            + " data-schemas/spec.schema.json).",
    footer = {
      "",
      "Examples:",
      "  submit/logscape schema > spec.schema.json",
      "  # yaml-language-server: $schema=spec.schema.json   (first line of a spec, for VS Code)"
    })
public final class SchemaCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    out.print(SpecSchema.text());
    out.flush();
    return 0;
  }
}
