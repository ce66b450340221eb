package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.logscape.model.Model;

/** The model of a cell: parameters that build a loss. */
public sealed interface ModelSpec extends Serializable
    permits DoubleWellSpec, LinearRegressionSpec, QuarticWellSpec {
  /** One model a spec: its keys are the model's own, so it is no axis. */
  Key<ModelType> TYPE = Key.required("model.type", Domain.word(ModelType.class));

  Key<Integer> DIMENSIONS = Key.required("model.dimensions", Domain.countAtLeast(1));

  /** Its name in a spec and in the tables, by {@link Literal#of}. */
  ModelType type();

  /** Number of parameters. */
  int dimensions();

  /** The loss over the whole population: what closed forms, h* and L* are taken from. */
  Model populationModel();

  /**
   * The loss that runs walk on: over the data set where there is one, else that of the population.
   *
   * @param seed the spec's seed, from which a data set is drawn
   */
  default Model model(long seed) {
    return populationModel();
  }

  /** Every value, resolved, by path; without the type. */
  Map<String, Object> values();

  static List<Key<?>> keys(ModelType type) {
    return switch (type) {
      case LINEAR_REGRESSION -> LinearRegressionSpec.KEYS;
      case DOUBLE_WELL -> DoubleWellSpec.KEYS;
      case QUARTIC_WELL -> QuarticWellSpec.KEYS;
    };
  }

  static ModelSpec of(Point point) {
    return switch (point.get(TYPE)) {
      case LINEAR_REGRESSION -> LinearRegressionSpec.of(point);
      case DOUBLE_WELL -> DoubleWellSpec.of(point);
      case QUARTIC_WELL -> QuarticWellSpec.of(point);
    };
  }
}
