package org.logscape.jobs.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.ChildJvm;

/** A signal ends the program with one line and 128 plus the number of the signal. */
class FarewellTest {
  /** Much more than a pipe holds: when all is written, the program has begun to read. */
  private static final byte[] COMMENTS =
      "# a spec that goes on and on\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 2, 130", "TERM, 15, 143"})
  void aSignalIsAnsweredInOneLine(String signal, int number, int code)
      throws IOException, InterruptedException {
    Process child = ChildJvm.start(folder, List.of("plan", "-"));
    try {
      OutputStream input = child.getOutputStream();
      input.write(COMMENTS);
      input.flush();
      // a parent that runs in the background hands on that it ignores Ctrl-C
      assumeFalse(ignores(child, number));
      new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid())).start().waitFor();
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.exitValue()).isEqualTo(code);
    assertThat(Files.readAllLines(folder.resolve("log")))
        .filteredOn(line -> !line.startsWith("WARNING: ") && !line.startsWith("Picked up "))
        .containsExactly(
            "logscape: stopped by a signal; what was published stays valid, --resume goes on from"
                + " there");
  }

  private static boolean ignores(Process child, int signal) throws IOException {
    Path status = Path.of("/proc", String.valueOf(child.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(mask -> (mask >> (signal - 1) & 1) == 1);
  }
}
