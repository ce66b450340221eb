package org.logscape.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.special.Gamma;

/**
 * Poisson regression with the log link and exposures: {@code log(rate_i) = sum_j x_ij beta_j},
 * {@code events_i ~ Poisson(exposure_i rate_i)}, by Newton's method. For exponential waiting times
 * under right-censoring this is the exact likelihood, with the total time at risk as the exposure.
 * There is no hidden intercept: give a column of ones.
 */
public final class PoissonRegression {
  private static final int MOST_ITERATIONS = 200;
  private static final double TOLERANCE = 1e-9;

  /**
   * What remains of a column after the others, relative to its length, below which it counts as
   * collinear.
   */
  private static final double RANK_TOLERANCE = 1e-8;

  /**
   * No finite maximum has a row's expected events change by more than this factor against its
   * observed ones.
   */
  private static final double SEPARATED = 30;

  private final List<String> names;
  private final double[][] design;

  /** Either a {@link Fit} or the reason why there is none. */
  public sealed interface Outcome permits Fit, Unidentified {}

  /** The maximum of the likelihood. */
  public static final class Fit implements Outcome {
    private final double[] coefficients;
    private final double[][] covariance;
    private final double logLikelihood;

    private Fit(double[] coefficients, double[][] covariance, double logLikelihood) {
      this.coefficients = coefficients;
      this.covariance = covariance;
      this.logLikelihood = logLikelihood;
    }

    /** beta_j. */
    public double coefficient(int j) {
      return coefficients[j];
    }

    /**
     * The covariance of coefficients {@code j} and {@code k}: an entry of the inverse information
     * at the maximum.
     */
    public double covariance(int j, int k) {
      return covariance[j][k];
    }

    /** The standard error of coefficient {@code j}. */
    public double standardError(int j) {
      return Math.sqrt(covariance[j][j]);
    }

    /** The log-likelihood with all constants: the sum of y log mu - mu - log y!. */
    public double logLikelihood() {
      return logLikelihood;
    }

    /** 2 p - 2 log-likelihood, p the number of columns. */
    public double aic() {
      return 2.0 * coefficients.length - 2 * logLikelihood;
    }
  }

  /**
   * No finite maximum, or no single one.
   *
   * @param reason in plain words
   */
  public record Unidentified(String reason) implements Outcome {}

  private PoissonRegression(List<String> names, double[][] design) {
    this.names = names;
    this.design = design;
  }

  /**
   * A design: one row a group of runs, one column a coefficient.
   *
   * @param names one name a column
   * @param design rows of finite numbers, one a column
   * @throws IllegalArgumentException if there is no column, a row's length is not the number of
   *     names, or an entry is not finite
   */
  public static PoissonRegression of(List<String> names, double[][] design) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("names must not be empty");
    }
    double[][] copy = new double[design.length][];
    for (int i = 0; i < design.length; i++) {
      if (design[i].length != names.size()) {
        throw new IllegalArgumentException(
            "row " + i + " must have " + names.size() + " entries, has " + design[i].length);
      }
      for (double entry : design[i]) {
        if (!Double.isFinite(entry)) {
          throw new IllegalArgumentException("row " + i + " holds " + entry);
        }
      }
      copy[i] = design[i].clone();
    }
    return new PoissonRegression(List.copyOf(names), copy);
  }

  /**
   * Names the columns that are linear combinations of those before them over the rows with
   * exposure, in order.
   *
   * @param exposure one time at risk a row, at least 0
   * @throws IllegalArgumentException if the length is not the number of rows
   */
  public List<String> collinear(double[] exposure) {
    checkLength(exposure, "exposure");
    List<double[]> basis = new ArrayList<>();
    List<String> collinear = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      double[] column = new double[design.length];
      for (int i = 0; i < design.length; i++) {
        column[i] = exposure[i] > 0 ? design[i][j] : 0;
      }
      double length = Math.sqrt(dot(column, column));
      // Twice, because one pass of Gram-Schmidt loses orthogonality.
      for (int pass = 0; pass < 2; pass++) {
        for (double[] direction : basis) {
          double along = dot(column, direction);
          for (int i = 0; i < column.length; i++) {
            column[i] -= along * direction[i];
          }
        }
      }
      double left = Math.sqrt(dot(column, column));
      if (left > RANK_TOLERANCE * length) {
        for (int i = 0; i < column.length; i++) {
          column[i] /= left;
        }
        basis.add(column);
      } else {
        collinear.add(names.get(j));
      }
    }
    return collinear;
  }

  /**
   * Fits the coefficients. Rows without exposure hold no information and are left out.
   *
   * @param events one number a row, at least 0; 0 where the exposure is 0
   * @param exposure one time at risk a row, at least 0
   * @return the fit, or why there is none: no events, a collinear column, or events that the
   *     columns separate from rows without
   * @throws IllegalArgumentException if a length is not the number of rows or a number is negative
   *     or not finite
   */
  public Outcome fit(double[] events, double[] exposure) {
    checkLength(events, "events");
    checkLength(exposure, "exposure");
    double allEvents = 0;
    for (int i = 0; i < design.length; i++) {
      if (!(events[i] >= 0 && exposure[i] >= 0)
          || Double.isInfinite(events[i])
          || Double.isInfinite(exposure[i])
          || (events[i] > 0 && exposure[i] == 0)) {
        throw new IllegalArgumentException(
            "row " + i + " has " + events[i] + " events in an exposure of " + exposure[i]);
      }
      allEvents += events[i];
    }
    if (allEvents == 0) {
      return new Unidentified("no events");
    }
    List<String> collinear = collinear(exposure);
    if (!collinear.isEmpty()) {
      return new Unidentified("collinear: " + String.join(", ", collinear));
    }
    return climb(events, exposure);
  }

  private Outcome climb(double[] events, double[] exposure) {
    int columns = names.size();
    // The first weighted least squares starts from each row's own rate; half an event keeps it off
    // log 0.
    double[] rates = new double[design.length];
    for (int i = 0; i < design.length; i++) {
      rates[i] = Math.log((events[i] + 0.5) / exposure[i]);
    }
    double[] beta = new double[columns];
    double[] predictor = rates;
    double likelihood = Double.NEGATIVE_INFINITY;
    for (int iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
      double[] mean = new double[design.length];
      for (int i = 0; i < design.length; i++) {
        mean[i] = exposure[i] > 0 ? exposure[i] * Math.exp(predictor[i]) : 0;
      }
      Step step = step(events, mean, predictor);
      if (step == null) {
        return separated();
      }
      double[] next = step.beta;
      double reached = logLikelihood(events, exposure, next);
      for (int halving = 0;
          halving < 40 && iteration > 1 && !(reached >= likelihood - 1e-12 * Math.abs(likelihood));
          halving++) {
        for (int j = 0; j < columns; j++) {
          next[j] = 0.5 * (next[j] + beta[j]);
        }
        reached = logLikelihood(events, exposure, next);
      }
      double[] nextPredictor = predictor(next);
      double change = 0;
      double extreme = 0;
      for (int i = 0; i < design.length; i++) {
        if (exposure[i] > 0) {
          change = Math.max(change, Math.abs(nextPredictor[i] - predictor[i]));
          double expected = exposure[i] * Math.exp(nextPredictor[i]);
          if (events[i] == 0) {
            extreme = Math.max(extreme, -Math.log(expected));
          }
        }
      }
      beta = next;
      predictor = nextPredictor;
      likelihood = reached;
      if (change < TOLERANCE) {
        return fitted(events, exposure, beta, likelihood);
      }
      if (extreme > SEPARATED && lacksRankWhereEvents(events, exposure)) {
        return separated();
      }
    }
    return new Unidentified("no convergence in " + MOST_ITERATIONS + " steps");
  }

  private Unidentified separated() {
    return new Unidentified("separated: rows without events push a coefficient to infinity");
  }

  private boolean lacksRankWhereEvents(double[] events, double[] exposure) {
    double[] seen = new double[exposure.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = events[i] > 0 ? exposure[i] : 0;
    }
    return !collinear(seen).isEmpty();
  }

  private Outcome fitted(double[] events, double[] exposure, double[] beta, double likelihood) {
    double[] predictor = predictor(beta);
    double[] mean = new double[design.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = exposure[i] > 0 ? exposure[i] * Math.exp(predictor[i]) : 0;
    }
    Step step = step(events, mean, predictor);
    return step == null ? separated() : new Fit(beta, step.covariance, likelihood);
  }

  /** Where one Newton step leads, and the inverse information it used. */
  private static final class Step {
    final double[] beta;
    final double[][] covariance;

    Step(double[] beta, double[][] covariance) {
      this.beta = beta;
      this.covariance = covariance;
    }
  }

  /**
   * One weighted least-squares solve, on columns scaled to unit weighted length; null where the
   * information is singular.
   */
  private Step step(double[] events, double[] mean, double[] predictor) {
    int columns = names.size();
    double[] scale = new double[columns];
    double[] right = new double[columns];
    RealMatrix information = new Array2DRowRealMatrix(columns, columns);
    for (int i = 0; i < design.length; i++) {
      if (mean[i] > 0) {
        double target = mean[i] * predictor[i] + events[i] - mean[i];
        for (int j = 0; j < columns; j++) {
          right[j] += design[i][j] * target;
          for (int k = 0; k < columns; k++) {
            information.addToEntry(j, k, mean[i] * design[i][j] * design[i][k]);
          }
        }
      }
    }
    for (int j = 0; j < columns; j++) {
      scale[j] = 1 / Math.sqrt(information.getEntry(j, j));
      if (!Double.isFinite(scale[j])) {
        return null;
      }
      right[j] *= scale[j];
    }
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < columns; k++) {
        information.multiplyEntry(j, k, scale[j] * scale[k]);
      }
    }
    double[][] inverse = invert(information);
    if (inverse == null) {
      return null;
    }
    double[] beta = new double[columns];
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < columns; k++) {
        beta[j] += scale[j] * inverse[j][k] * right[k];
      }
    }
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < columns; k++) {
        inverse[j][k] *= scale[j] * scale[k];
      }
    }
    return new Step(beta, inverse);
  }

  private static double[][] invert(RealMatrix matrix) {
    try {
      return new CholeskyDecomposition(matrix, 1e-10, 1e-15).getSolver().getInverse().getData();
    } catch (MathIllegalArgumentException notPositiveDefinite) {
      return null;
    }
  }

  private double[] predictor(double[] beta) {
    double[] predictor = new double[design.length];
    for (int i = 0; i < design.length; i++) {
      predictor[i] = dot(design[i], beta);
    }
    return predictor;
  }

  private double logLikelihood(double[] events, double[] exposure, double[] beta) {
    double[] predictor = predictor(beta);
    double sum = 0;
    for (int i = 0; i < design.length; i++) {
      if (exposure[i] > 0) {
        double logMean = Math.log(exposure[i]) + predictor[i];
        sum += events[i] * logMean - Math.exp(logMean) - Gamma.logGamma(events[i] + 1);
      }
    }
    return sum;
  }

  private void checkLength(double[] numbers, String name) {
    if (numbers.length != design.length) {
      throw new IllegalArgumentException(
          name + " must have one entry a row, has " + numbers.length + " for " + design.length);
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
