package org.logscape.jobs.fit.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.fit.WeibullTables;

/** Fits of waiting times drawn from laws that are known, coefficients and all. */
class DrawnTimesTest {
  private static final String WELL =
      """
      name: drawn
      seed: 3
      replicas: %d
      model: {type: quartic-well, dimensions: [1, 2], minimum_loss: [0.4, 0.6, 1]}
      dynamics: {type: langevin, batch_size: [1, 2], learning_rate: 0.02}
      observe:
        escape: {events: [separatrix]}
        loss_histogram: {}
      stop: {steps: 4000000}
      fit: [escape-rate, escape-law, law-contest, survival, memorylessness, log-rank, competing-risks]
      """;

  @TempDir Path folder;

  /** An estimate lies within four standard errors of the truth; the interval spans 3.92. */
  private static void check(Row row, double truth) {
    double error = width(row) / 3.92;
    assertThat(Fits.number(row, "estimate")).as(row.toString()).isCloseTo(truth, within(4 * error));
  }

  private static double width(Row row) {
    return Fits.number(row, "ci_high") - Fits.number(row, "ci_low");
  }

  /** Exponential times whose rate is 2 kappa: every law's own truth, and agreement. */
  @Test
  void timesDrawnFromTheTheoryAgreeWithIt() {
    Fits fits =
        Fits.of(new WeibullTables(-Math.log(2), 1, 1).write(folder, WELL.formatted(400), 1));
    check(fits.row("escape-law", "separatrix", "slope", ""), 1);
    check(fits.row("escape-law", "separatrix", "log_prefactor", ""), Math.log(2));
    for (String term : List.of("temperature_term", "unit_term", "dimension_term")) {
      check(fits.row("escape-law", "separatrix", term, "terms=apart"), 1);
    }
    for (Row group : fits.rows("escape-law", "separatrix", "exponent")) {
      check(group, Fits.number(group, "predicted"));
    }
    check(fits.row("weibull-aft", "separatrix", "slope", ""), 1);
    check(fits.row("weibull-aft", "separatrix", "log_prefactor", ""), Math.log(2));
    Row scale = fits.row("weibull-aft", "separatrix", "scale", "");
    check(scale, 1);
    // Var(scale) = 6 / (pi^2 N) without censoring and more with it (Kalbfleisch and Prentice 2002,
    // 3.6); of the expected width 100 replicates know 10 %
    double events = scale.<Long>getAs("observations");
    assertThat(width(scale) / (3.92 * Math.sqrt(6) / Math.PI / Math.sqrt(events)))
        .isBetween(0.8, 1.5);
  }

  /** Times that are more even than exponential ones, and rise more slowly with the barrier. */
  @Tag("thorough")
  @Test
  void weibullTimesShowTheirScaleAndSlope() {
    Fits fits = Fits.of(new WeibullTables(0.5, 0.8, 0.6).write(folder, WELL.formatted(400), 1));
    check(fits.row("weibull-aft", "separatrix", "slope", ""), 0.8);
    check(fits.row("weibull-aft", "separatrix", "log_prefactor", ""), -0.5);
    check(fits.row("weibull-aft", "separatrix", "scale", ""), 0.6);
    assertThat(fits.row("weibull-aft", "separatrix", "scale", "").<String>getAs("verdict"))
        .isEqualTo("differs");
  }

  /** The same runs in one file and in seven: the same fits, but for the last digits of MLlib's. */
  @Tag("thorough")
  @Test
  void fitsDoNotDependOnFiles() {
    WeibullTables tables = new WeibullTables(0, 1, 1);
    List<Row> one = Fits.of(tables.write(folder.resolve("one"), WELL.formatted(60), 1)).rows();
    List<Row> seven = Fits.of(tables.write(folder.resolve("seven"), WELL.formatted(60), 7)).rows();
    assertThat(seven).hasSameSizeAs(one);
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i).getAs("law").equals("weibull-aft")) {
        for (String column : List.of("estimate", "ci_low", "ci_high")) {
          double reference = Fits.number(one.get(i), column);
          assertThat(Fits.number(seven.get(i), column))
              .isCloseTo(reference, within(1e-8 * (1 + Math.abs(reference))));
        }
      } else {
        assertThat(seven.get(i)).isEqualTo(one.get(i));
      }
    }
  }
}
