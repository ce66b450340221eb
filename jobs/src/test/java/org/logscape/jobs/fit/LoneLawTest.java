package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.statistics.PoissonRegression;

/** The levels of one cell are one law alone, whose column of ones MLlib must not drop. */
class LoneLawTest {
  private static final double[] LEVELS = {1.2, 1.3, 1.4};

  @TempDir Path folder;

  @Test
  void oneLawAloneHasTheEstimateOfPoissonRegression() {
    Fits fits =
        Fits.of(
            folder,
            """
            name: lone
            seed: 8
            replicas: 200
            model: {type: linear-regression, dimensions: 2, label_noise: 1}
            dynamics: {type: sgd, batch_size: 10, learning_rate: 0.5}
            observe:
              escape: {levels: [1.2, 1.3, 1.4]}
            stop: {steps: 20000}
            """);
    List<Row> rates = fits.rows("escape-rate", "level", "rate");
    double[][] design = new double[LEVELS.length][];
    double[] events = new double[LEVELS.length];
    double[] exposure = new double[LEVELS.length];
    for (int i = 0; i < LEVELS.length; i++) {
      design[i] = new double[] {1, -Math.log(LEVELS[i])};
      events[i] = rates.get(i).<Long>getAs("observations");
      exposure[i] = events[i] / Fits.number(rates.get(i), "estimate");
    }
    PoissonRegression.Fit fit =
        (PoissonRegression.Fit)
            PoissonRegression.of(List.of("constant", "exponent"), design).fit(events, exposure);
    Row exponent = fits.rows("escape-law", "level", "exponent").get(0);
    Row constant = fits.rows("escape-law", "level", "log_prefactor").get(0);
    assertThat(Fits.number(exponent, "estimate")).isCloseTo(fit.coefficient(1), within(1e-6));
    assertThat(Fits.number(constant, "estimate")).isCloseTo(fit.coefficient(0), within(1e-6));
    assertThat(Fits.number(exponent, "estimate"))
        .isBetween(Fits.number(exponent, "ci_low"), Fits.number(exponent, "ci_high"));
  }
}
