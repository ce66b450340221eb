package org.logscape.dynamics;

import java.util.Arrays;
import org.logscape.simd.Lanes;

/**
 * What the steps of a block remember of earlier gradients, by coordinate: nothing, the velocity of
 * the heavy ball, or the two buffers of {@link NoiseEnhancement.EarlierGradient}.
 */
final class LaneVelocities {
  private final SgdSettings settings;

  /** The velocity, or the newer buffer; no coordinates where nothing is remembered. */
  private double[][] newer;

  /** The older buffer; no coordinates where there is none. */
  private double[][] older;

  LaneVelocities(SgdSettings settings, int dimensions, int lanes) {
    this.settings = settings;
    int width = Lanes.roundUp(lanes);
    newer = new double[settings.hasVelocity() ? dimensions : 0][width];
    older = new double[settings.enhancement().looksBack() ? dimensions : 0][width];
  }

  /** Those of a lane as in {@link Motion}, a fresh array. */
  double[] of(int lane) {
    double[] both = new double[newer.length + older.length];
    for (int i = 0; i < newer.length; i++) {
      both[i] = newer[i][lane];
    }
    for (int i = 0; i < older.length; i++) {
      both[newer.length + i] = older[i][lane];
    }
    return both;
  }

  /** A lane begins at rest. */
  void seat(int lane) {
    restore(lane, new double[newer.length + older.length]);
  }

  /** A lane goes on from {@link #of}; an empty array changes nothing. */
  void restore(int lane, double[] moving) {
    for (int i = 0; i < moving.length; i++) {
      (i < newer.length ? newer[i] : older[i - newer.length])[lane] = moving[i];
    }
  }

  /** Moves those of lane {@code from} to lane {@code to}. */
  void move(int from, int to) {
    for (double[][] rows : Arrays.asList(newer, older)) {
      for (double[] row : rows) {
        row[to] = row[from];
      }
    }
  }

  /**
   * The direction of a step, by coordinate; valid until the next step.
   *
   * @param gradient of the step with weight decay, may be overwritten
   * @param live lanes
   */
  double[][] direction(double[][] gradient, int live) {
    if (!settings.hasVelocity()) {
      return gradient;
    }
    return settings.enhancement().looksBack()
        ? lookBack(gradient, live)
        : heavyBall(gradient, live);
  }

  /** v &lt;- mu v + g. */
  private double[][] heavyBall(double[][] gradient, int live) {
    for (int i = 0; i < newer.length; i++) {
      double[] moving = newer[i];
      double[] slope = gradient[i];
      for (int lane = 0; lane < live; lane++) {
        moving[lane] = Math.fma(settings.momentum(), moving[lane], slope[lane]);
      }
    }
    return newer;
  }

  /** The older buffer becomes m_k; the direction takes the place of the gradient. */
  private double[][] lookBack(double[][] gradient, int live) {
    double mu = settings.momentum();
    double earlier = settings.enhancement().earlier();
    for (int i = 0; i < newer.length; i++) {
      double[] slope = gradient[i];
      double[] next = older[i];
      double[] before = newer[i];
      for (int lane = 0; lane < live; lane++) {
        next[lane] = Math.fma(mu * mu, next[lane], (1 + mu) * slope[lane]);
        slope[lane] = Math.fma(1 + earlier, next[lane], -earlier * before[lane]);
      }
    }
    double[][] swap = newer;
    newer = older;
    older = swap;
    return gradient;
  }
}
