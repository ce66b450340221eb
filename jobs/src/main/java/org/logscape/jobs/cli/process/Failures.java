package org.logscape.jobs.cli.process;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logscape.jobs.errors.BusyException;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.errors.UserException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a command that fails prints, and its exit code. */
public final class Failures {
  private static final int WORK_FAILED = 1;
  private static final int USER_ERROR = 2;

  /** Set it to see where a failure came from. */
  private static final String TRACE = "LOGSCAPE_TRACE";

  /** The system property with the launcher's file for Spark's messages. */
  private static final String LOG = "logscape.log";

  private static final String NO_SPACE = "No space left on device";
  private static final Pattern LOST_TASK = Pattern.compile("Lost task .*? executor \\S+\\): (.*)$");

  private static final String NO_FOLDER = "Mkdirs failed to create";

  private Failures() {}

  /** Arguments that are wrong, in one line, with what comes near where there is something near. */
  public static int ofArguments(ParameterException failure, String[] arguments) {
    failure
        .getCommandLine()
        .getErr()
        .println(
            "logscape: %s%s (see '%s --help')"
                .formatted(
                    oneLine(String.valueOf(failure.getMessage())),
                    suggestion(failure),
                    failure.getCommandLine().getCommandSpec().qualifiedName()));
    return USER_ERROR;
  }

  private static String suggestion(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? "; did you mean %s?".formatted(unmatched.getSuggestions().get(0))
        : "";
  }

  /** A user's mistake in a line a fault; anything else as one line with its innermost cause. */
  public static int ofWork(Exception failure, CommandLine commandLine, ParseResult arguments) {
    if (Farewell.isSaid()) {
      return WORK_FAILED;
    }
    PrintWriter err = commandLine.getErr();
    if (System.getenv(TRACE) != null) {
      failure.printStackTrace(err);
    }
    Optional<UserException> mistake = mistake(failure);
    if (mistake.isPresent()) {
      mistake.get().lines().forEach(line -> err.println("logscape: " + line));
      return USER_ERROR;
    }
    if (failure instanceof BusyException busy) {
      err.println("logscape: " + busy.getMessage());
      return WORK_FAILED;
    }
    if (failure instanceof DamageException damage) {
      damage.lines().forEach(line -> err.println("logscape: " + line));
      return WORK_FAILED;
    }
    err.println("logscape: the work failed: " + cause(root(failure)));
    err.println(
        "logscape: what was published stays valid; --resume goes on from there (set %s=1 to see where it failed%s)"
            .formatted(TRACE, log()));
    return WORK_FAILED;
  }

  /** What the virtual machine itself could not do, in one line that says how to mend it. */
  public static int ofMachine(Error failure, PrintStream err) {
    if (System.getenv(TRACE) != null) {
      failure.printStackTrace(err);
    }
    String remedy =
        failure instanceof OutOfMemoryError
            ? "the heap is %,d MB: set LOGSCAPE_JAVA_OPTS=-Xmx8g, or spark.driver.memory under spark-submit"
                .formatted(Runtime.getRuntime().maxMemory() >> 20)
            : "'logscape doctor' finds what is missing";
    err.println("logscape: the work failed: %s; %s%s".formatted(cause(failure), remedy, log()));
    return WORK_FAILED;
  }

  private static String cause(Throwable root) {
    String message = root.getMessage() == null ? "no message" : root.getMessage().strip();
    if (message.contains(NO_SPACE)) {
      return "no space left on device, where the results go or where scratch space is"
          + " (SPARK_LOCAL_DIRS)";
    }
    if (message.startsWith(NO_FOLDER)) {
      // Hadoop does not say why
      return "%s: no leave to write there, or no space or free inode left on device (df -h, df -i)"
          .formatted(oneLine(message));
    }
    // Spark puts its own story of a lost task before the task's failure.
    Matcher task = LOST_TASK.matcher(oneLine(message));
    return task.find()
        ? task.group(1)
        : "%s: %s".formatted(root.getClass().getSimpleName(), oneLine(message));
  }

  /** Where Spark's own messages are, if there are any. */
  private static String log() {
    String file = System.getProperty(LOG);
    return file != null && Files.exists(Path.of(file)) ? "; Spark's messages are in " + file : "";
  }

  private static Optional<UserException> mistake(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof UserException mistake) {
        return Optional.of(mistake);
      }
    }
    return Optional.empty();
  }

  private static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  private static String oneLine(String message) {
    return message.strip().lines().findFirst().orElse("");
  }
}
