package org.logscape.jobs.spec.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.Model;

/**
 * Linear regression, on fresh samples or on a finite data set.
 *
 * @param spectrum eigenvalues of the inputs' covariance, which is the Hessian; each above 0; an
 *     immutable list, which is not copied: equal eigenvalues are held as one and a number, so that
 *     a model too large for the memory can be named
 * @param inputs law of the inputs
 * @param labelNoise sigma, at least 0
 * @param samples size N of the data set; {@link #ONLINE} for fresh samples
 */
public record LinearRegressionSpec(
    List<Double> spectrum, Inputs inputs, double labelNoise, int samples) implements LandscapeSpec {
  /** In place of a number of samples: no data set, fresh samples at each step. */
  public static final int ONLINE = 0;

  public static final Key<List<Double>> SPECTRUM =
      Key.optional("model.spectrum", Domain.listOf(Domain.numberAbove(0)))
          .text("eigenvalues of the inputs' covariance, which is the Hessian");

  /** Left out where a spectrum says it by its length. */
  public static final Key<Integer> REGRESSION_DIMENSIONS = DIMENSIONS.replacedBy(SPECTRUM);

  public static final Key<Double> CURVATURE =
      Key.withDefault("model.curvature", 1.0, Domain.numberAbove(0))
          .replacedBy(SPECTRUM)
          .text("h, every eigenvalue of the Hessian; or give the spectrum");
  public static final Key<Inputs> INPUTS =
      Key.withDefault("model.inputs", Inputs.GAUSSIAN, Domain.word(Inputs.class))
          .text("law of the inputs");
  public static final Key<Double> LABEL_NOISE =
      Key.withDefault("model.label_noise", 1.0, Domain.numberAtLeast(0))
          .text("sigma, the standard deviation of the labels' noise; L* = sigma^2 / 2 online");
  public static final Key<Integer> SAMPLES =
      Key.optional("model.samples", Domain.countAtLeast(1))
          .defaultRule("none: fresh samples at each step")
          .text("N, the size of the data set; must be above the dimensions");
  static final Group<LinearRegressionSpec> GROUP =
      Group.of(
              LinearRegressionSpec.class,
              "model",
              "Linear regression with the mean-square loss, on fresh samples or on a data set.")
          .varies()
          .constraint(
              Constraint.atMostOne(CURVATURE, SPECTRUM)
                  .otherwise(CURVATURE.path(), "stands beside spectrum; must be one of the two"))
          .input(REGRESSION_DIMENSIONS)
          .input(CURVATURE)
          .key(SPECTRUM, LinearRegressionSpec::spectrum)
          .key(INPUTS, LinearRegressionSpec::inputs)
          .key(LABEL_NOISE, LinearRegressionSpec::labelNoise)
          .key(SAMPLES, LinearRegressionSpec::samples)
          .build(LinearRegressionSpec::of);

  private static LinearRegressionSpec of(Point point) {
    return new LinearRegressionSpec(
        spectrum(point),
        point.get(INPUTS),
        point.get(LABEL_NOISE),
        point.find(SAMPLES).orElse(ONLINE));
  }

  private static List<Double> spectrum(Point point) {
    return point
        .find(SPECTRUM)
        .map(List::copyOf)
        .orElseGet(() -> Collections.nCopies(point.get(DIMENSIONS), point.get(CURVATURE)));
  }

  @Override
  public ModelType type() {
    return ModelType.LINEAR_REGRESSION;
  }

  @Override
  public int dimensions() {
    return spectrum.size();
  }

  /** N, where the data set is finite. */
  public OptionalInt sampleCount() {
    return samples == ONLINE ? OptionalInt.empty() : OptionalInt.of(samples);
  }

  @Override
  public LinearRegression populationModel() {
    double[] eigenvalues = spectrum.stream().mapToDouble(Double::doubleValue).toArray();
    return LinearRegression.of(eigenvalues, inputs, labelNoise);
  }

  @Override
  public Model model(long seed) {
    return samples == ONLINE
        ? populationModel()
        : FiniteLinearRegression.of(populationModel(), samples, seed);
  }

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }

  @Override
  public ModelFacts facts() {
    ModelFacts facts = ModelFacts.none().withLabelNoise(labelNoise).withInputs(inputs);
    return samples == ONLINE ? facts : facts.withSamples(samples);
  }
}
