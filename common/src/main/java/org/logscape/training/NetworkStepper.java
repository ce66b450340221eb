package org.logscape.training;

import java.util.Arrays;
import org.logscape.dynamics.Ensemble;
import org.logscape.dynamics.Stepper;
import org.logscape.network.EmpiricalLoss;

/**
 * Moves networks from look to look. They take their steps in a {@link NetworkEnsemble}; at each
 * look their parameters and losses are copied to the ensemble that observers read.
 */
final class NetworkStepper implements Stepper {
  private final Ensemble seen;
  private final NetworkEnsemble networks;
  private final EmpiricalLoss loss;
  private final long stepsPerLook;
  private final double[] lossSums;

  /**
   * A stepper, which closes what it is given.
   *
   * @param seen what observers read; its streams are those that {@code networks} draw from
   * @param networks as many as {@code seen} has lanes
   * @param loss L, over the training set
   */
  NetworkStepper(Ensemble seen, NetworkEnsemble networks, EmpiricalLoss loss, long stepsPerLook) {
    this.seen = seen;
    this.networks = networks;
    this.loss = loss;
    this.stepsPerLook = stepsPerLook;
    lossSums = new double[networks.lanes()];
    seen.draws(networks.order());
  }

  @Override
  public Ensemble ensemble() {
    return seen;
  }

  @Override
  public void seat(int lane) {
    networks.place(lane, seen.thetaOf(lane));
    networks.order().seat(lane);
    look(lane);
  }

  @Override
  public int[] position(int lane) {
    return networks.order().position(lane);
  }

  /** Takes no pass through the set: the loss is known. */
  @Override
  public void resume(int lane, double lossThere, int[] position) {
    networks.place(lane, seen.thetaOf(lane));
    networks.order().seat(lane);
    networks.order().resume(lane, position);
    seen.loss()[lane] = lossThere;
  }

  @Override
  public void move(int from, int to) {
    networks.move(from, to);
    seen.move(from, to);
  }

  @Override
  public void step() {
    int live = seen.live();
    seen.turnLoss();
    Arrays.fill(lossSums, 0, live, 0);
    for (long step = 0; step < stepsPerLook; step++) {
      networks.step(live);
      for (int lane = 0; lane < live; lane++) {
        lossSums[lane] += networks.batchLoss(lane);
      }
    }
    for (int lane = 0; lane < live; lane++) {
      if (Math.abs(lossSums[lane]) <= Double.MAX_VALUE) {
        look(lane);
      } else {
        // it has diverged on the way
        seen.loss()[lane] = Double.NaN;
      }
    }
  }

  /** Copies the parameters, as they are rounded, and takes L. */
  private void look(int lane) {
    double[] theta = networks.theta(lane);
    seen.place(lane, theta);
    seen.loss()[lane] = loss.evaluate(theta).loss();
  }

  /** Of minibatch losses, whose mean is L under sampling with replacement. */
  @Override
  public double[] lossSums() {
    return lossSums;
  }

  @Override
  public void close() {
    networks.close();
    loss.close();
  }
}
