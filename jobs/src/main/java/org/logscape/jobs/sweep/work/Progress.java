package org.logscape.jobs.sweep.work;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.logscape.jobs.text.LogFormat;
import org.logscape.jobs.text.Words;
import org.logscape.kernel.Status;

/**
 * One line on a terminal that is redrawn every second while a sweep runs. Where there is no
 * terminal, a line a minute goes to standard error, with its time.
 */
public final class Progress implements AutoCloseable {
  private static final String CLEAR_LINE = "\r\u001b[K";

  /** A line that is longer than the terminal is wide must not wrap, or it could not be redrawn. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final Tally tally;
  private final long runs;
  private final Optional<PrintStream> terminal;
  private final LogFormat format;
  private final long startedAt = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });

  private Progress(Tally tally, Optional<PrintStream> terminal, LogFormat format) {
    this.tally = tally;
    this.runs = tally.planned();
    this.terminal = terminal;
    this.format = format;
  }

  /**
   * A display that is not drawn yet.
   *
   * @param tally of the runs that this sweep has to do
   * @param terminal where to draw; where it is empty, a line a minute is logged
   * @param format of those lines
   */
  public static Progress of(Tally tally, Optional<PrintStream> terminal, LogFormat format) {
    return new Progress(tally, terminal, format);
  }

  /** Draws from now on every second, or logs every minute. */
  public void start() {
    Runnable show = terminal.<Runnable>map(out -> () -> draw(out)).orElse(() -> log(System.err));
    int seconds = terminal.isPresent() ? 1 : 60;
    var unused = timer.scheduleAtFixedRate(show, seconds, seconds, TimeUnit.SECONDS);
  }

  private void log(PrintStream out) {
    out.println(logged(Instant.now(), Duration.ofNanos(System.nanoTime() - startedAt)));
  }

  /** The line of a log: the time in UTC (ISO 8601), runs done, wave, time left. */
  String logged(Instant now, Duration elapsed) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("job", "sweep");
    values.put("runs", tally.runs());
    values.put("planned", runs);
    values.put("wave", tally.waves());
    for (Status status : Status.values()) {
      values.put(Words.of(status), tally.count(status));
    }
    values.put("events", tally.events());
    values.put("steps", tally.steps());
    values.put("seconds", elapsed.toSeconds());
    secondsLeft(elapsed).ifPresent(left -> values.put("seconds_left", left));
    return format.line(now, line(elapsed), values);
  }

  private void draw(PrintStream out) {
    out.print(CLEAR_LINE + NO_WRAP + line(Duration.ofNanos(System.nanoTime() - startedAt)) + WRAP);
    out.flush();
  }

  /** The line after the given time. */
  public String line(Duration elapsed) {
    long done = tally.runs();
    return "%,d/%,d runs (%d%%)  wave %,d  escaped %,d  censored %,d  diverged %,d%s  %s"
        .formatted(
            done,
            runs,
            runs == 0 ? 100 : 100 * done / runs,
            tally.waves(),
            tally.count(Status.ESCAPED),
            tally.count(Status.CENSORED),
            tally.count(Status.DIVERGED),
            tally.count(Status.FINISHED) > 0
                ? "  finished %,d".formatted(tally.count(Status.FINISHED))
                : "",
            timeLeft(elapsed, done));
  }

  /** Runs that are done first are the longest, so this errs on the long side. */
  private OptionalLong secondsLeft(Duration elapsed) {
    long done = tally.runs();
    return done == 0
        ? OptionalLong.empty()
        : OptionalLong.of(
            Math.round(elapsed.toMillis() / 1000.0 * Math.max(0, runs - done) / done));
  }

  private String timeLeft(Duration elapsed, long done) {
    if (done >= runs) {
      return "writing tables";
    }
    if (done == 0) {
      return "";
    }
    long seconds = secondsLeft(elapsed).orElseThrow();
    return seconds >= 3600
        ? "< %d h %02d min left".formatted(seconds / 3600, seconds / 60 % 60)
        : "< %d min %02d s left".formatted(seconds / 60, seconds % 60);
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
