package org.logscape.jobs.fit.stationary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.fit.Fits;

/** Stationary laws of real sweeps beside an independent simulation and exact results. */
class StationaryFitTest {
  @TempDir Path folder;

  /** n = 2, eta = 0.02, B = 1: phi 51 by theory, 50.7 and n/2 = 1.001 by an independent fit. */
  @Test
  void theLangevinEquationHasTheBetaLaw() {
    Fits fits =
        Fits.of(
            folder,
            """
            name: beta
            seed: 8
            replicas: 32
            model: {type: linear-regression, dimensions: 2, label_noise: 1}
            dynamics: {type: langevin, learning_rate: 0.02}
            observe:
              loss_histogram: {burn_in: 2000, every: 20}
            stop: {steps: 200000}
            """);
    Row phi = fits.rows("stationary-law", null, "phi").get(0);
    assertThat(Fits.number(phi, "predicted")).isCloseTo(51, within(1e-9));
    double error = (Fits.number(phi, "ci_high") - Fits.number(phi, "ci_low")) / 4;
    // 32 runs of 4,000 t, correlated over 1/(2 h*) = 0.5 t: 1 / sqrt(128,000) of 51, times 2 for
    // phi
    assertThat(error).isBetween(0.05, 1.0);
    assertThat(Fits.number(phi, "estimate")).isCloseTo(50.7, within(4 * error));
    Row n = fits.rows("stationary-law", null, "n").get(0);
    assertThat(Fits.number(n, "estimate")).isCloseTo(2.002, within(0.04));
  }

  /** Real SGD, (n, B, eta, alpha) = (2, 1, 0.2, 1): E[L] - L* = n h v / 2, v = 0.16667 exactly. */
  @Test
  void sgdHasTheExactMeanAndATailOfItsOwn() {
    Fits fits =
        Fits.of(
            folder,
            """
            name: exact
            seed: 9
            replicas: 64
            model: {type: linear-regression, dimensions: 2, label_noise: 1}
            dynamics: {type: sgd, batch_size: 1, learning_rate: 0.2}
            observe:
              loss_histogram: {burn_in: 500, every: 2}
            stop: {steps: 100000}
            """);
    Row mean = fits.rows("gaussian-design", null, "mean_excess_loss").get(0);
    assertThat(Fits.number(mean, "predicted")).isCloseTo(1.0 / 6, within(1e-9));
    double error = (Fits.number(mean, "ci_high") - Fits.number(mean, "ci_low")) / 4;
    assertThat(error).isLessThan(0.004);
    assertThat(Fits.number(mean, "estimate")).isCloseTo(1.0 / 6, within(4 * error));
    Row logLandscape = fits.rows("stationary-law", null, "tail_exponent").get(0);
    Row diffusion = fits.rows("gaussian-design", null, "tail_exponent").get(0);
    // n = 2: P(q > Q) = (1 + Q/L*)^-5 and (1 + 2 Q/L*)^-2.75, whose local exponents at Q/L* = r
    // are 5 r/(1 + r) and 2.75 (2 r)/(1 + 2 r): short of 5 and 2.75, at any r of the range fitted
    assertThat(Fits.number(logLandscape, "predicted")).isBetween(2.5, 5.0);
    assertThat(Fits.number(diffusion, "predicted")).isBetween(1.83, 2.75);
    assertThat(logLandscape.<String>getAs("warnings")).contains("would be 5.00");
    assertThat(diffusion.<String>getAs("warnings")).contains("would be 2.75");
    // an independent simulation has 2.9 to 3.6 over Q in [0.5, 8]
    assertThat(Fits.number(logLandscape, "estimate")).isBetween(2.6, 3.7);
    assertThat(logLandscape.<String>getAs("verdict")).isEqualTo("differs");
    assertThat(fits.rows("kesten", null, "tail_exponent")).hasSize(1);
  }
}
