package org.logscape.jobs.spec.model;

import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;
import org.logscape.model.QuarticWell;

/**
 * A bare loss with two minima, for langevin dynamics alone: it has no samples to draw.
 *
 * @param dimensions n, at least 1
 * @param minimumLoss L*, above 0
 */
public record QuarticWellSpec(int dimensions, double minimumLoss) implements LandscapeSpec {
  public static final Key<Double> MINIMUM_LOSS =
      Key.required("model.minimum_loss", Domain.numberAbove(0))
          .text("L*, the loss at the minimum; the saddle lies 1/2 above it");
  static final Group<QuarticWellSpec> GROUP =
      Group.of(
              QuarticWellSpec.class,
              "model",
              "L = L* + (theta_1^2 - 1)^2 / 2 + 2 sum theta_j^2, for langevin dynamics alone.")
          .varies()
          .key(DIMENSIONS, QuarticWellSpec::dimensions)
          .key(MINIMUM_LOSS, QuarticWellSpec::minimumLoss)
          .build(QuarticWellSpec::of);

  private static QuarticWellSpec of(Point point) {
    return new QuarticWellSpec(point.get(DIMENSIONS), point.get(MINIMUM_LOSS));
  }

  @Override
  public ModelType type() {
    return ModelType.QUARTIC_WELL;
  }

  @Override
  public QuarticWell populationModel() {
    return QuarticWell.of(dimensions, minimumLoss);
  }

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }

  @Override
  public ModelFacts facts() {
    return ModelFacts.none();
  }
}
