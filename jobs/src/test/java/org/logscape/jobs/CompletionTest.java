package org.logscape.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The completion script in a real bash. */
class CompletionTest {
  private static final String PRESS_TAB =
      """
      source "$0"
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      _complete_logscape
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir Path folder;
  private Path script;

  @BeforeEach
  void generate() throws Exception {
    StringWriter text = new StringWriter();
    CommandLine commandLine = Logscape.commandLine();
    commandLine.setOut(new PrintWriter(text));
    assertThat(commandLine.execute("generate-completion")).isZero();
    script = Files.writeString(folder.resolve("completion"), text.toString());
  }

  private List<String> complete(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", PRESS_TAB, script.toString()));
    command.addAll(List.of(words));
    // bash complains where the tab key was not really pressed
    Process bash =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out.lines().map(String::strip).toList();
  }

  @Test
  void completesCommandsAndOptions() throws Exception {
    assertThat(complete("logscape", ""))
        .contains("sweep", "fit", "doctor", "plan", "run", "replay");
    assertThat(complete("logscape", "do")).containsExactly("doctor");
    assertThat(complete("logscape", "sweep", "--wa")).containsExactly("--wait", "--wave-seconds");
    assertThat(complete("logscape", "replay", "--ar")).containsExactly("--around-escape");
  }
}
