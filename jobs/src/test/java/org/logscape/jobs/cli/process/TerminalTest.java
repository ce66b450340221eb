package org.logscape.jobs.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTest {
  private static Ansi colours(String terminal, String term, String noColor) {
    return Terminal.colours(
        terminal.isEmpty()
            ? Map.of("TERM", term, "NO_COLOR", noColor)
            : Map.of("LOGSCAPE_TERMINAL", terminal, "TERM", term, "NO_COLOR", noColor));
  }

  @Test
  void coloursAreForTerminalsWhoseUserWantsThem() {
    assertThat(colours("1", "xterm-256color", "")).isEqualTo(Ansi.ON);
    assertThat(colours("1", "xterm-256color", "1")).isEqualTo(Ansi.OFF);
    assertThat(colours("1", "dumb", "")).isEqualTo(Ansi.OFF);
    assertThat(colours("", "xterm-256color", "")).isEqualTo(Ansi.OFF);
    assertThat(Terminal.colours(Map.of("LOGSCAPE_TERMINAL", "1"))).isEqualTo(Ansi.OFF);
  }
}
