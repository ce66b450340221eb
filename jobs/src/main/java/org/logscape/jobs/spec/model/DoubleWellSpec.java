package org.logscape.jobs.spec.model;

import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
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
  public static final Key<Double> BARRIER =
      Key.required("model.barrier", Domain.numberAbove(0.5))
          .text("p, the height of the barrier: the saddle's loss rises with it");
  public static final Key<Double> CURVATURE =
      Key.optional("model.curvature", Domain.numberAbove(0))
          .defaultRule("4 barrier - 2, the curvature along the way out")
          .text("h of the directions across the way out");
  public static final Key<Double> LABEL_NOISE =
      Key.withDefault("model.label_noise", 0.0, Domain.numberAtLeast(0))
          .text("sigma, the standard deviation of the labels' noise: it raises L* and L^s alike");
  static final Group<DoubleWellSpec> GROUP =
      Group.of(
              DoubleWellSpec.class,
              "model",
              "Mean-square regression with two minima and a saddle; real minibatch noise.")
          .varies()
          .key(DIMENSIONS, DoubleWellSpec::dimensions)
          .key(BARRIER, DoubleWellSpec::barrier)
          .key(CURVATURE, DoubleWellSpec::curvature)
          .key(LABEL_NOISE, DoubleWellSpec::labelNoise)
          .build(DoubleWellSpec::of);

  private static DoubleWellSpec of(Point point) {
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
    return GROUP.values(this);
  }

  @Override
  public ModelFacts facts() {
    return ModelFacts.none().withBarrier(barrier).withLabelNoise(labelNoise);
  }
}
