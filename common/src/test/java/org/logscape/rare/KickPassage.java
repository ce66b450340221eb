package org.logscape.rare;

import java.util.function.DoubleUnaryOperator;

/**
 * The exact mean number of steps until plain SGD with B = 2 leaves an interval, in one parameter.
 *
 * <p>Residual and its derivative are jointly Gaussian with variances 2 L and J^T J and covariance
 * L', so that the characteristic function of a minibatch gradient of two samples, {@code [(1 - i k
 * L'/2)^2 + k^2 2 L J^T J / 4]^-1}, has two simple poles: the gradient is {@code mu_+ E_1 - mu_-
 * E_2} with standard exponentials E and {@code mu_+- = (sqrt(2 L J^T J) +- L') / 2} (derived). Its
 * distribution function is elementary, and the chain of steps is solved on cells whose chances are
 * exact from each cell's middle; what is left falls with the square of a cell's width.
 *
 * @param loss L
 * @param slope L'
 * @param metric J^T J: that of the model, or one held fixed
 * @param learningRate eta
 * @param low lower end of the interval
 * @param high its upper end
 * @param exit which ends can be left by
 * @param cells number of cells
 */
record KickPassage(
    DoubleUnaryOperator loss,
    DoubleUnaryOperator slope,
    DoubleUnaryOperator metric,
    double learningRate,
    double low,
    double high,
    Exit exit,
    int cells) {

  /** Ends that can be left by. */
  enum Exit {
    /** The lower one; what is beyond the upper one stays in the last cell. */
    LOW,
    /** Both. */
    BOTH
  }

  /** 1 / (eta x mean number of steps) from a point of the interval. */
  double rateFrom(double start) {
    double[][] chance = new double[cells][];
    double[] out = new double[cells];
    for (int i = 0; i < cells; i++) {
      double from = edge(i) + 0.5 * (edge(i + 1) - edge(i));
      chance[i] = row(from);
      out[i] = leaving(from);
    }
    double[] passage = Elimination.meanSteps(chance, out);
    double[] first = row(start);
    double steps = 1;
    for (int j = 0; j < cells; j++) {
      steps += first[j] * passage[j];
    }
    return 1 / (learningRate * steps);
  }

  private double edge(int i) {
    return low + (high - low) * i / cells;
  }

  private double[] row(double from) {
    double[] row = new double[cells];
    for (int j = 0; j < cells; j++) {
      boolean open = j == cells - 1 && exit == Exit.LOW;
      row[j] = between(from, edge(j), open ? Double.POSITIVE_INFINITY : edge(j + 1));
    }
    return row;
  }

  private double leaving(double from) {
    double down = below(from, low);
    return exit == Exit.LOW ? down : down + above(from, high);
  }

  /** The chance that a step leads into [a, b], from whichever tail keeps its digits. */
  private double between(double from, double a, double b) {
    if (b <= from) {
      return below(from, b) - below(from, a);
    }
    return a >= from ? above(from, a) - above(from, b) : 1 - below(from, a) - above(from, b);
  }

  /** The chance that a step leads below a point that is not above its start. */
  private double below(double from, double to) {
    double up = mean(from, 1);
    return up / (up + mean(from, -1)) * Math.exp((to - from) / (learningRate * up));
  }

  /** The chance that a step leads above a point that is not below its start. */
  private double above(double from, double to) {
    double down = mean(from, -1);
    return down / (down + mean(from, 1)) * Math.exp((from - to) / (learningRate * down));
  }

  /** mu_+ or mu_-. */
  private double mean(double at, int sign) {
    return 0.5
        * (Math.sqrt(2 * loss.applyAsDouble(at) * metric.applyAsDouble(at))
            + sign * slope.applyAsDouble(at));
  }
}
