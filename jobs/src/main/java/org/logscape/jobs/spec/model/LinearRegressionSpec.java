package org.logscape.jobs.spec.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;
import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.Model;

/**
 * Linear regression, on fresh samples or on a finite data set.
 *
 * @param spectrum eigenvalues of the inputs' covariance, which is the Hessian; each above 0
 * @param inputs law of the inputs
 * @param labelNoise sigma, at least 0
 * @param samples size N of the data set; {@link #ONLINE} for fresh samples
 */
public record LinearRegressionSpec(
    List<Double> spectrum, Inputs inputs, double labelNoise, int samples) implements LandscapeSpec {
  /** In place of a number of samples: no data set, fresh samples at each step. */
  public static final int ONLINE = 0;

  /** Left out where a spectrum says it by its length. */
  public static final Key<Integer> OPTIONAL_DIMENSIONS =
      Key.optional("model.dimensions", Domain.countAtLeast(1));

  public static final Key<Double> CURVATURE =
      Key.withDefault("model.curvature", 1.0, Domain.numberAbove(0));
  public static final Key<List<Double>> SPECTRUM =
      Key.optional("model.spectrum", Domain.listOf(Domain.numberAbove(0)));
  public static final Key<Inputs> INPUTS =
      Key.withDefault("model.inputs", Inputs.GAUSSIAN, Domain.word(Inputs.class));
  public static final Key<Double> LABEL_NOISE =
      Key.withDefault("model.label_noise", 1.0, Domain.numberAtLeast(0));
  public static final Key<Integer> SAMPLES = Key.optional("model.samples", Domain.countAtLeast(1));
  public static final List<Key<?>> KEYS =
      List.of(TYPE, DIMENSIONS, CURVATURE, INPUTS, LABEL_NOISE, SAMPLES);
  public static final List<Key<?>> KEYS_WITH_SPECTRUM =
      List.of(TYPE, OPTIONAL_DIMENSIONS, SPECTRUM, INPUTS, LABEL_NOISE, SAMPLES);

  public LinearRegressionSpec {
    spectrum = List.copyOf(spectrum);
  }

  public static LinearRegressionSpec of(Point point) {
    return new LinearRegressionSpec(
        spectrum(point),
        point.get(INPUTS),
        point.get(LABEL_NOISE),
        point.find(SAMPLES).orElse(ONLINE));
  }

  private static List<Double> spectrum(Point point) {
    return point
        .find(SPECTRUM)
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
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(SPECTRUM.path(), spectrum);
    values.put(INPUTS.path(), inputs);
    values.put(LABEL_NOISE.path(), labelNoise);
    values.put(SAMPLES.path(), samples);
    return values;
  }
}
