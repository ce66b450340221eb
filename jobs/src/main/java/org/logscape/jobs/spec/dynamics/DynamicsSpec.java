package org.logscape.jobs.spec.dynamics;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.model.LandscapeSpec;
import org.logscape.jobs.spec.model.LinearRegressionSpec;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.NetworkSpec;

/**
 * The dynamics of a cell.
 *
 * @param type sgd or langevin
 * @param batchSize B, at least 1
 * @param learningRate eta, above 0, whichever way the spec gives it
 * @param noiseEnhancement alpha, at least 0.5; 1 is plain SGD
 * @param sampling how minibatches are drawn; null under langevin, which draws none
 */
public record DynamicsSpec(
    DynamicsType type,
    int batchSize,
    double learningRate,
    double noiseEnhancement,
    Sampling sampling)
    implements Serializable {
  public static final Key<DynamicsType> TYPE =
      Key.required("dynamics.type", Domain.word(DynamicsType.class));
  public static final Key<Integer> BATCH_SIZE =
      Key.withDefault("dynamics.batch_size", 1, Domain.countAtLeast(1));
  public static final Key<Double> LEARNING_RATE =
      Key.optional("dynamics.learning_rate", Domain.numberAbove(0));

  /** eta h*. */
  public static final Key<Double> CURVATURE_STEP =
      Key.optional("dynamics.curvature_step", Domain.numberAbove(0));

  /** T = eta h* a / B. */
  public static final Key<Double> TEMPERATURE =
      Key.optional("dynamics.temperature", Domain.numberAbove(0));

  public static final Key<Double> NOISE_ENHANCEMENT =
      Key.withDefault("dynamics.noise_enhancement", 1.0, Domain.numberAtLeast(0.5));

  /** B_eff = B / a, from which alpha follows: the iso-noise designs. */
  public static final Key<Double> EFFECTIVE_BATCH_SIZE =
      Key.optional("dynamics.effective_batch_size", Domain.numberAbove(0));

  /** Its default depends on whether the model has a finite data set. */
  public static final Key<Sampling> SAMPLING =
      Key.optional("dynamics.sampling", Domain.word(Sampling.class));

  /** The three ways to give the learning rate. */
  public static final List<Key<Double>> RATES = List.of(LEARNING_RATE, CURVATURE_STEP, TEMPERATURE);

  public static final List<Key<?>> KEYS =
      List.of(
          TYPE,
          BATCH_SIZE,
          LEARNING_RATE,
          CURVATURE_STEP,
          TEMPERATURE,
          NOISE_ENHANCEMENT,
          EFFECTIVE_BATCH_SIZE,
          SAMPLING);

  public DynamicsSpec {
    if ((sampling == null) != (type == DynamicsType.LANGEVIN)) {
      throw new IllegalArgumentException("sampling belongs to sgd alone, and sgd has one");
    }
  }

  public static DynamicsSpec of(Point point, ModelSpec model) {
    DynamicsType type = point.get(TYPE);
    Sampling sampling =
        switch (type) {
          case SGD -> sampling(point);
          case LANGEVIN -> null;
        };
    return new DynamicsSpec(
        type, point.get(BATCH_SIZE), learningRate(point, model), noiseEnhancement(point), sampling);
  }

  /** a = alpha^2 + (1 - alpha)^2, the factor on the noise covariance; B_eff = B / a. */
  public double noiseFactor() {
    return NoiseEnhancement.of(noiseEnhancement).factor();
  }

  /**
   * alpha, given or from B_eff: alpha^2 + (1 - alpha)^2 = B / B_eff has the root alpha = (1 +
   * sqrt(2 B / B_eff - 1)) / 2 at or above 1.
   */
  public static double noiseEnhancement(Point point) {
    return point
        .find(EFFECTIVE_BATCH_SIZE)
        .map(
            effective ->
                0.5 * (1 + Math.sqrt(2 * point.find(BATCH_SIZE).orElse(1) / effective - 1)))
        .or(() -> point.find(NOISE_ENHANCEMENT))
        .orElse(1.0);
  }

  /**
   * How sgd draws, given or by default: online, with replacement where the model has a data set, by
   * epochs where networks learn from files.
   */
  public static Sampling sampling(Point point) {
    Sampling fallback =
        point.find(LinearRegressionSpec.SAMPLES).isPresent()
            ? Sampling.REPLACEMENT
            : Sampling.ONLINE;
    return point
        .find(SAMPLING)
        .orElse(point.find(NetworkSpec.TAKE).isPresent() ? Sampling.EPOCH : fallback);
  }

  /** eta = (eta h*) / h* = T B / (h* a), with h* of the population. */
  private static double learningRate(Point point, ModelSpec model) {
    Optional<Double> given = point.find(LEARNING_RATE);
    if (given.isPresent()) {
      return given.get();
    }
    double outlier = ((LandscapeSpec) model).populationModel().hessianAtMinimum().outlier();
    Optional<Double> curvatureStep = point.find(CURVATURE_STEP);
    if (curvatureStep.isPresent()) {
      return curvatureStep.get() / outlier;
    }
    double factor = NoiseEnhancement.of(noiseEnhancement(point)).factor();
    return point.get(TEMPERATURE) * point.get(BATCH_SIZE) / (outlier * factor);
  }

  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(TYPE.path(), type);
    values.put(BATCH_SIZE.path(), batchSize);
    values.put(LEARNING_RATE.path(), learningRate);
    values.put(NOISE_ENHANCEMENT.path(), noiseEnhancement);
    if (sampling != null) {
      values.put(SAMPLING.path(), sampling);
    }
    return values;
  }
}
