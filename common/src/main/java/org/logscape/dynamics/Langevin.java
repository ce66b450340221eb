package org.logscape.dynamics;

import org.logscape.model.Model;
import org.logscape.simd.Lanes;

/**
 * The log-landscape equation itself, d theta = -grad L dt + sqrt(2 eta a L H* / B) dW with H*
 * frozen at the minimum, by Euler-Maruyama steps dt = eta: theta_{k+1} = theta_k - eta grad L + eta
 * sqrt(2 a L H* / B) xi_k.
 *
 * <p>Source: arXiv 2105.09557 (the stochastic differential equation in the outlier subspace); a of
 * arXiv 2009.13094.
 */
public final class Langevin implements LandscapeDynamics {
  private final Model model;
  private final double learningRate;
  private final double[] amplitude;

  private Langevin(Model model, double learningRate, double[] amplitude) {
    this.model = model;
    this.learningRate = learningRate;
    this.amplitude = amplitude;
  }

  /**
   * Langevin dynamics on a model.
   *
   * @param model a model whose H* is diagonal in its own coordinates
   * @param learningRate eta, positive
   * @param batchSize B, at least 1
   * @param enhancement its factor a multiplies the noise covariance
   * @throws IllegalArgumentException if H* is not diagonal or a value is out of its range
   */
  public static Langevin of(
      Model model, double learningRate, int batchSize, NoiseEnhancement enhancement) {
    if (!(learningRate > 0) || batchSize < 1) {
      throw new IllegalArgumentException(
          "langevin needs a positive learning rate and a batch size of at least 1");
    }
    double[] diagonal =
        model
            .diagonalHessian()
            .orElseThrow(
                () -> new IllegalArgumentException("langevin needs a model with diagonal H*"));
    double[] amplitude = new double[diagonal.length];
    for (int i = 0; i < diagonal.length; i++) {
      amplitude[i] = learningRate * Math.sqrt(2 * enhancement.factor() * diagonal[i] / batchSize);
    }
    return new Langevin(model, learningRate, amplitude);
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public Stepper stepper(int lanes) {
    return new LangevinStepper(lanes);
  }

  private final class LangevinStepper implements Stepper {
    private final Ensemble ensemble;
    private final double[][] gradient;
    private final double[] xi;
    private final double[] rootLoss;

    LangevinStepper(int lanes) {
      ensemble = Ensemble.of(model.dimensions(), lanes);
      int width = Lanes.roundUp(lanes);
      gradient = new double[model.dimensions()][width];
      xi = new double[(model.dimensions() + 1) * Lanes.GROUP];
      rootLoss = new double[width];
    }

    @Override
    public Ensemble ensemble() {
      return ensemble;
    }

    @Override
    public void seat(int lane) {
      ensemble.loss()[lane] = model.loss(ensemble.thetaOf(lane));
    }

    @Override
    public void move(int from, int to) {
      ensemble.move(from, to);
    }

    @Override
    public void step() {
      int live = Lanes.roundUp(ensemble.live());
      double[][] theta = ensemble.theta();
      double[] loss = ensemble.loss();
      for (int lane = 0; lane < live; lane++) {
        rootLoss[lane] = Math.sqrt(loss[lane]);
      }
      model.gradients(theta, gradient, live);
      for (int lane = 0; lane < live; lane += Lanes.GROUP) {
        ensemble.streams().gaussians(lane / Lanes.GROUP, xi, 0, Lanes.GROUP, theta.length);
        Contraction.INSTANCE.diffuse(theta, gradient, lane, learningRate, amplitude, rootLoss, xi);
      }
      ensemble.turnLoss();
      model.losses(theta, ensemble.loss(), live);
    }
  }
}
