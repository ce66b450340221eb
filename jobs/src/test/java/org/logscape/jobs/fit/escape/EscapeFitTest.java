package org.logscape.jobs.fit.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;
import org.logscape.statistics.PoissonRegression;

/**
 * Escape laws of real sweeps beside the figures of an independent C simulation of 200 runs each.
 */
class EscapeFitTest {
  private static final int REPLICAS = 300;

  /**
   * Both counts are Poisson: relative error sqrt(1/200 + 1/300) = 9.1 %, and three of them make one
   * false alarm in 370.
   */
  private static final double THREE_ERRORS = 3 * Math.sqrt(1.0 / 200 + 1.0 / REPLICAS);

  private static final String LANGEVIN =
      """
      name: langevin
      seed: 5
      replicas: %d
      model: {type: quartic-well, dimensions: 2, minimum_loss: [2, 0.5, 0.2450980392156863]}
      dynamics: {type: langevin, batch_size: 1, learning_rate: 0.05}
      observe:
        escape: {events: [separatrix]}
      stop: {steps: 200000, after: separatrix}
      """
          .formatted(REPLICAS);
  private static final String SGD =
      """
      name: sgd
      seed: 6
      replicas: %d
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [0, 0.5, 1, 2]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      observe:
        escape: {events: [separatrix, basin], levels: [1.3, 1.4]}
      stop: {steps: 200000, after: separatrix}
      """
          .formatted(REPLICAS);

  @TempDir static Path folder;
  private static Fits langevin;
  private static Fits sgd;

  @BeforeAll
  static void sweep() {
    langevin = Fits.of(folder.resolve("langevin"), LANGEVIN);
    sgd = Fits.of(folder.resolve("sgd"), SGD);
  }

  @Test
  void langevinRatesAreThoseOfTheIndependentSimulation() {
    Map<String, Double> simulated =
        Map.of(
            "minimum_loss=2", 0.257,
            "minimum_loss=0.5", 0.0216,
            "minimum_loss=0.2450980392156863", 0.00376);
    check(langevin, simulated);
  }

  @Test
  void sgdRatesAreThoseOfTheIndependentSimulation() {
    Map<String, Double> simulated =
        Map.of(
            "label_noise=0", 0.0259,
            "label_noise=0.5", 0.0331,
            "label_noise=1", 0.0661,
            "label_noise=2", 0.214);
    check(sgd, simulated);
  }

  private static void check(Fits fits, Map<String, Double> simulated) {
    List<Row> rates = fits.rows("escape-rate", "separatrix", "rate");
    assertThat(rates).hasSize(simulated.size());
    simulated.forEach(
        (label, rate) -> {
          // labels end alike: label_noise=0 is the start of label_noise=0.5
          Row row =
              fits.rows("escape-rate", "separatrix", "rate").stream()
                  .filter(r -> fits.label(r).equals(label))
                  .findFirst()
                  .orElseThrow();
          double measured = Fits.number(row, "estimate");
          assertThat(Math.log(measured / rate)).as(label).isCloseTo(0, within(THREE_ERRORS));
          assertThat(Fits.number(row, "ci_low")).isLessThan(measured);
          assertThat(Fits.number(row, "ci_high")).isGreaterThan(measured);
        });
  }

  /** The formula: 2 kappa of L^s/L* = 2, n = 2, h* = 4, T = 0.2: 2 x 0.01407. */
  @Test
  void predictionsAreTwiceKappaForTheFirstCrossing() {
    Row row = langevin.row("escape-rate", "separatrix", "rate", "minimum_loss=0.5");
    assertThat(Fits.number(row, "predicted")).isCloseTo(2 * 0.01407, within(2e-5));
  }

  /** 1/T + 1 - n/2 = 5; the simulation's ratios to kappa, 1.54 to 2.17, leave it within 0.5. */
  @Test
  void theExponentOfTheLangevinEquationIsTheTheorys() {
    Row row = langevin.row("escape-law", "separatrix", "exponent", "temperature");
    assertThat(Fits.number(row, "predicted")).isCloseTo(5, within(1e-12));
    assertThat(Fits.number(row, "estimate")).isCloseTo(5, within(0.5));
    assertThat(Fits.number(row, "ci_low")).isLessThan(5.5);
    assertThat(Fits.number(row, "ci_high")).isGreaterThan(4.5);
  }

  /**
   * Label noise leaves L^s - L* as it is, so Arrhenius' law has nothing to explain the rates by.
   */
  /** 1/T + 1 - n/2 with n = 2 is 5 at T = 0.2 and 4 at T = 0.25, a ratio of 0.8. */
  @Test
  void theRatioOfExponentsIsBesideThatOfTheTheory() {
    Fits fits =
        Fits.of(
            folder.resolve("temperatures"),
            LANGEVIN.replace("learning_rate: 0.05", "learning_rate: [0.05, 0.0625]"));
    Row row = fits.row("escape-law", "separatrix", "exponent_ratio", "temperature");
    assertThat(Fits.number(row, "predicted")).isCloseTo(0.8, within(1e-12));
    double cold =
        fits.row("escape-law", "separatrix", "exponent", "temperature=0.2 ").getAs("estimate");
    double warm =
        fits.row("escape-law", "separatrix", "exponent", "temperature=0.25 ").getAs("estimate");
    assertThat(Fits.number(row, "estimate")).isCloseTo(warm / cold, within(1e-6));
    assertThat(Fits.number(row, "ci_low")).isLessThan(warm / cold);
    assertThat(Fits.number(row, "ci_high")).isGreaterThan(warm / cold);
  }

  @Test
  void thePowerLawIsPreferredToArrheniusLaw() {
    assertThat(sgd.row("escape-law", "separatrix", "aic_difference", "").<String>getAs("verdict"))
        .isEqualTo("preferred");
    Row rival = sgd.row("arrhenius", "separatrix", "aic_difference", "");
    assertThat(rival.<String>getAs("verdict")).isEqualTo("rejected");
    // the likelihood of a constant rate against rates that span a factor of 8 over 1,200 events
    assertThat(Fits.number(rival, "estimate")).isGreaterThan(100);
    assertThat(sgd.rows("arrhenius", "separatrix", "slope")).isEmpty();
  }

  /** MLlib's estimates, of one block-diagonal design, against Newton's method on each law alone. */
  @Test
  void mllibAgreesWithPoissonRegression() {
    List<Row> rates = sgd.rows("escape-rate", "separatrix", "rate");
    double[][] design = new double[rates.size()][];
    double[] events = new double[rates.size()];
    double[] exposure = new double[rates.size()];
    double[] noise = {0, 0.5, 1, 2};
    double prefactor = 3 / (2 * Math.PI) * Math.sqrt(2);
    for (int i = 0; i < design.length; i++) {
      double half = 0.5 * noise[i] * noise[i];
      design[i] = new double[] {1, -Math.log((half + 2) / (half + 0.875))};
      events[i] = rates.get(i).<Long>getAs("observations");
      exposure[i] = events[i] / Fits.number(rates.get(i), "estimate") * prefactor;
    }
    PoissonRegression.Fit fit =
        (PoissonRegression.Fit)
            PoissonRegression.of(List.of("constant", "exponent"), design).fit(events, exposure);
    Row exponent = sgd.row("escape-law", "separatrix", "exponent", "temperature");
    assertThat(Fits.number(exponent, "estimate")).isCloseTo(fit.coefficient(1), within(1e-6));
    assertThat(Fits.number(exponent, "aic")).isCloseTo(fit.aic(), within(1e-6));
    Row constant = sgd.row("escape-law", "separatrix", "log_prefactor", "temperature");
    assertThat(Fits.number(constant, "estimate")).isCloseTo(fit.coefficient(0), within(1e-6));
    // the bootstrap over runs and the information measure one error; 100 replicates know it to 7 %,
    // and waiting times are a little more even than exponential ones
    double width = Fits.number(exponent, "ci_high") - Fits.number(exponent, "ci_low");
    assertThat(width / (2 * 1.96 * fit.standardError(1))).isBetween(0.6, 1.4);
  }

  /** Memoryless waiting: scale 1, and the slope that the rates have. */
  @Test
  void singleTimesTellWhatTheRatesTell() {
    Row scale = langevin.row("weibull-aft", "separatrix", "scale", "");
    // 900 events know the scale to 0.78 / sqrt(900) = 2.6 %; the dead time makes it a little
    // smaller
    assertThat(Fits.number(scale, "estimate")).isBetween(0.85, 1.08);
    Row slope = langevin.row("weibull-aft", "separatrix", "slope", "");
    Row ofRates = langevin.row("escape-law", "separatrix", "slope", "");
    double error = Fits.number(ofRates, "ci_high") - Fits.number(ofRates, "ci_low");
    assertThat(Fits.number(slope, "estimate"))
        .isCloseTo(Fits.number(ofRates, "estimate"), within(error / 2));
  }

  /** Runs stop on the ridge, just before they would settle: a rate from these would be a tenth. */
  @Test
  void whatIsCensoredByTheEscapeItselfHasNoRate() {
    assertThat(sgd.rows("escape-rate", "basin", "rate"))
        .hasSize(4)
        .allSatisfy(
            row -> {
              assertThat(row.<Double>getAs("estimate")).isNull();
              assertThat(row.<String>getAs("warnings")).contains("stop.after");
            });
    assertThat(sgd.rows("escape-law", "basin", "slope")).isEmpty();
  }

  /**
   * B = 5 and alpha = 2 have a = 5, so B_eff = 1. Equal covariance is not equal law: 2,000 runs a
   * cell of this setting gave 0.96 (0.90 to 1.03), so 1 lies within three errors of 300 and 300.
   */
  @Test
  void enhancedNoiseEscapesLikeASmallerBatch() {
    Fits enhanced =
        Fits.of(
            folder.resolve("enhanced"),
            SGD.replace("[0, 0.5, 1, 2]", "1")
                    .replace("batch_size: 1", "batch_size: [1, 5], noise_enhancement: [1, 2]")
                + "zip: [dynamics.batch_size, dynamics.noise_enhancement]\n");
    List<Row> ratios = enhanced.rows("effective-batch", "separatrix", "rate_ratio");
    assertThat(ratios).hasSize(1);
    double ratio = Fits.number(ratios.get(0), "estimate");
    assertThat(Math.log(ratio)).isCloseTo(0, within(3 * Math.sqrt(2.0 / REPLICAS)));
    assertThat(Fits.number(ratios.get(0), "ci_low")).isLessThan(ratio);
    assertThat(Fits.number(ratios.get(0), "predicted")).isEqualTo(1);
  }

  @Test
  void neighbouringLevelsHaveLocalExponents() {
    assertThat(sgd.rows("escape-law", "level", "local_exponent")).hasSize(4);
    assertThat(sgd.rows("first-passage", "level", "local_exponent")).hasSize(4);
    assertThat(sgd.rows("escape-law", "level", "exponent")).hasSize(4);
  }

  /**
   * Far about the minimum nearly half of the starts, a half within five errors, lie beyond the
   * separatrix: no escapes, though they count as such.
   */
  @Test
  void runsThatStartBeyondTheEventAreTold() {
    Fits far =
        Fits.of(
            folder.resolve("far"),
            """
            name: far
            seed: 5
            replicas: 100
            model: {type: double-well, dimensions: 1, barrier: 2, label_noise: 1}
            dynamics: {type: sgd, learning_rate: 0.001}
            start: {random: {scale: 50}}
            observe: {escape: {events: [separatrix]}}
            stop: {steps: 5, after: separatrix}
            """);
    long atStart =
        ExperimentDir.of(SparkTestSession.get(), folder.resolve("far").toString())
            .table(Table.ESCAPES)
            .where("occurred AND step = 0")
            .count();
    assertThat(atStart).isBetween(25L, 75L);
    Row rate = far.row("escape-rate", "separatrix", "rate", "");
    assertThat(rate.<String>getAs("verdict")).isEqualTo("outside-regime");
    assertThat(rate.<String>getAs("warnings"))
        .contains(
            atStart
                + " of 100 runs start beyond the event: events at step 0, without time at risk");
    assertThat(sgd.rows()).noneMatch(row -> row.<String>getAs("warnings").contains("start beyond"));
  }
}
