package org.logscape.jobs;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/**
 * Tables of measurements that no sweep of the small models makes: gradient noise, spectra, test
 * errors. Written by the tables' schemas, of six cells (B = 10 and 100, alpha = 1, 1.5, 2) of three
 * runs, after the closed forms that the methods name.
 */
public final class SyntheticTables {
  /** The spec that asks for such tables and for all that can be fitted to them. */
  public static final String SPEC =
      """
      name: training
      replicas: 3
      model: {type: mlp, widths: [10, 4]}
      data: {format: synthetic, shape: [10], classes: 4, take: 100, test_take: 50}
      dynamics: {type: sgd, batch_size: [10, 100], learning_rate: 0.1, noise_enhancement: 1}
      observe: {evaluation: {}, noise: {eigenvalues: 10}, spectrum: {}}
      stop: {steps: 800}
      fit: [noise-law, decoupling, spectrum, test-error]
      """;

  private static final int RUNS = 3;
  private static final int EPOCHS = 8;
  private static final int RANKS = 12;

  /** Steps at which the spectra of noise matrices are there. */
  private static final long[] SPECTRA_AT = {0, 700};

  /** Size of the test set. */
  public static final long TEST_SAMPLES = 150;

  private final TableRows rows = TableRows.none();

  private SyntheticTables() {}

  /** Trace of the noise: {@code excess} times 2 L tr H / B, at losses that fall from 1 to 2^-7. */
  public static double noiseTrace(double excess, double loss, double hessianTrace, int batch) {
    return excess * 2 * loss * hessianTrace / batch;
  }

  /** Test accuracy at the end: better with the noise a / B, up to a point. */
  public static double accuracy(double noiseFactor, int batch) {
    double noise = noiseFactor / batch;
    return 0.9 + 0.4 * noise - noise * noise;
  }

  /**
   * Eigenvalue of L (1/N) sum C_f at a rank from 0 on: falls as a power, differs from run to run by
   * 10 %.
   */
  public static double decoupled(double loss, int rank, int replica) {
    return loss * (1 + 0.1 * replica) * 4 / Math.pow(rank + 1, 1.5);
  }

  /**
   * Eigenvalue of (1/N) sum l C_f: 1.3 times as large at even ranks, 1.3 times less at odd ones.
   */
  public static double lossWeighted(double loss, int rank, int replica) {
    return decoupled(loss, rank, replica) * (rank % 2 == 0 ? 1.3 : 1 / 1.3);
  }

  /** Writes all of them, with the cells and runs that they are about. */
  public static void write(SparkSession spark, ExperimentDir dir) {
    SyntheticTables tables = new SyntheticTables();
    for (int batch : new int[] {10, 100}) {
      for (double alpha : new double[] {1, 1.5, 2}) {
        tables.cell(batch, alpha);
      }
    }
    tables.rows.write(spark, dir);
  }

  private void cell(int batch, double alpha) {
    double factor = alpha * alpha + (1 - alpha) * (1 - alpha);
    String id = "%08x%08x".formatted(batch, Math.round(alpha * 10));
    rows.add(
        Table.CELLS,
        Map.ofEntries(
            Map.entry("cell_id", id),
            Map.entry("model", "linear-regression"),
            Map.entry("dynamics", "sgd"),
            Map.entry("sampling", "epoch"),
            Map.entry("learning_rate", 0.1),
            Map.entry("batch_size", batch),
            Map.entry("noise_enhancement", alpha),
            Map.entry("noise_factor", factor),
            Map.entry("steps_limit", 800L),
            Map.entry("replicas", RUNS),
            Map.entry("dimensions", 10),
            Map.entry("loss_min", 0.005),
            Map.entry("hessian_outlier", 2.0),
            Map.entry("outliers", 3),
            Map.entry("curvature_step", 0.2),
            Map.entry("temperature", 0.2 * factor / batch),
            Map.entry("test_samples", TEST_SAMPLES),
            Map.entry("label", "batch_size=%d noise_enhancement=%s".formatted(batch, alpha))));
    for (int replica = 0; replica < RUNS; replica++) {
      run(id, replica, batch, factor);
    }
    spectrum(id);
  }

  private void run(String cell, int replica, int batch, double factor) {
    String run = cell + "-" + replica;
    rows.add(
        Table.RUNS,
        Map.of(
            "run_id",
            run,
            "cell_id",
            cell,
            "replica",
            replica,
            "status",
            "finished",
            "steps",
            800L,
            "time",
            80.0,
            "tau",
            10.0,
            "final_loss",
            0.01));
    noiseSpectra(cell, run, replica);
    double trace = 6.5 + 0.1 * replica;
    for (int k = 0; k < EPOCHS; k++) {
      double loss = Math.pow(2, -k);
      rows.add(
          Table.NOISE,
          Map.of(
              "run_id",
              run,
              "cell_id",
              cell,
              "step",
              100L * k,
              "loss",
              loss,
              "noise_trace",
              noiseTrace(1.2, loss, trace, batch),
              "hessian_trace",
              trace,
              "predicted_trace",
              noiseTrace(1, loss, trace, batch),
              "sampled_trace",
              noiseTrace(k % 2 == 0 ? 1.25 : 1.15, loss, trace, batch),
              "sampled_error",
              noiseTrace(0.06, loss, trace, batch),
              "alignment",
              0.8 + 0.05 * replica));
      double share = (k + 1.0) / EPOCHS;
      rows.add(
          Table.EVALUATIONS,
          Map.of(
              "run_id",
              run,
              "cell_id",
              cell,
              "epoch",
              k + 1,
              "train_loss",
              loss,
              "test_loss",
              loss + 0.1,
              "test_accuracy",
              accuracy(factor, batch) * share + 0.001 * (replica - 1)));
    }
    rows.add(
        Table.SHARPNESS,
        Map.of(
            "run_id",
            run,
            "cell_id",
            cell,
            "step",
            100L * EPOCHS,
            "loss",
            0.01,
            "outliers",
            3,
            "hessian_outlier",
            2.0,
            "gauss_newton_trace",
            6.5,
            "jacobian_trace",
            Math.cbrt(batch / factor),
            "distance",
            5.0));
  }

  private void noiseSpectra(String cell, String run, int replica) {
    for (long step : SPECTRA_AT) {
      double loss = Math.pow(2, -step / 100.0);
      for (int rank = 0; rank < RANKS; rank++) {
        Map<String, Object> place =
            Map.of("cell_id", cell, "run_id", run, "step", step, "index", rank, "error", 0.0);
        rows.add(
            Table.SPECTRA,
            TableRows.with(
                place,
                Map.of("kind", "decoupled-eigenvalue", "value", decoupled(loss, rank, replica))));
        rows.add(
            Table.SPECTRA,
            TableRows.with(
                place,
                Map.of(
                    "kind",
                    "loss-weighted-eigenvalue",
                    "value",
                    lossWeighted(loss, rank, replica))));
      }
      for (int rank = 0; rank < 6; rank++) {
        rows.add(
            Table.SPECTRA,
            Map.of(
                "cell_id",
                cell,
                "run_id",
                run,
                "step",
                step,
                "kind",
                "eigenvalue",
                "index",
                rank,
                "value",
                rank < 2 ? 3.0 + 0.1 * replica : 0.4 / rank));
      }
    }
  }

  private void spectrum(String cell) {
    rows.add(
        Table.SPECTRA,
        Map.of("cell_id", cell, "kind", "trace", "index", 0, "value", 8.0, "error", 0.1));
    for (int i = 0; i < 10; i++) {
      rows.add(
          Table.SPECTRA,
          Map.of(
              "cell_id", cell, "kind", "eigenvalue", "index", i, "value", i < 3 ? 2.0 : 0.5 / i));
    }
    for (int i = 0; i < 40; i++) {
      double value = i * 0.06;
      rows.add(
          Table.SPECTRA,
          Map.of(
              "cell_id", cell,
              "kind", "density",
              "index", i,
              "value", value,
              "density", Math.exp(-8 * value) + 0.3 * Math.exp(-200 * (value - 2) * (value - 2))));
    }
  }
}
