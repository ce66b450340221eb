package org.logscape.jobs.spec.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;
import org.logscape.model.DoubleWell;

/**
 * Mean-square regression with two minima and a saddle whose noise does not vanish.
 *
 * @param dimensions n, at least 1
 * @param barrier p, above 0.5
 * @param curvature h of the transverse directions, above 0; the spec's default is 4p - 2, the
 *     curvature along the way out
 * @param labelNoise sigma, at least 0
 */
public record DoubleWellSpec(int dimensions, double barrier, double curvature, double labelNoise)
    implements LandscapeSpec {
  public static final Key<Double> BARRIER = Key.required("model.barrier", Domain.numberAbove(0.5));
  public static final Key<Double> CURVATURE =
      Key.optional("model.curvature", Domain.numberAbove(0));
  public static final Key<Double> LABEL_NOISE =
      Key.withDefault("model.label_noise", 0.0, Domain.numberAtLeast(0));
  public static final List<Key<?>> KEYS =
      List.of(TYPE, DIMENSIONS, BARRIER, CURVATURE, LABEL_NOISE);

  public static DoubleWellSpec of(Point point) {
    double barrier = point.get(BARRIER);
    return new DoubleWellSpec(
        point.get(DIMENSIONS),
        barrier,
        point.find(CURVATURE).orElse(DoubleWell.isotropicCurvature(barrier)),
        point.get(LABEL_NOISE));
  }

  @Override
  public ModelType type() {
    return ModelType.DOUBLE_WELL;
  }

  @Override
  public DoubleWell populationModel() {
    return DoubleWell.of(dimensions, barrier, curvature, labelNoise);
  }

  @Override
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(DIMENSIONS.path(), dimensions);
    values.put(BARRIER.path(), barrier);
    values.put(CURVATURE.path(), curvature);
    values.put(LABEL_NOISE.path(), labelNoise);
    return values;
  }
}
