package org.logscape.model;

class QuarticWellTest extends ModelContractTest {

  @Override
  Model model() {
    return QuarticWell.of(3, 0.25);
  }
}
