package org.logscape.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.simd.Lanes;

/**
 * Every bit of every kind of step is the same with vectors of 8, 4 and 2 lanes, with scalar code,
 * and where the vector module is missing. Widths are constants of a virtual machine, so each has
 * its own.
 */
class WidthTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";
  private static final String CHECKED = "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=2";
  private static final String REFERENCE = run(List.of());

  static Stream<Arguments> widths() {
    return Stream.of(
        Arguments.of(List.of(MODULE, CHECKED)),
        Arguments.of(List.of(MODULE, "-D" + Lanes.PROPERTY + "=8")),
        Arguments.of(List.of(MODULE, "-D" + Lanes.PROPERTY + "=4")),
        Arguments.of(List.of(MODULE, "-D" + Lanes.PROPERTY + "=2")),
        Arguments.of(List.of(MODULE, "-D" + Lanes.PROPERTY + "=1")),
        Arguments.of(List.of(MODULE, "-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=2")),
        Arguments.of(List.of(MODULE)));
  }

  /** Vectors of the processor's own width alone. */
  @Test
  void bitsOfVectorsAreThoseOfScalarCode() {
    bitsDoNotDependOnTheWidth(List.of(MODULE));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("widths")
  void bitsDoNotDependOnTheWidth(List<String> options) {
    assertThat(run(options)).isEqualTo(REFERENCE);
  }

  @Test
  void theReferenceCoversEveryKindOfStep() {
    assertThat(REFERENCE.lines()).hasSize(36).doesNotHaveDuplicates();
  }

  /** What {@link Fingerprints} prints in a virtual machine with these options. */
  private static String run(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Fingerprints.class.getName());
    try {
      Process process = new ProcessBuilder(command).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(errors).isZero();
      return output;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
