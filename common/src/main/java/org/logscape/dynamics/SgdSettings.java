package org.logscape.dynamics;

import org.logscape.dynamics.order.SampleOrder;
import org.logscape.dynamics.rate.LearningRateSchedule;
import org.logscape.filter.GradientFilter;
import org.logscape.random.LaneStreams;

/**
 * The dynamics theta &lt;- theta - eta d, d the direction that the filter makes of the gradients up
 * to the step's own. A gradient is the mean over a minibatch of B samples, mixed as the enhancement
 * says, plus lambda theta.
 *
 * @param learningRate eta, positive
 * @param batchSize B, samples of each minibatch
 * @param enhancement how minibatches are mixed
 * @param sampling how samples are chosen
 * @param filter how gradients become a direction: plain, or with momentum
 * @param weightDecay lambda, at least 0: g is the gradient of the loss plus lambda |theta|^2 / 2
 * @param schedule s: step k is taken at the rate eta s(k)
 */
public record SgdSettings(
    double learningRate,
    int batchSize,
    NoiseEnhancement enhancement,
    Sampling sampling,
    GradientFilter filter,
    double weightDecay,
    LearningRateSchedule schedule) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SgdSettings {
    if (!(learningRate > 0) || batchSize < 1) {
      throw new IllegalArgumentException(
          "SGD needs a positive learning rate and a batch size of at least 1");
    }
    if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight decay must be at least 0 and finite");
    }
  }

  /**
   * Without momentum and weight decay, at a constant rate.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public SgdSettings(
      double learningRate, int batchSize, NoiseEnhancement enhancement, Sampling sampling) {
    this(
        learningRate,
        batchSize,
        enhancement,
        sampling,
        enhancement.filter(0),
        0,
        LearningRateSchedule.constant());
  }

  /**
   * The same settings with the momentum that goes with the enhancement, as {@link
   * NoiseEnhancement#filter} has it.
   *
   * @param mu at least 0 and below 1
   * @throws IllegalArgumentException if mu is out of its range
   */
  public SgdSettings withMomentum(double mu) {
    return withFilter(enhancement.filter(mu));
  }

  /** The same settings with another way to turn gradients into directions. */
  public SgdSettings withFilter(GradientFilter other) {
    return new SgdSettings(
        learningRate, batchSize, enhancement, sampling, other, weightDecay, schedule);
  }

  /** The same settings with weight decay. */
  public SgdSettings withWeightDecay(double lambda) {
    return new SgdSettings(
        learningRate, batchSize, enhancement, sampling, filter, lambda, schedule);
  }

  /** The same settings with a learning rate that changes from step to step. */
  public SgdSettings withSchedule(LearningRateSchedule rates) {
    return new SgdSettings(
        learningRate, batchSize, enhancement, sampling, filter, weightDecay, rates);
  }

  /**
   * The rate of a step, eta s(k).
   *
   * @param step k, the steps that the run has taken before
   */
  public double learningRateAt(long step) {
    return learningRate * schedule.factor(step);
  }

  /** Whether weights decay. */
  public boolean hasWeightDecay() {
    return weightDecay > 0;
  }

  /** Whether a step is theta - eta g, without momentum and weight decay. */
  public boolean isPlain() {
    return filter.isPlain() && !hasWeightDecay();
  }

  /** Samples that a step uses: B for each minibatch. */
  public int perStep() {
    return batchSize * enhancement.minibatches();
  }

  /** Weights of the samples of a step, minibatch by minibatch; they sum to 1. */
  public double[] weights() {
    double[] weights = new double[perStep()];
    for (int s = 0; s < weights.length; s++) {
      weights[s] = enhancement.weight(s / batchSize) / batchSize;
    }
    return weights;
  }

  /**
   * The order in which samples of a finite data set are used.
   *
   * @param samples how many there are
   * @throws IllegalArgumentException if samples are drawn fresh, or are fewer than a step needs
   */
  public SampleOrder order(int samples, LaneStreams streams) {
    return switch (sampling) {
      case REPLACEMENT -> SampleOrder.withReplacement(samples, perStep(), streams);
      case EPOCH -> SampleOrder.byEpoch(samples, perStep(), streams);
      case ONLINE, ONLINE_IN_LAW ->
          throw new IllegalArgumentException(
              sampling + " sampling needs a model with fresh samples");
    };
  }
}
