package org.logscape.jobs.cli.process;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Whether standard output is a terminal, and whether it is to be coloured. */
public final class Terminal {
  /** The launcher sets it where standard output is a terminal, which Java cannot tell for sure. */
  private static final String TERMINAL = "LOGSCAPE_TERMINAL";

  private static final int USUAL_WIDTH = 100;
  private static final int LEAST_WIDTH = 60;
  private static final int MOST_WIDTH = 120;

  private Terminal() {}

  /** Characters in a line of standard output: COLUMNS, from 60 to 120; 100 where it is not set. */
  public static int width() {
    return width(System.getenv());
  }

  static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    int width = columns.matches("[0-9]{1,6}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    return Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width));
  }

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
