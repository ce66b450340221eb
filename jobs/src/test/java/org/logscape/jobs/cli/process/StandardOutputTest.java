package org.logscape.jobs.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.logscape.jobs.ChildJvm;
import org.logscape.jobs.Logscape;

class StandardOutputTest {
  private static final String FULL = "/dev/full";

  static boolean hasFullDevice() {
    return Files.exists(Path.of(FULL));
  }

  /** What {@code logscape --version} says on standard error, and how it ends. */
  private static String version(String redirection) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder child =
        new ProcessBuilder(
            "bash",
            "-c",
            "{ \"$0\" -XX:TieredStopAtLevel=1 -cp \"$1\" \"$2\" --version; echo code $? >&2; } "
                + redirection,
            java,
            ChildJvm.classPath(),
            Logscape.class.getName());
    Process process = child.start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return errors;
  }

  @Test
  @EnabledIf("hasFullDevice")
  void outputThatIsLostIsNoSuccess() throws IOException, InterruptedException {
    assertThat(version("> " + FULL))
        .contains("logscape: standard output is incomplete (No space left on device)")
        .endsWith("code 1\n");
  }

  @Test
  void aReaderThatHasEnoughIsNoFault() throws IOException, InterruptedException {
    assertThat(version("| true")).endsWith("code 0\n").doesNotContain("logscape:");
  }
}
