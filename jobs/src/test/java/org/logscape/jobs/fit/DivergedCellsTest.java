package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cells beside good ones whose step is so large that runs diverge: eta h* is 0.24, 2.4 and more.
 */
class DivergedCellsTest {
  private static final String YAML =
      """
      name: diverged
      seed: 1
      replicas: 20
      model: {type: double-well, dimensions: 2, barrier: 2.0, label_noise: 1}
      dynamics: {type: sgd, batch_size: 1, learning_rate: [%s]}
      observe: {escape: {events: [separatrix]%s}, loss_histogram: {burn_in: 0, every: 1}%s}
      stop: {steps: %d, after: never}
      fit: [%s]
      """;

  @TempDir Path folder;

  private static List<Row> ofCell(Fits fits, String rate) {
    return fits.rows().stream()
        .filter(row -> row.getAs("cell_id") != null && fits.label(row).contains(rate))
        .toList();
  }

  /** Draws of the power law overflowed where the losses of a cell span the range of double. */
  @Tag("thorough")
  @Test
  void tailsOfCellsThatDivergeAreFittedBesideGoodOnes() {
    Fits fits =
        Fits.of(
            folder,
            YAML.formatted(
                "0.04, 0.5", "", ", snapshots: {every: 1}", 100, "escape-rate, tail-law"));
    assertThat(ofCell(fits, "0.04")).extracting(row -> row.getAs("law")).contains("tail-law");
    assertThat(ofCell(fits, "0.5"))
        .filteredOn(row -> row.getAs("law").equals("tail-law"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(concludes(row)).as(row.toString()).isFalse());
    assertThat(fits.rows()).noneMatch(row -> row.getAs("verdict").equals("failed"));
  }

  @Test
  void nothingAgreesWhereGradientDescentDiverges() {
    Fits fits =
        Fits.of(
            folder,
            YAML.formatted("0.04, 0.4", "", "", 500, "escape-rate, tail-law, stationary-law"));
    for (String law : List.of("escape-rate", "tail-law", "stationary-law")) {
      assertThat(ofCell(fits, "0.4"))
          .filteredOn(row -> row.getAs("law").equals(law))
          .as(law)
          .isNotEmpty()
          .allSatisfy(row -> assertThat(concludes(row)).as(row.toString()).isFalse());
    }
    assertThat(ofCell(fits, "0.4"))
        .filteredOn(row -> row.getAs("parameter").equals("phi"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.<String>getAs("warning_codes")).contains("no-contraction,diverged"));
  }

  /** All rates are that of one step, so that no law is better than another. */
  @Tag("thorough")
  @Test
  void noLawIsPreferredWhereEveryRunDiverges() {
    Fits fits =
        Fits.of(
            folder,
            YAML.formatted(
                "0.5, 1.0e9, 1.0e300",
                ", levels: [1.5]",
                "",
                200,
                "escape-rate, escape-law, law-contest, survival, memorylessness, log-rank,"
                    + " competing-risks, stationary-law"));
    List<Row> contest =
        fits.rows().stream()
            .filter(row -> row.getAs("parameter").equals("aic_difference"))
            .toList();
    assertThat(contest)
        .isNotEmpty()
        .noneMatch(row -> Objects.equals(row.getAs("estimate"), -0.0))
        .noneMatch(row -> row.getAs("verdict").equals("preferred"));
    assertThat(fits.rows()).noneMatch(row -> row.getAs("verdict").equals("failed"));
  }

  private static boolean concludes(Row row) {
    return Set.of("agrees", "differs").contains(row.<String>getAs("verdict"));
  }
}
