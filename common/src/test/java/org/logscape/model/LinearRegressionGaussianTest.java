package org.logscape.model;

class LinearRegressionGaussianTest extends ModelContractTest {

  @Override
  Model model() {
    return LinearRegression.of(new double[] {2, 1.5, 0.1}, Inputs.GAUSSIAN, 0.7);
  }
}
