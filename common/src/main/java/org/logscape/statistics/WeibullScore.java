package org.logscape.statistics;

import java.io.Serializable;

/**
 * Score and information of one right-censored waiting time t under a Weibull law with covariates,
 * the accelerated-failure-time model log t = x . b + s e with e the standard minimum extreme-value
 * variable: with u = (log t - x . b)/s and d = 1 for an event, 0 for a censored time,
 *
 * <pre>  log-likelihood  d (u - log s) - exp(u)       (without the constant -d log t)
 *   d/db_j         x_j (exp(u) - d) / s
 *   d/d log s      u exp(u) - d u - d
 * </pre>
 *
 * <p>Source: J. Kalbfleisch and R. Prentice, The Statistical Analysis of Failure Time Data, 2nd
 * ed., Wiley 2002, section 3.6. Their sums over runs drive a one-step (score) bootstrap: theta_r =
 * theta + J^-1 sum_i (w_ir - 1) score_i (P. Kline and A. Santos, Journal of Econometric Methods 1,
 * 2012, 23).
 *
 * @param coefficients b, one for each covariate
 * @param scale s, above 0; 1 for exponential waiting times
 */
public record WeibullScore(double[] coefficients, double scale) implements Serializable {

  /**
   * Checks the scale.
   *
   * @throws IllegalArgumentException if {@code scale} is not positive
   */
  public WeibullScore {
    if (!(scale > 0)) {
      throw new IllegalArgumentException("scale must be positive, is " + scale);
    }
  }

  /** Scores at these coefficients and this scale; throws as the constructor. */
  public static WeibullScore of(double[] coefficients, double scale) {
    return new WeibullScore(coefficients.clone(), scale);
  }

  /** Number of parameters: the coefficients, and log s as the last. */
  public int size() {
    return coefficients.length + 1;
  }

  /**
   * The log-likelihood of one waiting time in time's own density, -d log t included.
   *
   * @param logTime log t
   * @param covariates x, as many as coefficients
   * @param occurred d, 1 for an event and 0 for a censored time
   */
  public double logLikelihood(double logTime, double[] covariates, int occurred) {
    double u = standardized(logTime, covariates);
    return occurred * (u - Math.log(scale) - logTime) - Math.exp(u);
  }

  /**
   * The gradient of {@link #logLikelihood} in (b, log s).
   *
   * @param out receives {@link #size()} values
   */
  public void score(double logTime, double[] covariates, int occurred, double[] out) {
    double u = standardized(logTime, covariates);
    double hazard = Math.exp(u);
    for (int j = 0; j < covariates.length; j++) {
      out[j] = covariates[j] * (hazard - occurred) / scale;
    }
    out[covariates.length] = u * hazard - occurred * u - occurred;
  }

  /**
   * Adds the negative Hessian of {@link #logLikelihood} in (b, log s).
   *
   * @param sum receives {@link #size()} x {@link #size()} values on top of its own
   */
  public void addInformation(double logTime, double[] covariates, int occurred, double[][] sum) {
    double u = standardized(logTime, covariates);
    double hazard = Math.exp(u);
    int last = covariates.length;
    for (int j = 0; j < last; j++) {
      for (int k = 0; k < last; k++) {
        sum[j][k] += covariates[j] * covariates[k] * hazard / (scale * scale);
      }
      double mixed = covariates[j] * (u * hazard + hazard - occurred) / scale;
      sum[j][last] += mixed;
      sum[last][j] += mixed;
    }
    sum[last][last] += u * (hazard + u * hazard - occurred);
  }

  private double standardized(double logTime, double[] covariates) {
    double mean = 0;
    for (int j = 0; j < covariates.length; j++) {
      mean += covariates[j] * coefficients[j];
    }
    return (logTime - mean) / scale;
  }
}
