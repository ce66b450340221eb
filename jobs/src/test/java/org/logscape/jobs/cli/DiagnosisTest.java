package org.logscape.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.doctor.CheckResult;
import org.logscape.jobs.doctor.CheckResult.Level;
import picocli.CommandLine.Help.Ansi;

class DiagnosisTest {
  private static final Diagnosis SICK =
      Diagnosis.of(
          List.of(
              new CheckResult(Level.OK, "java", "Java 17.0.15, Debian", Optional.empty()),
              new CheckResult(
                  Level.WARNING,
                  "native code",
                  "OpenBLAS chose Prescott, 10 GFLOP/s on one core (double)",
                  Optional.of(
                      "set OPENBLAS_CORETYPE=SKYLAKEX, here and in"
                          + " spark.executorEnv.OPENBLAS_CORETYPE")),
              new CheckResult(
                  Level.WRONG,
                  "scratch space",
                  "/a/path/of/many/folders/that/no/line/of/a/terminal/could/ever/hold/in/one/piece"
                      + " cannot be written to",
                  Optional.of(
                      "set SPARK_LOCAL_DIRS (rows on their way) and -Dorg.bytedeco.javacpp.cachedir"
                          + " (native libraries) to folders with room"))));

  private static String unbroken(List<String> lines) {
    return String.join(" ", lines).replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 132})
  void fitsTheTerminalAndLosesNoWord(int width) {
    List<String> lines = SICK.lines(width, Ansi.OFF);
    // a path stays in one piece, to be copied
    assertThat(lines)
        .allMatch(line -> line.length() < width || line.matches("(wrong +scratch space)? *\\S+"));
    for (CheckResult finding : SICK.findings()) {
      assertThat(unbroken(lines)).contains(finding.found()).contains(finding.remedy().orElse(""));
    }
  }

  @Test
  void coloursAreAllThatATerminalAdds() {
    List<String> plain = SICK.lines(80, Ansi.OFF);
    List<String> coloured = SICK.lines(80, Ansi.ON);
    assertThat(plain).noneMatch(line -> line.contains("\u001b"));
    assertThat(coloured.get(0)).startsWith("\u001b[32mok");
    assertThat(coloured)
        .extracting(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").stripTrailing())
        .isEqualTo(plain);
  }

  @Test
  void theLastLineIsTheSum() {
    assertThat(SICK.lines(80, Ansi.OFF)).last().isEqualTo("not fit for work: 1 wrong, 1 warning");
    assertThat(SICK.isFit()).isFalse();
    Diagnosis well = Diagnosis.of(SICK.findings().subList(0, 1));
    assertThat(well.isFit()).isTrue();
    assertThat(well.lines(80, Ansi.OFF)).last().isEqualTo("fit for work: 0 wrong, 0 warnings");
  }
}
