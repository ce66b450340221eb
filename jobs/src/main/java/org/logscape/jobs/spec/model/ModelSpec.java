package org.logscape.jobs.spec.model;

import java.io.Serializable;
import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Point;

/** The model of a cell. */
public sealed interface ModelSpec extends Serializable permits LandscapeSpec, NetworkSpec {
  /** One model a spec: its keys are the model's own, so it is no axis. */
  Key<ModelType> TYPE =
      Key.required("model.type", Domain.word(ModelType.class)).text("which model the cells have");

  Key<Integer> DIMENSIONS =
      Key.withDefault("model.dimensions", 2, Domain.countAtLeast(1))
          .text("number of parameters; n, the number of outliers, where all are alike");

  /** Its name in a spec and in the tables, by {@link Literal#of}. */
  ModelType type();

  /** Every value, resolved, by path; without the type. */
  Map<String, Object> values();

  /** What the cells table says of it. */
  ModelFacts facts();

  static ModelSpec of(Point point) {
    return point.get(TYPE).group().make(point);
  }
}
