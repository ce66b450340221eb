package org.logscape.dynamics;

import org.logscape.model.FiniteLinearRegression;
import org.logscape.model.Inputs;
import org.logscape.model.Model;
import org.logscape.model.OnlineModel;
import org.logscape.model.ResidualModel;
import org.logscape.simd.Lanes;

/**
 * Stochastic gradient descent with real minibatches: theta_{k+1} = theta_k - eta g_k, g_k the mean
 * gradient over a minibatch of B samples, mixed as {@link NoiseEnhancement} says; with momentum and
 * weight decay as {@link SgdSettings} says.
 */
public final class Sgd implements LandscapeDynamics {
  private final ResidualModel model;
  private final SgdSettings settings;

  private Sgd(ResidualModel model, SgdSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /**
   * SGD on a model.
   *
   * @param model an online model for the online samplings, a finite one for the others
   * @throws IllegalArgumentException if the sampling does not fit the model, or the learning rate
   *     has a schedule
   */
  public static Sgd of(ResidualModel model, SgdSettings settings) {
    if (!settings.schedule().isConstant()) {
      throw new IllegalArgumentException("only networks have learning-rate schedules");
    }
    Sgd sgd = new Sgd(model, settings);
    sgd.stepper(1);
    return sgd;
  }

  /**
   * SGD on a model; arguments as in {@link SgdSettings}.
   *
   * @throws IllegalArgumentException if a value is out of its range, or the sampling does not fit
   *     the model
   */
  public static Sgd of(
      ResidualModel model,
      double learningRate,
      int batchSize,
      NoiseEnhancement enhancement,
      Sampling sampling) {
    return of(model, new SgdSettings(learningRate, batchSize, enhancement, sampling));
  }

  @Override
  public Model model() {
    return model;
  }

  @Override
  public double learningRate() {
    return settings.learningRate();
  }

  @Override
  public Stepper stepper(int lanes) {
    if (model instanceof FiniteLinearRegression finite) {
      return new FiniteStepper(finite, settings, lanes);
    }
    return new SgdStepper(lanes);
  }

  private Minibatches minibatches(Ensemble ensemble) {
    int batchSize = settings.batchSize();
    NoiseEnhancement enhancement = settings.enhancement();
    return switch (settings.sampling()) {
      case ONLINE -> new FreshMinibatches(online(), batchSize, enhancement, ensemble);
      case ONLINE_IN_LAW -> {
        if (online().inputs() != Inputs.GAUSSIAN) {
          throw new IllegalArgumentException("online-in-law sampling needs Gaussian inputs");
        }
        yield new InLawMinibatches(model.features(), batchSize, enhancement, ensemble);
      }
      case REPLACEMENT, EPOCH ->
          throw new IllegalArgumentException(
              settings.sampling() + " sampling needs a model with a finite data set");
    };
  }

  private OnlineModel online() {
    if (model instanceof OnlineModel online) {
      return online;
    }
    throw new IllegalArgumentException(
        settings.sampling() + " sampling needs a model with fresh samples");
  }

  private final class SgdStepper implements Stepper {
    private final Ensemble ensemble;
    private final Minibatches minibatches;
    private final double[][] v;
    private final double[][] w;
    private final double[][] gradient;
    private final Buffers buffers;

    SgdStepper(int lanes) {
      ensemble = Ensemble.of(model.dimensions(), lanes);
      minibatches = minibatches(ensemble);
      int width = Lanes.roundUp(lanes);
      v = new double[model.features()][width];
      w = new double[model.features()][width];
      gradient = new double[model.dimensions()][width];
      buffers = Buffers.byCoordinate(settings.filter(), model.dimensions(), lanes);
      ensemble.carries(buffers::of);
    }

    @Override
    public Ensemble ensemble() {
      return ensemble;
    }

    @Override
    public void seat(int lane) {
      ensemble.loss()[lane] = model.loss(ensemble.thetaOf(lane));
      buffers.seat(lane);
    }

    @Override
    public void restore(int lane, Motion motion, long steps) {
      buffers.restore(lane, motion.velocity());
    }

    @Override
    public void move(int from, int to) {
      ensemble.move(from, to);
      buffers.move(from, to);
    }

    @Override
    public void step() {
      int live = Lanes.roundUp(ensemble.live());
      double[][] theta = ensemble.theta();
      double learningRate = settings.learningRate();
      model.residuals(theta, v, live);
      minibatches.draw(v, w);
      model.pullBack(theta, w, gradient, live);
      if (settings.hasWeightDecay()) {
        decay(theta, live);
      }
      buffers.age();
      for (int i = 0; i < theta.length; i++) {
        double[] row = theta[i];
        double[] slope = gradient[i];
        buffers.direct(i, slope, live);
        for (int lane = 0; lane < live; lane++) {
          row[lane] = Math.fma(-learningRate, slope[lane], row[lane]);
        }
      }
      ensemble.turnLoss();
      model.losses(theta, ensemble.loss(), live);
    }

    /** g &lt;- g + lambda theta. */
    private void decay(double[][] theta, int live) {
      for (int i = 0; i < theta.length; i++) {
        double[] row = theta[i];
        double[] slope = gradient[i];
        for (int lane = 0; lane < live; lane++) {
          slope[lane] = Math.fma(settings.weightDecay(), row[lane], slope[lane]);
        }
      }
    }
  }
}
