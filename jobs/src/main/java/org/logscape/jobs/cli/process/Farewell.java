package org.logscape.jobs.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * The line that is printed when a signal (Ctrl-C, SIGTERM) ends the program before its work is
 * done. Java then ends with 128 plus the number of the signal: 130 or 143. What Spark complains of
 * while it is torn down is not printed.
 */
public final class Farewell extends Thread {
  private final PrintStream err;
  private final AtomicBoolean workEnded = new AtomicBoolean();

  private Farewell(PrintStream err) {
    super("farewell");
    this.err = err;
  }

  /** Prepares the line for this JVM. */
  public static Farewell registered(PrintStream err) {
    Farewell farewell = new Farewell(err);
    Runtime.getRuntime().addShutdownHook(farewell);
    return farewell;
  }

  /** From now on the end of this JVM is no surprise. */
  public void workEnded() {
    workEnded.set(true);
  }

  /** Runs while the JVM shuts down. */
  @Override
  public void run() {
    if (!workEnded.get()) {
      Configurator.setAllLevels("", Level.OFF);
      // threads whose pool is gone print their traces past the log
      System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
      err.println(
          "logscape: stopped by a signal; what was published stays valid, --resume goes on from"
              + " there");
    }
  }

  /** Whether this JVM is shutting down, so that failures are consequences of that. */
  static boolean isSaid() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }
}
