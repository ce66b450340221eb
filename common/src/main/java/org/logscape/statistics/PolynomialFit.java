package org.logscape.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.FDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * A polynomial in x fitted to y by least squares, with Gaussian residuals of one variance.
 *
 * @param centre the x about which the powers are taken
 * @param coefficients of 1, (x - centre), (x - centre)^2, ...
 * @param residuals y less the polynomial, one for each point
 */
public record PolynomialFit(double centre, double[] coefficients, double[] residuals) {
  private static final double SINGULAR = 1e-10;

  /**
   * The test whether groups of equal x scatter about the polynomial more than within themselves.
   *
   * @param statistic F
   * @param groups groups of equal x
   * @param degreesBetween degrees of freedom of the deviations of the groups' means
   * @param degreesWithin degrees of freedom within groups
   * @param pValue probability of an F at least as large where the polynomial holds
   * @param deviation root mean square, over points, of the deviation of their group's mean
   */
  public record LackOfFit(
      double statistic,
      int groups,
      int degreesBetween,
      int degreesWithin,
      double pValue,
      double deviation) {}

  public PolynomialFit {
    coefficients = coefficients.clone();
    residuals = residuals.clone();
  }

  /**
   * The fit.
   *
   * @param x finite
   * @param y finite, one for each x
   * @param degree of the polynomial, at least 0
   * @return the fit, or why there is none
   */
  public static Finding<PolynomialFit> of(double[] x, double[] y, int degree) {
    if (Arrays.stream(x).distinct().count() <= degree) {
      return Finding.none("fewer than %d different values".formatted(degree + 1));
    }
    double centre = Arrays.stream(x).average().orElseThrow();
    double[][] design = new double[x.length][degree + 1];
    for (int i = 0; i < x.length; i++) {
      design[i][0] = 1;
      for (int power = 1; power <= degree; power++) {
        design[i][power] = design[i][power - 1] * (x[i] - centre);
      }
    }
    QRDecomposition qr = new QRDecomposition(new Array2DRowRealMatrix(design), SINGULAR);
    if (!qr.getSolver().isNonSingular()) {
      return Finding.none("values too close together");
    }
    double[] coefficients = qr.getSolver().solve(new ArrayRealVector(y)).toArray();
    double[] residuals = y.clone();
    for (int i = 0; i < x.length; i++) {
      for (int power = 0; power <= degree; power++) {
        residuals[i] -= coefficients[power] * design[i][power];
      }
    }
    return Finding.of(new PolynomialFit(centre, coefficients, residuals));
  }

  /** Number of coefficients. */
  public int terms() {
    return coefficients.length;
  }

  /** Degrees of freedom that the fit leaves. */
  public int degreesOfFreedom() {
    return residuals.length - coefficients.length;
  }

  /** The value of the polynomial at x. */
  public double at(double x) {
    double value = 0;
    for (int power = coefficients.length - 1; power >= 0; power--) {
      value = value * (x - centre) + coefficients[power];
    }
    return value;
  }

  private double sumOfSquares() {
    return Arrays.stream(residuals).map(r -> r * r).sum();
  }

  /**
   * Gaussian log-likelihood of each point, the variance at its maximum of likelihood, the mean
   * square of the residuals.
   */
  public double[] logLikelihoods() {
    double variance = sumOfSquares() / residuals.length;
    return Arrays.stream(residuals)
        .map(r -> -0.5 * (Math.log(2 * Math.PI * variance) + r * r / variance))
        .toArray();
  }

  /**
   * Student's interval of the slope of a straight line.
   *
   * @param x as fitted
   * @param level the coverage, between 0 and 1
   * @return the interval, or why there is none
   * @throws IllegalStateException if the degree is not 1
   */
  public Finding<Interval> slopeInterval(double[] x, double level) {
    if (coefficients.length != 2) {
      throw new IllegalStateException("only a straight line has a slope");
    }
    if (degreesOfFreedom() < 1) {
      return Finding.none("two points: a line leaves no degree of freedom");
    }
    double spread = Arrays.stream(x).map(value -> (value - centre) * (value - centre)).sum();
    double error = Math.sqrt(sumOfSquares() / degreesOfFreedom() / spread);
    return Finding.of(StudentInterval.around(coefficients[1], error, degreesOfFreedom(), level));
  }

  /**
   * The F test for lack of fit (Draper and Smith, Applied Regression Analysis, 1998, section 2.1).
   *
   * @param group of each point; points of one group have one x
   */
  public Finding<LackOfFit> lackOfFit(int[] group) {
    int groups = (int) Arrays.stream(group).distinct().count();
    int between = groups - coefficients.length;
    int within = residuals.length - groups;
    if (between < 1 || within < 1) {
      return Finding.none("fewer groups than coefficients, or one point a group");
    }
    int last = Arrays.stream(group).max().orElseThrow();
    double[] sums = new double[last + 1];
    int[] counts = new int[last + 1];
    for (int i = 0; i < group.length; i++) {
      sums[group[i]] += residuals[i];
      counts[group[i]]++;
    }
    double scatter = 0;
    double deviation = 0;
    for (int i = 0; i < group.length; i++) {
      double mean = sums[group[i]] / counts[group[i]];
      scatter += (residuals[i] - mean) * (residuals[i] - mean);
      deviation += mean * mean;
    }
    if (!(scatter > 0)) {
      return Finding.none("points of a group do not scatter");
    }
    double statistic = deviation / between / (scatter / within);
    double pValue = 1 - new FDistribution(between, within).cumulativeProbability(statistic);
    return Finding.of(
        new LackOfFit(
            statistic, groups, between, within, pValue, Math.sqrt(deviation / residuals.length)));
  }
}
