package org.logscape.jobs.text;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line on a terminal that says which step of a job is under way and how much time is left.
 * Where there is no terminal, a line goes to standard error at the first step that begins a minute
 * or more after the last line, with its time.
 */
public final class StepLine implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  /** A line that is longer than the terminal is wide must not wrap, or it could not be redrawn. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";
  private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

  private final String job;
  private final int steps;
  private final Optional<PrintStream> terminal;
  private final LogFormat format;
  private final long startedAt = System.nanoTime();
  private int begun;
  private Duration first = Duration.ZERO;
  private Duration lastLogged = Duration.ZERO;

  private StepLine(String job, int steps, Optional<PrintStream> terminal, LogFormat format) {
    this.job = job;
    this.steps = steps;
    this.terminal = terminal;
    this.format = format;
  }

  /**
   * A line that is not drawn yet.
   *
   * @param job word before the steps
   * @param steps number of steps of the job
   * @param terminal where to draw; where it is empty, at most a line a minute is logged
   */
  public static StepLine of(String job, int steps, Optional<PrintStream> terminal) {
    return new StepLine(job, steps, terminal, LogFormat.TEXT);
  }

  /** The same line, logged in another format. */
  public StepLine in(LogFormat other) {
    return new StepLine(job, steps, terminal, other);
  }

  /** Draws the step that begins, in place of the one before. */
  public void begin(String step) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
    String line = next(step, elapsed);
    if (terminal.isEmpty()) {
      logged(step, line, elapsed, Instant.now()).ifPresent(System.err::println);
      return;
    }
    PrintStream out = terminal.get();
    out.print(CLEAR_LINE + NO_WRAP + line + WRAP);
    out.flush();
  }

  /**
   * The line of the step that begins. The time left is an estimate, since steps differ in length:
   * it takes the steps after the first for typical, since the first also reads what all of them
   * need.
   *
   * @param elapsed time since the job began
   */
  String next(String step, Duration elapsed) {
    begun++;
    if (begun == 2) {
      first = elapsed;
    }
    int typical = begun - 2;
    String left =
        typical < 1
            ? ""
            : ", about %s left"
                .formatted(
                    Numbers.duration(
                        elapsed.minus(first).toMillis() / 1000.0 / typical * (steps - begun + 1)));
    return "%s: %s (%d of %d)%s".formatted(job, step, begun, steps, left);
  }

  /** The line of a log: the time in UTC (ISO 8601) and the step; empty where the last is recent. */
  Optional<String> logged(String step, String line, Duration elapsed, Instant now) {
    if (elapsed.minus(lastLogged).compareTo(LOG_INTERVAL) < 0) {
      return Optional.empty();
    }
    lastLogged = elapsed;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("job", job);
    values.put("step", step);
    values.put("done", begun - 1);
    values.put("steps", steps);
    values.put("seconds", elapsed.toSeconds());
    return Optional.of(format.line(now, line, values));
  }

  @Override
  public void close() {
    terminal.ifPresent(
        out -> {
          out.print(CLEAR_LINE);
          out.flush();
        });
  }
}
