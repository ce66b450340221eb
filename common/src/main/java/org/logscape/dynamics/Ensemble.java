package org.logscape.dynamics;

import org.logscape.random.LaneStreams;

/**
 * The state of a block: the replicas that move side by side, one a lane, as a structure of arrays.
 * Lanes [0, {@link #live()}) hold a replica. Mutable and confined to one thread; it is the only
 * state of a running block.
 */
public final class Ensemble {
  private final double[][] theta;
  private final LaneStreams streams;
  private double[] loss;
  private double[] previousLoss;
  private int live;

  private Ensemble(int dimensions, int lanes) {
    theta = new double[dimensions][lanes];
    loss = new double[lanes];
    previousLoss = new double[lanes];
    streams = LaneStreams.of(lanes);
  }

  /**
   * An empty block.
   *
   * @param dimensions parameters of a replica
   * @param lanes the most replicas it can hold
   */
  public static Ensemble of(int dimensions, int lanes) {
    return new Ensemble(dimensions, lanes);
  }

  /** The most replicas it can hold. */
  public int lanes() {
    return loss.length;
  }

  /** Number of replicas it holds: lanes [0, live). */
  public int live() {
    return live;
  }

  /** Sets the number of replicas. */
  public void live(int lanes) {
    live = lanes;
  }

  /** Parameters, {@code theta[coordinate][lane]}. */
  public double[][] theta() {
    return theta;
  }

  /** Loss of each lane at its parameters. */
  public double[] loss() {
    return loss;
  }

  /** Loss of each lane one step earlier. */
  public double[] previousLoss() {
    return previousLoss;
  }

  /** Makes the losses the previous ones; the caller then fills {@link #loss()} anew. */
  void turnLoss() {
    double[] swap = previousLoss;
    previousLoss = loss;
    loss = swap;
  }

  /** Random streams, one a lane. */
  public LaneStreams streams() {
    return streams;
  }

  /** The parameters of one lane; a fresh array. */
  public double[] thetaOf(int lane) {
    double[] vector = new double[theta.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = theta[i][lane];
    }
    return vector;
  }

  /** Sets the parameters of one lane. */
  public void place(int lane, double[] parameters) {
    for (int i = 0; i < theta.length; i++) {
      theta[i][lane] = parameters[i];
    }
  }

  /** Moves the replica of lane {@code from}, stream included, to lane {@code to}. */
  public void move(int from, int to) {
    for (double[] row : theta) {
      row[to] = row[from];
    }
    loss[to] = loss[from];
    previousLoss[to] = previousLoss[from];
    streams.move(from, to);
  }
}
