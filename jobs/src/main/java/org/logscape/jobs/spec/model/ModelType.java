package org.logscape.jobs.spec.model;

import java.util.function.Supplier;
import org.logscape.jobs.spec.key.Group;

/** The catalogue of models: one line each gives its word in a spec and its section. */
public enum ModelType {
  LINEAR_REGRESSION(() -> LinearRegressionSpec.GROUP),
  DOUBLE_WELL(() -> DoubleWellSpec.GROUP),
  QUARTIC_WELL(() -> QuarticWellSpec.GROUP),
  FORMULA(() -> FormulaSpec.GROUP),
  JAVA(() -> JavaModelSpec.GROUP),
  MLP(() -> NetworkSpec.MLP),
  CNN(() -> NetworkSpec.CNN);

  @SuppressWarnings(
      "ImmutableEnumChecker") // a constant of the section, whose class loads after this one
  private final Supplier<Group<? extends ModelSpec>> group;

  /**
   * A model.
   *
   * @param group its section; read when it is asked for, since the section names this catalogue
   */
  ModelType(Supplier<Group<? extends ModelSpec>> group) {
    this.group = group;
  }

  /** The keys of the model beside its type. */
  public Group<? extends ModelSpec> group() {
    return group.get();
  }

  /** Whether its samples are data, and its loss is known from these alone. */
  public boolean isNetwork() {
    return group().type() == NetworkSpec.class;
  }
}
