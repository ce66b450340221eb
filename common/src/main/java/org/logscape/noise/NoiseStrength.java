package org.logscape.noise;

import org.logscape.network.EmpiricalLoss;
import org.logscape.network.OutputMetric;

/**
 * The noise at one point beside what arXiv 2105.09557 predicts: tr Sigma = 2 L tr H* / B, near a
 * minimum with H* the Gauss-Newton matrix.
 *
 * @param loss L
 * @param sampleTrace tr C of one sample's gradient, (1/N) sum |grad l|^2 - |grad L|^2; of a
 *     minibatch of B with replacement divide by B
 * @param gradientSquare |grad L|^2
 * @param gaussNewtonTrace tr G, exact
 */
public record NoiseStrength(
    double loss, double sampleTrace, double gradientSquare, double gaussNewtonTrace) {

  /** Exact, over all samples: one pass for the norms, one for each output for the trace of G. */
  public static NoiseStrength of(EmpiricalLoss loss, double[] theta) {
    double meanSquare = mean(loss.squaredGradientNorms(theta));
    double gradientSquare = 0;
    for (double g : loss.gradient(theta)) {
      gradientSquare = Math.fma(g, g, gradientSquare);
    }
    return new NoiseStrength(
        mean(loss.sampleLosses(theta)),
        meanSquare - gradientSquare,
        gradientSquare,
        loss.trace(theta, OutputMetric.gaussNewton()));
  }

  /** tr Sigma of a minibatch of B samples with replacement. */
  public double trace(double batchSize) {
    return sampleTrace / batchSize;
  }

  /** 2 L tr G / B. */
  public double predictedTrace(double batchSize) {
    return 2 * loss * gaussNewtonTrace / batchSize;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
