package org.logscape.jobs.cli.process;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Whether standard output is a terminal, and whether it is to be coloured. */
public final class Terminal {
  /** The launcher sets it where standard output is a terminal, which Java cannot tell for sure. */
  private static final String TERMINAL = "LOGSCAPE_TERMINAL";

  private Terminal() {}

  /** Where something can be drawn that is drawn over; empty where output goes to a file or pipe. */
  public static Optional<PrintStream> drawable() {
    return isTerminal(System.getenv()) ? Optional.of(System.out) : Optional.empty();
  }

  /** Colours for what is printed to standard output. */
  public static Ansi colours() {
    return colours(System.getenv());
  }

  /**
   * Colours on a terminal alone, and not where the user wants none (https://no-color.org).
   *
   * @param environment variables of the environment
   */
  static Ansi colours(Map<String, String> environment) {
    boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return isTerminal(environment) && !unwanted ? Ansi.ON : Ansi.OFF;
  }

  private static boolean isTerminal(Map<String, String> environment) {
    return environment.containsKey(TERMINAL)
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }
}
