package org.logscape.jobs.sweep;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.logscape.kernel.Status;

/**
 * One line on a terminal that is redrawn every second while a sweep runs; nothing where there is no
 * terminal.
 */
final class Progress implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Tally tally;
  private final long runs;
  private final Optional<PrintStream> terminal;
  private final long startedAt = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private Progress(Tally tally, long runs, Optional<PrintStream> terminal) {
    this.tally = tally;
    this.runs = runs;
    this.terminal = terminal;
  }

  /**
   * Shows the progress on a terminal.
   *
   * @param runs runs that this sweep has to do
   */
  static Progress onTerminal(Tally tally, long runs, PrintStream out) {
    return new Progress(tally, runs, Optional.of(out));
  }

  /** Shows nothing. */
  static Progress quiet(Tally tally, long runs) {
    return new Progress(tally, runs, Optional.empty());
  }

  /** Draws from now on, every second. */
  void start() {
    terminal.ifPresent(
        out -> {
          var unused = timer.scheduleAtFixedRate(() -> draw(out), 1, 1, TimeUnit.SECONDS);
        });
  }

  private void draw(PrintStream out) {
    out.print(CLEAR_LINE + line(Duration.ofNanos(System.nanoTime() - startedAt)));
    out.flush();
  }

  /** The line after the given time. */
  String line(Duration elapsed) {
    long done = tally.runs();
    return "%,d of %,d runs (%d %%)  escaped %,d  censored %,d  diverged %,d%s  %s"
        .formatted(
            done,
            runs,
            runs == 0 ? 100 : 100 * done / runs,
            tally.count(Status.ESCAPED),
            tally.count(Status.CENSORED),
            tally.count(Status.DIVERGED),
            tally.count(Status.FINISHED) > 0
                ? "  finished %,d".formatted(tally.count(Status.FINISHED))
                : "",
            timeLeft(elapsed, done));
  }

  /** Runs that are done first are the longest, so this errs on the long side. */
  private String timeLeft(Duration elapsed, long done) {
    if (done == 0) {
      return "time left: not known yet";
    }
    long seconds = Math.round(elapsed.toMillis() / 1000.0 * (runs - done) / done);
    return seconds >= 3600
        ? "at most about %d h %02d min left".formatted(seconds / 3600, seconds / 60 % 60)
        : "at most about %d min %02d s left".formatted(seconds / 60, seconds % 60);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    terminal.ifPresent(
        out -> {
          out.print(CLEAR_LINE);
          out.flush();
        });
  }
}
