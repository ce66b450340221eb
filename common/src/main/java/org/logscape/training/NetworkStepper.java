package org.logscape.training;

import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.Motion;
import org.logscape.dynamics.Stepper;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Evaluation;

/**
 * Moves networks, which take their steps in a {@link NetworkEnsemble}. Their parameters and losses
 * are copied to the ensemble that observers read when these ask for them.
 */
final class NetworkStepper implements Stepper {
  private final Ensemble seen;
  private final NetworkEnsemble networks;
  private final EmpiricalLoss loss;
  private final double[] batchLosses;

  /**
   * A stepper, which closes what it is given.
   *
   * @param seen what observers read; its streams are those that {@code networks} draw from
   * @param networks as many as {@code seen} has lanes
   * @param loss L, over the training set
   */
  NetworkStepper(Ensemble seen, NetworkEnsemble networks, EmpiricalLoss loss) {
    this.seen = seen;
    this.networks = networks;
    this.loss = loss;
    batchLosses = new double[networks.lanes()];
    seen.draws(networks.order());
    seen.carries(networks::velocityOf);
    seen.reads(new Pass());
  }

  /** One pass through the training set. */
  private final class Pass implements Ensemble.Reader {
    @Override
    public double[] theta(int lane) {
      return networks.theta(lane);
    }

    @Override
    public void evaluate(int lane, double[] theta, double[] losses, double[] accuracies) {
      Evaluation evaluation = loss.evaluate(theta);
      losses[lane] = evaluation.loss();
      accuracies[lane] = evaluation.accuracy();
    }
  }

  @Override
  public Ensemble ensemble() {
    return seen;
  }

  @Override
  public void seat(int lane) {
    networks.place(lane, seen.thetaOf(lane));
    networks.seat(lane);
    batchLosses[lane] = 0;
    seen.outdate(lane);
  }

  @Override
  public void restore(int lane, Motion motion, long steps) {
    networks.restore(lane, motion, steps);
  }

  @Override
  public void move(int from, int to) {
    networks.move(from, to);
    seen.move(from, to);
    batchLosses[to] = batchLosses[from];
  }

  @Override
  public void step() {
    int live = seen.live();
    networks.step(live);
    for (int lane = 0; lane < live; lane++) {
      batchLosses[lane] = networks.batchLoss(lane);
      seen.outdate(lane);
    }
  }

  /** Of the minibatches, whose mean is L under sampling with replacement. */
  @Override
  public double[] stepLosses() {
    return batchLosses;
  }

  @Override
  public double[] knownLosses() {
    return batchLosses;
  }

  @Override
  public void close() {
    networks.close();
    loss.close();
  }
}
