package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.Map;

/** Where runs start. */
public sealed interface Start extends Serializable {
  /** Its settings by path; empty where it has none. */
  Map<String, Object> values();

  /** All at the model's minimum. */
  record Minimum() implements Start {
    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }

  /**
   * Each at its own Gaussian point about the minimum.
   *
   * @param scale standard deviation of each coordinate, above 0
   */
  record Random(double scale) implements Start {
    static final Key<Double> SCALE =
        Key.withDefault("start.random.scale", 1.0, Domain.numberAbove(0));

    @Override
    public Map<String, Object> values() {
      return Map.of(SCALE.path(), scale);
    }
  }
}
