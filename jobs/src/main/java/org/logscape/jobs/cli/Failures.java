package org.logscape.jobs.cli;

import java.io.PrintWriter;
import java.util.Optional;
import org.logscape.jobs.errors.BusyException;
import org.logscape.jobs.errors.UserException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is printed, and which exit code follows, when a command cannot do its work. */
public final class Failures {
  private static final int WORK_FAILED = 1;
  private static final int USER_ERROR = 2;

  /** Set it to see where a failure came from. */
  private static final String TRACE = "LOGSCAPE_TRACE";

  private Failures() {}

  /** Arguments that are wrong, in one line, with what comes near where there is something near. */
  public static int ofArguments(ParameterException failure, String[] arguments) {
    failure
        .getCommandLine()
        .getErr()
        .println(
            "logscape: %s%s (see '%s --help')"
                .formatted(
                    oneLine(failure.getMessage()),
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
    Throwable root = root(failure);
    err.println(
        "logscape: the work failed: %s: %s"
            .formatted(root.getClass().getSimpleName(), oneLine(root.getMessage())));
    err.println(
        "logscape: what was published stays valid; --resume goes on from there (set %s=1 to see where it failed)"
            .formatted(TRACE));
    return WORK_FAILED;
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
    return message == null ? "no message" : message.strip().lines().findFirst().orElse("");
  }
}
