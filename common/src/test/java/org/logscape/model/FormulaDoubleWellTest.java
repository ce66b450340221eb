package org.logscape.model;

import org.logscape.formula.FormulaWells;

/** A well typed as a formula keeps every promise of a model. */
class FormulaDoubleWellTest extends ModelContractTest {

  @Override
  Model model() {
    return FormulaWells.doubleWell(3, 2, 6, 0.5);
  }
}
