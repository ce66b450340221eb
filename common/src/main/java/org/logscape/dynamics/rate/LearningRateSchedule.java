package org.logscape.dynamics.rate;

import java.io.Serializable;

/**
 * The learning rate of each step: step k of a run, counted from 0, is taken at eta s(k), where eta
 * is the rate of the settings and s is {@link #factor}. It depends on the number of the step alone,
 * so a run that is resumed or replayed takes the same steps. The factors are those of PyTorch's
 * {@code StepLR}, {@code CosineAnnealingLR} and {@code LinearLR}, when the scheduler is called once
 * a step.
 */
public sealed interface LearningRateSchedule extends Serializable {
  /**
   * s(k), the share of eta with which a step is taken.
   *
   * @param step k, the steps that the run has taken before, at least 0
   */
  double factor(long step);

  /** Whether every step is taken at eta. */
  default boolean isConstant() {
    return false;
  }

  /** The schedule s(k) = 1. */
  static LearningRateSchedule constant() {
    return new Constant();
  }

  /** s(k) = 1. */
  record Constant() implements LearningRateSchedule {
    @Override
    public double factor(long step) {
      return 1;
    }

    @Override
    public boolean isConstant() {
      return true;
    }
  }

  /**
   * s(k) = f^floor(k/m): the rate is multiplied by f after every m steps.
   *
   * @param every m, in steps, at least 1
   * @param factor f, positive
   */
  record Step(long every, double factor) implements LearningRateSchedule {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Step {
      requireSteps(every);
      if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("the factor of a step must be positive and finite");
      }
    }

    @Override
    public double factor(long step) {
      long passed = step / every;
      return StrictMath.pow(factor, (double) passed);
    }
  }

  /**
   * s(k) = f + (1 - f) (1 + cos(pi k/m)) / 2 up to step m, and f from there on: half a wave of a
   * cosine from eta down to f eta.
   *
   * @param steps m, the length of the way down in steps, at least 1
   * @param finalFactor f, from 0 to 1
   */
  record Cosine(long steps, double finalFactor) implements LearningRateSchedule {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Cosine {
      requireSteps(steps);
      requireShare(finalFactor);
    }

    @Override
    public double factor(long step) {
      if (step >= steps) {
        return finalFactor;
      }
      double wave = (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
      return finalFactor + (1 - finalFactor) * wave;
    }
  }

  /**
   * s(k) = f + (1 - f) k/m up to step m, and 1 from there on: a straight line from f eta up to eta.
   *
   * @param steps m, the length of the way up in steps, at least 1
   * @param initialFactor f, from 0 to 1
   */
  record Warmup(long steps, double initialFactor) implements LearningRateSchedule {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Warmup {
      requireSteps(steps);
      requireShare(initialFactor);
    }

    @Override
    public double factor(long step) {
      return step >= steps ? 1 : initialFactor + (1 - initialFactor) * step / steps;
    }
  }

  private static void requireSteps(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a schedule needs at least one step");
    }
  }

  private static void requireShare(double factor) {
    if (!(factor >= 0 && factor <= 1)) {
      throw new IllegalArgumentException("a share of the learning rate must be from 0 to 1");
    }
  }
}
