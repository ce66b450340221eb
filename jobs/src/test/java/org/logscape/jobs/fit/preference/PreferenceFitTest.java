package org.logscape.jobs.fit.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.fit.Fits;

/**
 * Preferences of a small sweep: two wells of unequal curvature along one coordinate, from both of
 * which runs start.
 */
class PreferenceFitTest {
  private static final String SPEC =
      """
      name: preference
      seed: 11
      replicas: 64
      model:
        type: formula
        parameters: {u: 1}
        constants: {d: [0, 0.0361], s: [0, 0.15], q: [0, 0.05]}
        features: ["u - d", "(1 + s*u + q*u^2)*(u^2 - 1)"]
        label_noise: 1.2
        minima: {sharp: [0.8], flat: [-0.6]}
      zip: [model.constants.d, model.constants.s, model.constants.q]
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      start: {minimum: [sharp, flat]}
      observe:
        escape: {events: [separatrix, basin]}
        occupancy: {burn_in: 2000, every: 2}
      stop: {steps: 40000, after: never}
      fit: [escape-rate, preference]
      """;

  @TempDir static Path folder;
  private static Fits fits;

  @BeforeAll
  static void sweep() {
    fits = Fits.of(folder.resolve("preference"), SPEC);
  }

  @Test
  void ratiosAreThoseOfTheRatesOutOfBothWells() {
    for (String event : List.of("separatrix", "basin")) {
      List<Row> ratios = fits.rows("preference", event, "rate_ratio");
      assertThat(ratios).hasSize(2);
      for (Row ratio : ratios) {
        String cell = fits.label(ratio);
        assertThat(cell).contains("minimum=sharp");
        double there = rate(event, cell);
        double back = rate(event, cell.replace("minimum=sharp", "minimum=flat"));
        assertThat(Fits.number(ratio, "estimate")).isCloseTo(there / back, within(1e-12));
        assertThat(ratio.<String>getAs("group_key")).isEqualTo("from=sharp to=flat");
      }
    }
  }

  private static double rate(String event, String label) {
    return fits.rows("escape-rate", event, "rate").stream()
        .filter(row -> fits.label(row).equals(label))
        .mapToDouble(row -> Fits.number(row, "estimate"))
        .findFirst()
        .orElseThrow();
  }

  /** Wells that are mirror images have no preference; both laws know that. */
  @Test
  void symmetricWellsAreLeftAlike() {
    for (String law : List.of("preference", "metric-corrected")) {
      Row row = fits.row(law, "separatrix", "rate_ratio", "d=0 s=0");
      assertThat(Fits.number(row, "predicted")).isCloseTo(1, within(1e-6));
      assertThat(row.<String>getAs("verdict")).isEqualTo("agrees");
    }
  }

  /**
   * Two states with rates k_12 and k_21 are occupied as k_21 : k_12. The rates are those of first
   * arrival from the minimum, 64 events each; the occupations are of about 64 x 40,000 steps.
   */
  @Test
  void occupationsAreAsTheRates() {
    List<Row> occupations = fits.rows("preference", null, "occupation_ratio");
    assertThat(occupations).hasSize(4);
    for (Row row : occupations) {
      String label = fits.label(row);
      boolean fromSharp = label.contains("minimum=sharp");
      String other =
          fromSharp
              ? label.replace("minimum=sharp", "minimum=flat")
              : label.replace("minimum=flat", "minimum=sharp");
      double ratio = rate("basin", label) / rate("basin", other);
      double low = Fits.number(row, "ci_low");
      double high = Fits.number(row, "ci_high");
      double error = Math.hypot(Math.log(high / low) / 4, Math.sqrt(2.0 / 64));
      assertThat(Math.log(Fits.number(row, "estimate") / ratio))
          .as(label)
          .isCloseTo(0, within(4 * error));
    }
    Row sharp = fits.row("preference", null, "occupation_ratio", "q=0.05 minimum=sharp");
    assertThat(Fits.number(sharp, "ci_low")).isGreaterThan(1.5);
  }

  /** A slope needs four pairs; there are two. */
  @Test
  void twoPairsHaveNoSlope() {
    Row slope = fits.row("metric-corrected", "basin", "preference_slope", "");
    assertThat(slope.<String>getAs("verdict")).isEqualTo("too-few-events");
    assertThat(slope.<String>getAs("warnings")).contains("2 pairs of wells");
  }
}
