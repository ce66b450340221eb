package org.logscape.jobs.spec.model;

import java.util.List;
import org.logscape.model.BasinRegion;
import org.logscape.model.Model;

/** A model whose loss, minima and curvature are known in closed form: parameters that build it. */
public sealed interface LandscapeSpec extends ModelSpec
    permits DoubleWellSpec, FormulaSpec, JavaModelSpec, LinearRegressionSpec, QuarticWellSpec {

  /** Number of parameters. */
  int dimensions();

  /** The loss over the whole population: what closed forms, h* and L* are taken from. */
  Model populationModel();

  /**
   * Names of the minimum where runs start and of the one behind the lowest saddle; none where the
   * loss has one well.
   */
  default List<String> wellNames() {
    return populationModel().passage().isPresent()
        ? List.of(BasinRegion.START, BasinRegion.OTHER)
        : List.of();
  }

  /**
   * The regions of all basins, in any order; none where the loss has one well.
   *
   * @throws org.logscape.landscape.LandscapeException if some basin has no border
   */
  default List<BasinRegion> regions() {
    return BasinRegion.ofTwoWells(populationModel()).orElseGet(List::of);
  }

  /**
   * The loss that runs walk on: over the data set where there is one, else that of the population.
   *
   * @param seed the spec's seed, from which a data set is drawn
   */
  default Model model(long seed) {
    return populationModel();
  }
}
