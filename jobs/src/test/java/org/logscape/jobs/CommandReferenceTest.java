package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The reference page of the commands is what the command line declares. With {@code
 * -Dlogscape.rewrite=true} the test writes the page.
 */
class CommandReferenceTest {
  private static final Path PAGE = Path.of("docs", "commands.md");

  @Test
  void thePageIsWhatTheCommandLineDeclares() throws IOException {
    String page = page();
    if (Boolean.getBoolean("logscape.rewrite")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static String page() {
    CommandLine commandLine = Logscape.commandLine();
    String head =
        """
        # Commands

        Generated from the command line's own declarations by `CommandReferenceTest`. `submit/logscape COMMAND --help` prints
        the same. Paths of folders may be local or Hadoop paths (`hdfs:`, `s3a:`).

        | exit code | meaning |
        |---|---|
        | 0 | done |
        | 1 | the work failed, or another driver writes to the folder; `--resume` continues from what was written |
        | 2 | the spec or the arguments are wrong: one line for each fault |
        | 130, 143 | stopped by Ctrl-C or SIGTERM, in one line; `--resume` continues from what was written |
        """;
    return head
        + commandLine.getSubcommands().values().stream()
            .map(command -> section(command.getCommandSpec()))
            .collect(Collectors.joining());
  }

  private static String section(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(command.name()).append("\n\n```\n");
    text.append("submit/logscape ").append(command.name());
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      text.append(' ').append(parameter.paramLabel());
    }
    command.options().stream()
        .filter(OptionSpec::required)
        .forEach(
            option ->
                text.append(' ')
                    .append(option.longestName())
                    .append(' ')
                    .append(option.paramLabel()));
    text.append("\n```\n\n").append(joined(command.usageMessage().description())).append('\n');
    List<OptionSpec> options =
        command.options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
            .toList();
    if (!options.isEmpty()) {
      text.append("\n| option | meaning |\n|---|---|\n");
    }
    for (OptionSpec option : options) {
      String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      String meaning = joined(option.description());
      if (option.defaultValue() != null) {
        meaning = meaning.replace("${DEFAULT-VALUE}", option.defaultValue());
      }
      text.append("| `%s%s` | %s |\n".formatted(option.longestName(), value, meaning));
    }
    return text.toString();
  }

  private static String joined(String[] lines) {
    return String.join(" ", lines).replace("%%", "%").replace("%n", " ").replace("|", "\\|");
  }
}
