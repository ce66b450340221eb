package org.logscape.model;

class LinearRegressionRademacherTest extends ModelContractTest {

  @Override
  Model model() {
    return LinearRegression.of(new double[] {2, 1.5, 0.1}, Inputs.RADEMACHER, 0.7);
  }
}
