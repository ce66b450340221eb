package org.logscape.statistics.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Intervals cover what they state and p-values are uniform, over sweeps with known laws and fixed
 * seeds. Writes the table to target/coverage.md; docs/statistics.md holds it.
 */
class CoverageTest {

  /** The intervals of survival analysis alone, which take seconds. */
  @TestFactory
  Stream<DynamicTest> intervalsOfSurvival() {
    CoverageStudy study = new CoverageStudy();
    SurvivalSweeps.intervals(study);
    return study.lines().stream().map(CoverageTest::keeps);
  }

  @Tag("thorough")
  @TestFactory
  Stream<DynamicTest> everyLine() throws IOException {
    CoverageStudy study = new CoverageStudy();
    SurvivalSweeps.add(study);
    TailSweeps.add(study);
    List<String> table = new ArrayList<>();
    table.add("| estimator or test | true law | sweeps | what | figure |");
    table.add("|---|---|---|---|---|");
    study.lines().forEach(line -> table.add(line.markdown()));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "coverage.md"), table);
    Stream<DynamicTest> kept = study.lines().stream().map(CoverageTest::keeps);
    return Stream.concat(
        kept,
        Stream.of(DynamicTest.dynamicTest("docs/statistics.md", () -> documented(study.lines()))));
  }

  private static DynamicTest keeps(CoverageStudy.Line line) {
    return DynamicTest.dynamicTest(
        line.markdown(),
        () ->
            assertThat(line.figure())
                .as(line.markdown())
                .isBetween(line.kept().low(), line.kept().high()));
  }

  /**
   * The documented table is this one. Elsewhere a logarithm's last bit may turn a few sweeps over:
   * figures may differ by 0.02, p-values of p-values by 0.1.
   */
  private static void documented(List<CoverageStudy.Line> lines) throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("docs", "statistics.md")).stream()
            .filter(row -> row.startsWith("| ") && row.split("\\|", -1).length == 7)
            .skip(1)
            .toList();
    assertThat(rows).hasSameSizeAs(lines);
    for (int i = 0; i < rows.size(); i++) {
      String[] cells = rows.get(i).split("\\|", -1);
      CoverageStudy.Line line = lines.get(i);
      assertThat(cells[1].strip()).isEqualTo(line.estimator());
      assertThat(cells[2].strip()).isEqualTo(line.law());
      assertThat(cells[4].strip()).isEqualTo(line.what());
      double slack = line.what().startsWith("p-values") ? 0.1 : 0.02;
      assertThat(Double.parseDouble(cells[5].strip()))
          .as(rows.get(i))
          .isCloseTo(line.figure(), within(slack));
    }
  }
}
