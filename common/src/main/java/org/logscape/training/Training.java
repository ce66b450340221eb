package org.logscape.training;

import org.logscape.data.Samples;
import org.logscape.dynamics.SgdSettings;
import org.logscape.matrix.Blas;
import org.logscape.matrix.Precision;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Evaluation;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;

/**
 * The training of one network from Glorot's start, reproducible from a seed: the same numbers on
 * every machine where {@link Blas#core} is the same.
 *
 * @param network the network
 * @param settings of SGD
 * @param precision of the parameters while they are trained
 * @param epochs the most passes through the set (for {@link
 *     org.logscape.dynamics.Sampling#REPLACEMENT}: as many steps), not negative
 * @param lossBelow training ends after the first epoch that leaves L below this; 0: never
 */
public record Training(
    Network network, SgdSettings settings, Precision precision, int epochs, double lossBelow) {

  /** Called after each epoch, and before the first as epoch 0. */
  @FunctionalInterface
  public interface Watch {
    /**
     * Receives the state after an epoch.
     *
     * @param epoch number of completed epochs
     * @param theta the parameters; a fresh array
     * @param evaluation L and accuracy on the training set
     */
    void epoch(int epoch, double[] theta, Evaluation evaluation);
  }

  /**
   * Trains.
   *
   * @param seed the spec's seed
   * @param index number of the network among those of this seed
   * @return where training ended; its loss is not finite where it diverged
   * @throws IllegalArgumentException if the samples do not fit the network
   */
  public Pretrained run(Samples samples, long seed, long index, Watch watch) {
    StreamFamily family = StreamFamily.ofTraining(seed);
    try (NetworkEnsemble one = NetworkEnsemble.of(network, samples, settings, precision, 1);
        EmpiricalLoss loss = EmpiricalLoss.of(network, samples, precision)) {
      one.seat(0, family, index);
      one.place(0, network.architecture().glorot(one.streams(), 0));
      double[] theta = one.theta(0);
      Evaluation evaluation = loss.evaluate(theta);
      watch.epoch(0, theta, evaluation);
      int epoch = 0;
      while (epoch < epochs && isFinite(evaluation) && evaluation.loss() >= lossBelow) {
        for (int step = 0; step < one.stepsPerEpoch(samples); step++) {
          one.step(1);
        }
        epoch++;
        theta = one.theta(0);
        evaluation = loss.evaluate(theta);
        watch.epoch(epoch, theta, evaluation);
      }
      return new Pretrained(
          theta,
          evaluation,
          norm(loss.gradient(theta)),
          (long) epoch * one.stepsPerEpoch(samples),
          Blas.core());
    }
  }

  /**
   * Trains without a watch; arguments and result as in {@link #run(Samples, long, long, Watch)}.
   */
  public Pretrained run(Samples samples, long seed, long index) {
    return run(samples, seed, index, (epoch, theta, evaluation) -> {});
  }

  private static boolean isFinite(Evaluation evaluation) {
    return Math.abs(evaluation.loss()) <= Double.MAX_VALUE;
  }

  static double norm(double[] v) {
    double sum = 0;
    for (double x : v) {
      sum = Math.fma(x, x, sum);
    }
    return Math.sqrt(sum);
  }
}
