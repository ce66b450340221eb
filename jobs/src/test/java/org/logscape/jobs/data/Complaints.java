package org.logscape.jobs.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.logscape.jobs.Logscape;

/** What the program itself says on standard error. */
public final class Complaints {
  private Complaints() {}

  /** Its lines, after a command that must end with this exit code. */
  public static List<String> of(int expectedCode, String... command) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream old = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    int code;
    try {
      code = Logscape.execute(command);
    } finally {
      System.setErr(old);
    }
    List<String> lines =
        err.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("logscape: "))
            .toList();
    assertThat(code).as(lines.toString()).isEqualTo(expectedCode);
    return lines;
  }
}
