package org.logscape.dynamics;

import java.util.List;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.random.StreamFamily;

/**
 * The stationary variance of a coordinate, measured: SGD on isotropic linear regression with h =
 * sigma = 1, its state after 300 steps from the minimum in 20,000 independent runs.
 *
 * @param variance mean of the squares of a coordinate
 * @param error its standard error, from the scatter of the runs
 * @param mean mean of a coordinate
 */
record StationaryVariance(double variance, double error, double mean) {
  /** Independent runs. */
  static final int RUNS = 20_000;

  /**
   * Measures.
   *
   * @param n dimensions
   */
  static StationaryVariance of(int n, SgdSettings settings) {
    LinearRegression model = LinearRegression.isotropic(n, 1, Inputs.GAUSSIAN, 1);
    double sum = 0;
    double squares = 0;
    double first = 0;
    for (RunOutcome run :
        BlockKernel.forSteps(Sgd.of(model, settings), Start.minimum(), 300, List.of())
            .keepingStates()
            .run(StreamFamily.ofRuns(3, n), 0, RUNS)) {
      double square = 0;
      for (double x : run.state().orElseThrow().motion().theta()) {
        square += x * x / n;
        first += x / n;
      }
      sum += square;
      squares += square * square;
    }
    double variance = sum / RUNS;
    double error = Math.sqrt((squares / RUNS - variance * variance) / RUNS);
    return new StationaryVariance(variance, error, first / RUNS);
  }
}
