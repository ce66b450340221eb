package org.logscape.noise;

import org.logscape.network.EmpiricalLoss;
import org.logscape.network.OutputMetric;
import org.logscape.spectrum.LinearOperator;

/**
 * The matrices whose likeness the log-landscape theory of arXiv 2105.09557 asserts, each by exact
 * products with vectors; nothing of their size is formed.
 */
public final class NoiseCovariance {
  private NoiseCovariance() {}

  /** C = (1/N) sum grad l grad l^T - grad L grad L^T; Sigma = C / B with replacement. */
  public static LinearOperator of(EmpiricalLoss loss, double[] theta) {
    return loss.metric(theta, OutputMetric.gradientMoment()).minusOuter(loss.gradient(theta));
  }

  /** (1/N) sum l C_f, C_f = sum_k grad f_k grad f_k^T. */
  public static LinearOperator lossWeighted(EmpiricalLoss loss, double[] theta) {
    return loss.metric(theta, OutputMetric.lossWeighted());
  }

  /** L (1/N) sum C_f: what the former is if losses and gradients of the outputs are decoupled. */
  public static LinearOperator decoupled(EmpiricalLoss loss, double[] theta) {
    return loss.metric(theta, OutputMetric.uniform(loss.evaluate(theta).loss()));
  }
}
