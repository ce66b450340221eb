package org.logscape.kernel;

import java.util.Arrays;

/**
 * The clocks of the lanes of a block: steps, time t = eta k, and the log-landscape clock tau =
 * integral of L dt, here the sum of eta L(theta_j) over the steps j &lt; k taken (arXiv 2105.09557:
 * d tau = L d t). Also where an observer says that a lane's run is over.
 */
public final class Clock {
  private final double learningRate;
  private final long[] seatedAt;
  private final double[] lossSum;
  private final boolean[] ended;
  private long tick;
  private boolean anyEnded;
  private boolean isFinite;
  private double[] known;

  /**
   * Clocks of a block.
   *
   * @param known as in {@link org.logscape.dynamics.Stepper#knownLosses}, before the first step
   */
  Clock(int lanes, double learningRate, double[] known) {
    this.learningRate = learningRate;
    this.known = known;
    seatedAt = new long[lanes];
    lossSum = new double[lanes];
    ended = new boolean[lanes];
  }

  /** Steps that the replica on {@code lane} has taken. */
  public long steps(int lane) {
    return tick - seatedAt[lane];
  }

  /** Steps that the block has taken, the same for all lanes. */
  public long tick() {
    return tick;
  }

  /** t = eta k of the replica on {@code lane}. */
  public double time(int lane) {
    return learningRate * steps(lane);
  }

  /** tau of the replica on {@code lane}. */
  public double tau(int lane) {
    return learningRate * lossSum[lane];
  }

  /** The event that the replica on {@code lane} waits for has occurred. */
  public void end(int lane) {
    ended[lane] = true;
    anyEnded = true;
  }

  /**
   * Whether the losses of all lanes that the last step computed, and their sum, are finite; false
   * before the first one.
   */
  public boolean isFinite() {
    return isFinite;
  }

  /** Whether the loss of one lane that the last step computed is finite: if not, it diverged. */
  public boolean isFinite(int lane) {
    return Math.abs(known[lane]) <= Double.MAX_VALUE;
  }

  boolean anyEnded() {
    return anyEnded;
  }

  boolean ended(int lane) {
    return ended[lane];
  }

  void clearEnded() {
    if (anyEnded) {
      Arrays.fill(ended, false);
      anyEnded = false;
    }
  }

  /** Sum of the losses at which the replica on {@code lane} took its steps. */
  double lossSum(int lane) {
    return lossSum[lane];
  }

  void seat(int lane) {
    seat(lane, 0, 0);
  }

  /** A replica that has taken steps already. */
  void seat(int lane, long steps, double losses) {
    seatedAt[lane] = tick - steps;
    lossSum[lane] = losses;
    ended[lane] = false;
  }

  void move(int from, int to) {
    seatedAt[to] = seatedAt[from];
    lossSum[to] = lossSum[from];
    ended[to] = ended[from];
    ended[from] = false;
  }

  /**
   * A step passes.
   *
   * @param stepLosses the losses at which the lanes took it
   * @param knownLosses what it left of {@link org.logscape.dynamics.Stepper#knownLosses}
   */
  void advance(double[] stepLosses, double[] knownLosses, int live) {
    tick++;
    known = knownLosses;
    for (int lane = 0; lane < live; lane++) {
      lossSum[lane] += stepLosses[lane];
    }
    // a sum is finite only if each term is; four sums, for speed
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int lane = 0;
    for (; lane + 3 < live; lane += 4) {
      a += knownLosses[lane];
      b += knownLosses[lane + 1];
      c += knownLosses[lane + 2];
      d += knownLosses[lane + 3];
    }
    for (; lane < live; lane++) {
      a += knownLosses[lane];
    }
    isFinite = Math.abs((a + b) + (c + d)) <= Double.MAX_VALUE;
  }
}
