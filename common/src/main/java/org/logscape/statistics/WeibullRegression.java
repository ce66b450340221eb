package org.logscape.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealVector;

/**
 * Maximum likelihood of right-censored waiting times under the accelerated-failure-time model of
 * {@link WeibullScore}, by Newton's method in (b, log s). A step is halved until the likelihood
 * rises; where the likelihood is not concave and Newton's step leads down, the step goes along the
 * score. All times are in memory.
 */
public final class WeibullRegression {
  private static final int MOST_STEPS = 50;
  private static final int MOST_HALVINGS = 30;

  /** Newton's steps square the error, so the step that is this small is exact to rounding. */
  private static final double TOLERANCE = 1e-7;

  private final double[] logTimes;
  private final double[][] covariates;
  private final int[] occurred;

  private WeibullRegression(double[] logTimes, double[][] covariates, int[] occurred) {
    this.logTimes = logTimes;
    this.covariates = covariates;
    this.occurred = occurred;
  }

  /**
   * The regression of some times.
   *
   * @param logTimes log t of each time
   * @param covariates x of each time; there is no hidden intercept: give a column of ones
   * @param occurred 1 for an event and 0 for a censored time
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public static WeibullRegression of(double[] logTimes, double[][] covariates, int[] occurred) {
    if (logTimes.length != covariates.length || logTimes.length != occurred.length) {
      throw new IllegalArgumentException(
          "times, covariates and events must be equally many, are %d, %d and %d"
              .formatted(logTimes.length, covariates.length, occurred.length));
    }
    return new WeibullRegression(
        logTimes.clone(),
        Arrays.stream(covariates).map(double[]::clone).toArray(double[][]::new),
        occurred.clone());
  }

  /**
   * The coefficients and the scale at the maximum.
   *
   * @param start where to begin, not far from the maximum
   * @return empty where Newton's method does not get there
   */
  public Optional<WeibullScore> maximum(WeibullScore start) {
    WeibullScore at = start;
    double reached = logLikelihood(at);
    for (int i = 0; i < MOST_STEPS; i++) {
      double[] step = newton(at);
      if (!(Arrays.stream(step).map(Math::abs).max().orElse(0) < Double.POSITIVE_INFINITY)) {
        return Optional.empty();
      }
      if (Arrays.stream(step).allMatch(part -> Math.abs(part) < TOLERANCE)) {
        return Optional.of(moved(at, step, 1));
      }
      double share = 1;
      WeibullScore next = moved(at, step, share);
      double there = logLikelihood(next);
      for (int k = 0; k < MOST_HALVINGS && !(there >= reached); k++) {
        share /= 2;
        next = moved(at, step, share);
        there = logLikelihood(next);
      }
      if (!(there >= reached)) {
        return Optional.empty();
      }
      at = next;
      reached = there;
    }
    return Optional.empty();
  }

  private double logLikelihood(WeibullScore at) {
    double sum = 0;
    for (int i = 0; i < logTimes.length; i++) {
      sum += at.logLikelihood(logTimes[i], covariates[i], occurred[i]);
    }
    return sum;
  }

  /** J^-1 times the score, or along the score where that leads down; NaN where J is singular. */
  private double[] newton(WeibullScore at) {
    int size = at.size();
    double[] score = new double[size];
    double[] one = new double[size];
    double[][] information = new double[size][size];
    for (int i = 0; i < logTimes.length; i++) {
      at.score(logTimes[i], covariates[i], occurred[i], one);
      at.addInformation(logTimes[i], covariates[i], occurred[i], information);
      for (int j = 0; j < size; j++) {
        score[j] += one[j];
      }
    }
    DecompositionSolver solver =
        new QRDecomposition(MatrixUtils.createRealMatrix(information)).getSolver();
    if (!solver.isNonSingular()) {
      Arrays.fill(one, Double.NaN);
      return one;
    }
    RealVector slope = MatrixUtils.createRealVector(score);
    RealVector step = solver.solve(slope);
    return (step.dotProduct(slope) >= 0 ? step : slope.mapDivide(Math.max(1, slope.getNorm())))
        .toArray();
  }

  private static WeibullScore moved(WeibullScore from, double[] step, double share) {
    double[] coefficients = from.coefficients().clone();
    for (int j = 0; j < coefficients.length; j++) {
      coefficients[j] += share * step[j];
    }
    return new WeibullScore(
        coefficients, from.scale() * Math.exp(share * step[coefficients.length]));
  }
}
