package org.logscape.kernel;

import java.util.Arrays;

/**
 * The clocks of the lanes of a block: steps, time t = eta k, and the log-landscape clock tau =
 * integral of L dt, here the sum of eta L(theta_j) over the steps j &lt; k taken (arXiv 2105.09557:
 * d tau = L d t). Also where an observer says that a lane's run is over.
 */
public final class Clock {
  private final double learningRate;
  private final long stepsPerLook;
  private final long[] seatedAt;
  private final double[] lossSum;
  private final boolean[] ended;
  private long tick;
  private boolean anyEnded;
  private boolean isFinite;

  Clock(int lanes, double learningRate, long stepsPerLook) {
    this.learningRate = learningRate;
    this.stepsPerLook = stepsPerLook;
    seatedAt = new long[lanes];
    lossSum = new double[lanes];
    ended = new boolean[lanes];
  }

  /** Steps that the replica on {@code lane} has taken. */
  public long steps(int lane) {
    return tick - seatedAt[lane];
  }

  /** Steps that the block has taken: grows by as many from look to look, the same for all lanes. */
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
   * Whether the losses of all lanes after the last step, and their sum, are finite; false before
   * the first one.
   */
  public boolean isFinite() {
    return isFinite;
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
   * The steps to the next look pass.
   *
   * @param lossSums sums of the losses at which they were taken
   * @param loss the losses after them
   */
  void advance(double[] lossSums, double[] loss, int live) {
    tick += stepsPerLook;
    for (int lane = 0; lane < live; lane++) {
      lossSum[lane] += lossSums[lane];
    }
    // losses are not negative, so their sum is finite only if each is; four sums, for speed
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int lane = 0;
    for (; lane + 3 < live; lane += 4) {
      a += loss[lane];
      b += loss[lane + 1];
      c += loss[lane + 2];
      d += loss[lane + 3];
    }
    for (; lane < live; lane++) {
      a += loss[lane];
    }
    isFinite = (a + b) + (c + d) <= Double.MAX_VALUE;
  }
}
