package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.data.Checksum;

/**
 * Resolved specs, names of cells and random streams of the experiments never change: folders hang
 * on them. A claim may come and go, since nothing depends on it. The names are those of folders of
 * identity version 1; in version 2 they also depend on what an experiment fixes.
 */
class ExperimentIdentityTest {
  private static final Path EXPERIMENTS = Path.of("../submit/experiments");

  /** Experiments that others of the same name took the place of; their folders go on. */
  private static final Path RETIRED = Path.of("src/test/resources/org/logscape/jobs/spec/retired");

  static List<String> expected() throws IOException {
    try (InputStream in = ExperimentIdentityTest.class.getResourceAsStream("experiments.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("expected")
  void isWhatItWas(String line) throws IOException {
    String name = line.substring(0, line.indexOf(' '));
    Path retired = RETIRED.resolve(name + ".yaml");
    Path file = Files.exists(retired) ? retired : EXPERIMENTS.resolve(name + ".yaml");
    Spec spec = SpecReader.read(Files.readString(file), name).identified(Identity.ofValues());
    String resolved =
        SpecWriter.write(spec)
            .lines()
            .filter(words -> !words.startsWith("claim: "))
            .collect(Collectors.joining("\n", "", "\n"));
    String cells =
        LongStream.range(0, spec.grid().cells())
            .mapToObj(spec.grid()::cell)
            .map(
                cell ->
                    "%s %016x %s\n"
                        .formatted(cell.id(), spec.pairing().streamBits(cell), cell.label()))
            .collect(Collectors.joining());
    assertThat(
            String.join(
                " ",
                name,
                sha256(resolved),
                sha256(cells),
                Fingerprint.of(spec),
                String.valueOf(spec.grid().cells())))
        .isEqualTo(line);
  }

  @Test
  void noneIsMissing() throws IOException {
    try (Stream<Path> files = Files.list(EXPERIMENTS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsAll(
              expected().stream().map(line -> line.substring(0, line.indexOf(' '))).toList());
    }
  }

  private static String sha256(String text) {
    return Checksum.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
