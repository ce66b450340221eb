package org.logscape.jobs.spec.model;

import org.logscape.model.Model;

/** A model whose loss, minima and curvature are known in closed form: parameters that build it. */
public sealed interface LandscapeSpec extends ModelSpec
    permits DoubleWellSpec, FormulaSpec, LinearRegressionSpec, QuarticWellSpec {

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
}
