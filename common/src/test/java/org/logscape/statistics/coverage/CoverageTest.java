package org.logscape.statistics.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Intervals cover what they state and p-values are uniform, over sweeps with known laws and fixed
 * seeds. Writes the table to target/coverage.md; docs/statistics.md holds it.
 */
class CoverageTest {

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
    return study.lines().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.markdown(),
                    () ->
                        assertThat(line.figure())
                            .as(line.markdown())
                            .isBetween(line.kept().low(), line.kept().high())));
  }
}
