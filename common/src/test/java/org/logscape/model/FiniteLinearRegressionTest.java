package org.logscape.model;

class FiniteLinearRegressionTest extends ModelContractTest {

  @Override
  Model model() {
    return FiniteLinearRegression.of(
        LinearRegression.of(new double[] {2, 1.5, 0.1}, Inputs.GAUSSIAN, 0.7), 500, 3);
  }
}
