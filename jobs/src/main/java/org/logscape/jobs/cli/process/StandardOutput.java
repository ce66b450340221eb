package org.logscape.jobs.cli.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;

/** Whether what a command printed has arrived; Java's stream keeps silent about that. */
public final class StandardOutput {
  /** Whoever read it had enough, as {@code head} has. */
  private static final String CLOSED_PIPE = "Broken pipe";

  private StandardOutput() {}

  /**
   * The exit code of a command whose output must have arrived, which it has printed before.
   *
   * @param code how the command ended
   * @param errors gets one line where something is lost
   * @return 1 in place of 0 where something is lost
   */
  public static int checked(int code, PrintStream errors) {
    if (code != 0 || !System.out.checkError()) {
      return code;
    }
    Optional<String> reason = reason().filter(text -> !text.equals(CLOSED_PIPE));
    reason.ifPresent(text -> errors.printf("logscape: standard output is incomplete (%s)%n", text));
    return reason.isPresent() ? 1 : code;
  }

  /** What the system says of one more write. */
  private static Optional<String> reason() {
    // not closed, since the descriptor is the process's
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    try {
      out.write('\n');
      return Optional.of("a write failed");
    } catch (IOException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }
}
