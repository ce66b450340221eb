package org.logscape.jobs.spec.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Point;

/** The model of a cell. */
public sealed interface ModelSpec extends Serializable permits LandscapeSpec, NetworkSpec {
  /** One model a spec: its keys are the model's own, so it is no axis. */
  Key<ModelType> TYPE = Key.required("model.type", Domain.word(ModelType.class));

  Key<Integer> DIMENSIONS = Key.required("model.dimensions", Domain.countAtLeast(1));

  /** Its name in a spec and in the tables, by {@link Literal#of}. */
  ModelType type();

  /** Every value, resolved, by path; without the type. */
  Map<String, Object> values();

  public static List<Key<?>> keys(ModelType type) {
    return switch (type) {
      case LINEAR_REGRESSION -> LinearRegressionSpec.KEYS;
      case DOUBLE_WELL -> DoubleWellSpec.KEYS;
      case QUARTIC_WELL -> QuarticWellSpec.KEYS;
      case MLP -> NetworkSpec.MLP_KEYS;
      case CNN -> NetworkSpec.CNN_KEYS;
    };
  }

  public static ModelSpec of(Point point) {
    return switch (point.get(TYPE)) {
      case LINEAR_REGRESSION -> LinearRegressionSpec.of(point);
      case DOUBLE_WELL -> DoubleWellSpec.of(point);
      case QUARTIC_WELL -> QuarticWellSpec.of(point);
      case MLP -> NetworkSpec.mlp(point);
      case CNN -> NetworkSpec.cnn(point);
    };
  }
}
