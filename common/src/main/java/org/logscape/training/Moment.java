package org.logscape.training;

import java.util.function.Function;
import java.util.function.Supplier;
import org.logscape.network.Evaluation;

/**
 * A run of a network between two steps. Parameters and losses are taken when they are first asked
 * for, and once for all that ask.
 */
public final class Moment {
  private final double learningRate;
  private final Supplier<double[]> parameters;
  private final Function<double[], Evaluation> evaluate;
  private long step;
  private double lossSum;
  private double[] theta;
  private Evaluation training;
  private boolean over;

  Moment(
      double learningRate, Supplier<double[]> parameters, Function<double[], Evaluation> evaluate) {
    this.learningRate = learningRate;
    this.parameters = parameters;
    this.evaluate = evaluate;
  }

  /** A step was taken. */
  void advance(double batchLoss) {
    step++;
    lossSum += batchLoss;
    theta = null;
    training = null;
  }

  /** Steps taken. */
  public long step() {
    return step;
  }

  /** t = eta k. */
  public double time() {
    return learningRate * step;
  }

  /**
   * The log-landscape clock tau, integral of L dt: here the sum of eta times the minibatch losses
   * of the steps taken, whose mean is L under sampling with replacement.
   */
  public double tau() {
    return learningRate * lossSum;
  }

  /** The parameters; not to be changed. */
  public double[] theta() {
    if (theta == null) {
      theta = parameters.get();
    }
    return theta;
  }

  /** L and accuracy over the training set, in the precision of the run. */
  public Evaluation training() {
    if (training == null) {
      training = evaluate.apply(theta());
    }
    return training;
  }

  /** The event that the run waits for has occurred. */
  public void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
