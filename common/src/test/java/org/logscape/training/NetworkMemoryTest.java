package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An executor runs networks for hours: what a call takes outside the heap it gives back. */
class NetworkMemoryTest {
  private static final long MEBI = 1L << 20;

  @ParameterizedTest
  @ValueSource(strings = {"run", "walk"})
  void memoryOutsideTheHeapIsGivenBack(String call) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                NetworkMemory.class.getName(),
                call)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    // a call takes some 15 MB outside the heap: a leak of it all would be 900 MB, of a thirtieth 30
    assertThat(Long.parseLong(output.strip())).isLessThan(20 * MEBI);
  }
}
