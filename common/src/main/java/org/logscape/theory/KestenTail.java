package org.logscape.theory;

import java.util.OptionalDouble;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * The exact tail index of SGD on online isotropic linear regression with Gaussian inputs, at any
 * step size: theta follows a random affine recursion, whose stationary |theta| has the tail index
 * alpha > 0 with {@code E |(I - eta A) e|^alpha = 1}, A the minibatch Hessian and e any unit vector
 * (Kesten, Acta Math. 131, 1973, 207; derived).
 *
 * <p>In law, for one minibatch, {@code A e = (h/B) (S e + sqrt(S) Z)}, S chi-square(B) and Z
 * standard Gaussian orthogonal to e (derived). With noise enhancement [NE] two minibatches with
 * independent S1, S2 and the weights w, 1 - w give S = w S1 + (1 - w) S2 along e and w^2 S1 + (1 -
 * w)^2 S2 before |Z|^2. The excess loss is proportional to |theta|^2, so its tail exponent is
 * alpha/2.
 */
public final class KestenTail {
  /** A larger index cannot be measured, and lies beyond the range of the quadrature. */
  private static final double LARGEST_INDEX = 1e4;

  private static final double SMALLEST_INDEX = 1e-2;
  private static final double ACCURACY = 1e-9;

  private final LogLandscape landscape;
  private final double weight;

  private KestenTail(LogLandscape landscape) {
    this.landscape = landscape;
    // a = w^2 + (1 - w)^2, solved for the w that is at least 1/2.
    this.weight = 0.5 * (1 + Math.sqrt(Math.max(0, 2 * landscape.noiseFactor() - 1)));
  }

  /**
   * The tail at one setting.
   *
   * @throws IllegalArgumentException if the noise factor is below 1/2, the least value of alpha^2 +
   *     (1 - alpha)^2
   */
  public static KestenTail of(LogLandscape landscape) {
    if (landscape.noiseFactor() < 0.5) {
      throw new IllegalArgumentException(
          "noiseFactor must be at least 0.5, is " + landscape.noiseFactor());
    }
    return new KestenTail(landscape);
  }

  /**
   * log E |(I - eta A) e|^index: convex in the index and 0 at 0. At index 2 it is log(1 - 2 lambda
   * + lambda^2 (1 + a (n+1)/B)), lambda = eta h.
   *
   * @param index above 0
   * @throws IllegalArgumentException if {@code index} is not positive
   */
  public double logMoment(double index) {
    Arguments.positive(index, "index");
    return new ContractionMoment(landscape, weight, index).log();
  }

  /**
   * alpha, the tail index of |theta|: P(|theta| > r) ~ r^-alpha. Empty where theta has no
   * stationary law (E log |(I - eta A) e| is not negative); infinite where the index is above 10^4.
   */
  public OptionalDouble index() {
    double guess = 1.5 + 1 / landscape.temperature() - 0.5 * landscape.outliers();
    double high = Math.min(LARGEST_INDEX, Math.max(1, guess));
    while (logMoment(high) <= 0) {
      if (high >= LARGEST_INDEX) {
        return OptionalDouble.of(Double.POSITIVE_INFINITY);
      }
      high = Math.min(LARGEST_INDEX, 1.5 * high);
    }
    double low = high;
    while (logMoment(low) >= 0) {
      high = low;
      low *= 0.7;
      if (low < SMALLEST_INDEX) {
        return OptionalDouble.empty();
      }
    }
    BracketingNthOrderBrentSolver solver =
        new BracketingNthOrderBrentSolver(ACCURACY, ACCURACY * high, 1e-14, 5);
    return OptionalDouble.of(solver.solve(200, this::logMoment, low, high));
  }

  /**
   * alpha/2, the exponent of the tail P(q > Q) of the excess loss; empty and infinite as {@link
   * #index}.
   */
  public OptionalDouble tailExponent() {
    OptionalDouble index = index();
    return index.isPresent() ? OptionalDouble.of(0.5 * index.getAsDouble()) : index;
  }
}
