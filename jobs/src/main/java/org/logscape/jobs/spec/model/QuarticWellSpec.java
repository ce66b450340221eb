package org.logscape.jobs.spec.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
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
      Key.required("model.minimum_loss", Domain.numberAbove(0));
  public static final List<Key<?>> KEYS = List.of(TYPE, DIMENSIONS, MINIMUM_LOSS);

  public static QuarticWellSpec of(Point point) {
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
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(DIMENSIONS.path(), dimensions);
    values.put(MINIMUM_LOSS.path(), minimumLoss);
    return values;
  }
}
