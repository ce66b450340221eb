package org.logscape.model;

import org.logscape.formula.FormulaWells;

/** A well typed as a formula keeps every promise of a model. */
class FormulaQuarticWellTest extends ModelContractTest {

  @Override
  Model model() {
    return FormulaWells.quarticWell(3, 0.25);
  }
}
