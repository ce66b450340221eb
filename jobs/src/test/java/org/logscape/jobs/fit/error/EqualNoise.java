package org.logscape.jobs.fit.error;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.logscape.jobs.SparkTestSession;
import org.logscape.jobs.TableRows;
import org.logscape.jobs.fit.Fits;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.EnhancementForm;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** Tables of enhanced cells beside plain ones, whose errors are a known function of B_eff. */
public final class EqualNoise {
  private static final int REPLICAS = 8;
  private static final String YAML =
      """
      name: collapse
      replicas: 8
      model: {type: mlp, widths: [4, 2], loss: cross-entropy}
      data: {format: synthetic, shape: [4], classes: 2, take: 1000, test_take: 50}
      dynamics:
        type: sgd
        learning_rate: 0.1
        batch_size: [10, 20, 40, 200, 200, 200, 200%1$s]
        noise_enhancement: [1, 1, 1, 1, 2, 3, 4%2$s]
        noise_enhancement_form: [%3$s]
        sampling: replacement
      zip: [dynamics.batch_size, dynamics.noise_enhancement%4$s]
      observe: {evaluation: {}, sharpness: {}}
      stop: {train_loss: 0.003, steps: 9000}
      fit: [test-error, effective-batch, flatness]
      """;

  /** Scatter of the runs of a cell, in thousandths: its mean is zero, so means are exact. */
  private static final double[] SCATTER = {-1.75, -1.25, -0.75, -0.25, 0.25, 0.75, 1.25, 1.75};

  private static final String TWO = "two-minibatches";

  private EqualNoise() {}

  /** What the test error of a cell is, but for the scatter of its runs. */
  public interface ErrorOfCell {
    double of(int batch, double alpha, double effectiveBatch);
  }

  /**
   * Writes the tables and fits the laws.
   *
   * @param trainLossOfPlain training loss at which cells of plain SGD ended; the others' is 0.003
   */
  public static Fits fits(ExperimentDir dir, ErrorOfCell error, double trainLossOfPlain) {
    String yaml = YAML.formatted("", "", TWO, "");
    return fits(dir, yaml, cell -> error, trainLossOfPlain);
  }

  /**
   * The same with the enhanced cells twice, in both forms of the enhancement.
   *
   * @param error of the cells of two minibatches and of plain ones
   * @param lookingBack that of the momentum form
   */
  static Fits fits(ExperimentDir dir, ErrorOfCell error, ErrorOfCell lookingBack) {
    String forms = String.join(", ", Collections.nCopies(7, TWO)) + ", momentum".repeat(3);
    String yaml =
        YAML.formatted(", 200, 200, 200", ", 2, 3, 4", forms, ", dynamics.noise_enhancement_form");
    return fits(
        dir,
        yaml,
        cell -> cell.enhancementForm() == EnhancementForm.MOMENTUM ? lookingBack : error,
        0.003);
  }

  private static Fits fits(
      ExperimentDir dir,
      String yaml,
      Function<DynamicsSpec, ErrorOfCell> error,
      double trainLossOfPlain) {
    Spec spec = Fits.spec(yaml, "collapse.yaml");
    TableRows rows = TableRows.none();
    Random random = new Random(2009_13094);
    for (long number = 0; number < spec.grid().cells(); number++) {
      CellSpec cell = spec.grid().cell(number);
      cell(rows, cell, error.apply(cell.dynamics()), trainLossOfPlain, random);
    }
    dir.freeze(yaml, "name: collapse\n");
    rows.write(SparkTestSession.get(), dir);
    return Fits.of(dir);
  }

  private static void cell(
      TableRows rows, CellSpec cell, ErrorOfCell error, double trainLossOfPlain, Random random) {
    int batch = cell.dynamics().batchSize();
    double alpha = cell.dynamics().noiseEnhancement();
    double a = alpha * alpha + (1 - alpha) * (1 - alpha);
    double effective = batch / a;
    Map<String, Object> facts = new HashMap<>();
    facts.put("cell_id", cell.id());
    facts.put("model", "mlp");
    facts.put("dynamics", "sgd");
    facts.put("sampling", "replacement");
    facts.put("learning_rate", 0.1);
    facts.put("batch_size", batch);
    facts.put("noise_enhancement", alpha);
    facts.put("noise_factor", a);
    if (cell.dynamics().enhancementForm() == EnhancementForm.MOMENTUM) {
      facts.put("noise_enhancement_form", "momentum");
    }
    facts.put("steps_limit", 9000L);
    facts.put("replicas", REPLICAS);
    facts.put("dimensions", 10);
    facts.put("samples", 100L);
    facts.put("label", cell.label());
    rows.add(Table.CELLS, facts);
    for (int replica = 0; replica < REPLICAS; replica++) {
      String run = cell.id() + "-" + replica;
      double own = error.of(batch, alpha, effective) + 0.001 * SCATTER[replica];
      // d ln steps / d ln B_eff = -1/2
      long steps = Math.round(1000 * Math.sqrt(200 / effective));
      double loss = alpha == 1 ? trainLossOfPlain : 0.003;
      Map<String, Object> place = Map.of("run_id", run, "cell_id", cell.id());
      rows.add(
          Table.RUNS,
          TableRows.with(
              place,
              Map.of(
                  "replica",
                  replica,
                  "status",
                  "finished",
                  "steps",
                  steps,
                  "time",
                  0.1 * steps,
                  "tau",
                  1.0,
                  "final_loss",
                  loss)));
      rows.add(
          Table.EVALUATIONS,
          TableRows.with(place, Map.of("epoch", 7, "train_loss", loss, "test_accuracy", 1 - own)));
      // tr J^T J as B_eff^(1/3), but for 1 %, and no trend of the distance
      double sharp = Math.cbrt(effective) * (1 + 0.01 * random.nextGaussian());
      rows.add(
          Table.SHARPNESS,
          TableRows.with(
              place,
              Map.of(
                  "step",
                  steps,
                  "loss",
                  loss,
                  "outliers",
                  9,
                  "hessian_outlier",
                  0.1 * sharp,
                  "outlier_ratio",
                  2.0,
                  "gauss_newton_trace",
                  1 / sharp,
                  "jacobian_trace",
                  sharp,
                  "distance",
                  5 + random.nextGaussian())));
    }
  }
}
