package org.logscape.jobs.text;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/**
 * One line on a terminal that says which step of a job is under way and how much time is left;
 * nothing where there is no terminal.
 */
public final class StepLine implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final String job;
  private final int steps;
  private final Optional<PrintStream> terminal;
  private final long startedAt = System.nanoTime();
  private int begun;

  private StepLine(String job, int steps, Optional<PrintStream> terminal) {
    this.job = job;
    this.steps = steps;
    this.terminal = terminal;
  }

  /**
   * A line that is not drawn yet.
   *
   * @param job word before the steps
   * @param steps number of steps of the job
   * @param terminal where to draw; nothing is drawn where it is empty
   */
  public static StepLine of(String job, int steps, Optional<PrintStream> terminal) {
    return new StepLine(job, steps, terminal);
  }

  /** Draws the step that begins, in place of the one before. */
  public void begin(String step) {
    begun++;
    terminal.ifPresent(
        out -> {
          Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
          out.print(CLEAR_LINE + line(step, begun, elapsed));
          out.flush();
        });
  }

  /** Steps differ in length, so the time left is an estimate from those that are done. */
  String line(String step, int number, Duration elapsed) {
    int done = number - 1;
    String left =
        done == 0
            ? ""
            : ", about %s left"
                .formatted(Numbers.duration(elapsed.toMillis() / 1000.0 / done * (steps - done)));
    return "%s: %s (%d of %d)%s".formatted(job, step, number, steps, left);
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
