package org.logscape.jobs.fit.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;
import org.logscape.statistics.RunBootstrap;

class ContrastFitTest {
  @TempDir Path folder;

  /**
   * Under langevin B and alpha enter through alpha^2 + (1 - alpha)^2 over B alone, so cells of one
   * B_eff that share their random numbers have equal runs: the ratio is 1 and no error is left.
   */
  @Test
  void isoNoiseUnderLangevinIsExact() {
    Fits fits =
        Fits.of(
            folder,
            """
            name: iso
            seed: 5
            replicas: 60
            model: {type: quartic-well, dimensions: 2, minimum_loss: 0.5}
            dynamics: {type: langevin, learning_rate: 0.05, batch_size: [1, 5, 13], effective_batch_size: 1}
            pair: [dynamics.batch_size]
            observe: {escape: {events: [separatrix]}}
            stop: {steps: 20000, after: separatrix}
            fit: [contrast]
            """);
    List<Row> ratios = fits.rows("contrast", "separatrix", "rate_ratio");
    assertThat(ratios).hasSize(2);
    for (Row row : ratios) {
      assertThat(Fits.number(row, "estimate")).isEqualTo(1);
      assertThat(Fits.number(row, "ci_low")).isEqualTo(1);
      assertThat(Fits.number(row, "ci_high")).isEqualTo(1);
      assertThat(Fits.number(row, "predicted")).isEqualTo(1);
      assertThat(row.<String>getAs("verdict")).isEqualTo("agrees");
      assertThat(row.<String>getAs("group_key")).isEqualTo("against batch_size=1");
    }
    assertThat(fits.rows("contrast", "separatrix", "variance_gain"))
        .hasSize(2)
        .allMatch(row -> row.isNullAt(row.fieldIndex("estimate")))
        .allMatch(row -> row.<String>getAs("warnings").contains("no error is left"));
  }

  /**
   * Two close label noises of real SGD draw alike at every step, so pairing must be worth
   * something; estimates are those of PairedContrast on the same runs, whose intervals come from
   * 1,000 resamplings and ours from 100: ends of a percentile interval differ by about 0.25 of its
   * standard error then, with a chance below 10^-4 of more than one.
   */
  @Test
  void pairsAreResampledTogether() {
    Fits fits =
        Fits.of(
            folder,
            """
            name: pairs
            seed: 5
            replicas: 300
            model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [1, 1.1]}
            dynamics: {type: sgd, learning_rate: 0.04}
            pair: [model.label_noise]
            observe: {escape: {events: [separatrix]}}
            stop: {steps: 2000, after: separatrix}
            """);
    Row ratio = fits.row("contrast", "separatrix", "rate_ratio", "label_noise=1.1");
    Row gain = fits.row("contrast", "separatrix", "variance_gain", "label_noise=1.1");
    PairedContrast contrast =
        PairedContrast.of(arm("1.1"), arm("1"), RunBootstrap.of(9), 1_000, 0.95);
    PairedContrast.Estimate expected = contrast.ratio().orElseThrow();
    assertThat(Fits.number(ratio, "estimate")).isCloseTo(expected.value(), within(1e-12));
    double error = expected.interval().width() / 4;
    assertThat(Fits.number(ratio, "ci_low")).isCloseTo(expected.interval().low(), within(error));
    assertThat(Fits.number(ratio, "ci_high")).isCloseTo(expected.interval().high(), within(error));
    double correlation = contrast.correlation().orElseThrow();
    System.out.println("gain " + Fits.number(gain, "estimate") + ", correlation " + correlation);
    assertThat(correlation).isPositive();
    assertThat(Fits.number(gain, "estimate")).isGreaterThan(1.2);
  }

  private PairedContrast.Arm arm(String labelNoise) {
    ExperimentDir dir = ExperimentDir.of(SparkTestSession.get(), folder.toString());
    List<Row> rows =
        dir.table(Table.ESCAPES)
            .join(dir.table(Table.CELLS).select("cell_id", "label"), "cell_id")
            .where("label = 'label_noise=%s'".formatted(labelNoise))
            .selectExpr(
                "CAST(substring_index(run_id, '-', -1) AS INT) AS replica",
                "occurred",
                "CAST(step AS DOUBLE) * 0.04")
            .orderBy("replica")
            .collectAsList();
    return new PairedContrast.Arm(
        rows.stream().mapToDouble(row -> row.getBoolean(1) ? 1 : 0).toArray(),
        rows.stream().mapToDouble(row -> row.getDouble(2)).toArray());
  }
}
