package org.logscape.training.minimum;

import java.util.List;
import org.logscape.data.Samples;
import org.logscape.matrix.Blas;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Evaluation;
import org.logscape.network.Network;
import org.logscape.spectrum.Outliers;
import org.logscape.spectrum.Probes;
import org.logscape.training.Pretrained;
import org.logscape.training.Settling;
import org.logscape.training.Training;
import org.logscape.training.watch.Curvature;
import org.logscape.training.watch.SpectrumMeasured;

/**
 * Searches a minimum from Glorot's start: SGD, then a descent on the whole training set, then the
 * spectrum of the Hessian at the minimum.
 *
 * @param training the SGD
 * @param gradientNorm |grad L| at which the descent ends
 * @param iterations the most steps of the descent; 0: none, the point is where SGD ended
 * @param curvature what to compute of the Hessian
 */
public record MinimumSearch(
    Training training, double gradientNorm, int iterations, Curvature curvature) {

  /**
   * The minimum and its curvature.
   *
   * @param theta the point
   * @param evaluation L* and accuracy there, over the training set
   * @param gradientNorm |grad L| there
   * @param steps steps of SGD
   * @param outliers n and h*
   * @param spectrum the parts of the Hessian's spectrum that were computed, the largest eigenvalues
   *     first
   * @param core kernels that OpenBLAS used; elsewhere the last bits differ
   */
  public record Minimum(
      double[] theta,
      Evaluation evaluation,
      double gradientNorm,
      long steps,
      Outliers outliers,
      List<SpectrumMeasured> spectrum,
      String core) {}

  /**
   * Searches.
   *
   * @param seed the spec's seed
   * @param index number of the network among those of this seed
   * @throws IllegalArgumentException if the samples do not fit the network
   * @throws ArithmeticException if SGD diverged, or ended where the Hessian has no positive
   *     eigenvalue
   */
  public Minimum run(Samples samples, long seed, long index) {
    Pretrained trained = training.run(samples, seed, index);
    if (!(Math.abs(trained.evaluation().loss()) <= Double.MAX_VALUE)) {
      throw new ArithmeticException(
          "training diverged after " + trained.steps() + " steps; a lower learning rate may help");
    }
    try (EmpiricalLoss loss = EmpiricalLoss.of(training.network(), samples)) {
      Settling rest = Settling.of(loss, trained.theta(), gradientNorm, iterations);
      return measured(
          loss, rest, curvature, Probes.of(seed, index), trained.steps(), trained.core());
    }
  }

  /**
   * The curvature at a given point, without any training.
   *
   * @param theta the point
   * @param probes random directions of the curvature
   * @throws IllegalArgumentException if the samples do not fit the network
   * @throws ArithmeticException if the loss there is not finite, or the Hessian has no positive
   *     eigenvalue
   */
  public static Minimum at(
      double[] theta, Network network, Samples samples, Curvature curvature, Probes probes) {
    try (EmpiricalLoss loss = EmpiricalLoss.of(network, samples)) {
      Settling rest = Settling.of(loss, theta, 0, 0);
      if (!Double.isFinite(rest.loss())) {
        throw new ArithmeticException("the loss of these weights is not finite");
      }
      return measured(loss, rest, curvature, probes, 0, Blas.core());
    }
  }

  private static Minimum measured(
      EmpiricalLoss loss,
      Settling rest,
      Curvature curvature,
      Probes probes,
      long steps,
      String core) {
    List<SpectrumMeasured> spectrum = curvature.measure(0, loss.hessian(rest.theta()), probes);
    double[] eigenvalues = spectrum.get(0).values();
    if (!(eigenvalues[0] > 0)) {
      throw new ArithmeticException("the Hessian has no positive eigenvalue: no minimum");
    }
    return new Minimum(
        rest.theta(),
        loss.evaluate(rest.theta()),
        rest.gradientNorm(),
        steps,
        Outliers.of(eigenvalues),
        spectrum,
        core);
  }
}
