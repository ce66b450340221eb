package org.logscape.jobs.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.store.ExperimentDir;

/** A frozen spec that cannot be used: one line that names the file and what to do. */
class FrozenSpecTest {
  private static final String SPEC =
      """
      name: frozen
      seed: 3
      replicas: 5
      model: {type: double-well, dimensions: 1, barrier: 1}
      dynamics: {type: sgd, learning_rate: 0.04, batch_size: 1, sampling: online}
      stop: {steps: 300}
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void freeze() {
    dir().freeze(SPEC, "name: frozen\n");
    file = folder.resolve("_logscape/spec.yaml");
  }

  private ExperimentDir dir() {
    return ExperimentDir.of(SparkTestSession.get(), folder.toString());
  }

  private void isNamed(String fault) {
    assertThatThrownBy(() -> FrozenSpec.of(dir()))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining(file + ": " + fault)
        .hasMessageContaining("restore")
        .hasMessageContaining("from a copy")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \t\r\n\n"})
  void withoutText(String text) throws IOException {
    Files.writeString(file, text);
    isNamed("is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: 'fro", "a: b: c", "- 1", "# gone", "PAR1\0\1\2", "{"})
  void withTextThatIsNoSpec(String text) throws IOException {
    Files.writeString(file, text);
    isNamed("");
  }

  /** Bytes that a failing disk returns, and a file that was cut at each length. */
  @Test
  void ofBytes() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, (byte) 0x80});
    isNamed("");
    byte[] whole = SPEC.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < SPEC.indexOf("dynamics"); length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      isNamed("");
    }
  }

  @Test
  void ofAFolderOrALinkInItsPlace() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    isNamed("cannot be read (Is a directory)");
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("nowhere"));
    isNamed("cannot be read (a link to something that is not there)");
  }

  @Test
  void withoutLeaveToReadIt() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx------"));
    assumeFalse(Files.isReadable(file), "root reads everything");
    isNamed("cannot be read (Permission denied)");
  }

  @Test
  void oneThatIsWellIsRead() {
    assertThat(FrozenSpec.of(dir()).replicas()).isEqualTo(5);
  }
}
