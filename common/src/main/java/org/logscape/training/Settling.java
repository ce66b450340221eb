package org.logscape.training;

import java.util.Arrays;
import org.logscape.network.EmpiricalLoss;

/**
 * Descends from the point where SGD ended to the minimum: gradient descent on the whole set in
 * double precision with Barzilai and Borwein's step length, halved until the loss is below the
 * largest of the last ten. SGD at a finite learning rate never comes to rest where the loss is not
 * zero, but L*, H* and the loss levels of escape refer to the minimum itself.
 *
 * <p>Source: M. Raydan, "The Barzilai and Borwein gradient method for the large scale unconstrained
 * minimization problem", SIAM J. Optim. 7 (1997) 26.
 *
 * @param theta the point where the descent ended
 * @param loss L there
 * @param gradientNorm |grad L| there
 * @param iterations steps taken
 */
public record Settling(double[] theta, double loss, double gradientNorm, int iterations) {
  private static final int MEMORY = 10;
  private static final double SUFFICIENT = 1e-4;
  private static final int MOST_HALVINGS = 60;

  /**
   * Descends until |grad L| is at most the tolerance, the iterations are used up, or no step
   * decreases the loss; {@code gradientNorm} and {@code iterations} of the result show which.
   *
   * @param start where SGD ended
   * @param tolerance |grad L| at which it ends
   * @param mostIterations the most steps, each of about two passes through the set
   */
  public static Settling of(
      EmpiricalLoss loss, double[] start, double tolerance, int mostIterations) {
    double[] theta = start.clone();
    double value = loss.evaluate(theta).loss();
    double[] gradient = loss.gradient(theta);
    double square = dot(gradient, gradient);
    double[] recent = new double[MEMORY];
    Arrays.fill(recent, value);
    double rate = 1 / Math.max(1, Math.sqrt(square));
    int iteration = 0;
    while (iteration < mostIterations && Math.sqrt(square) > tolerance) {
      double ceiling = Arrays.stream(recent).max().orElseThrow();
      double[] next = moved(theta, rate, gradient);
      double nextValue = loss.evaluate(next).loss();
      int halvings = 0;
      while (!(nextValue <= ceiling - SUFFICIENT * rate * square) && halvings < MOST_HALVINGS) {
        rate /= 2;
        halvings++;
        next = moved(theta, rate, gradient);
        nextValue = loss.evaluate(next).loss();
      }
      if (halvings == MOST_HALVINGS) {
        break;
      }
      double[] nextGradient = loss.gradient(next);
      // y = change of the gradient, s = -rate gradient: the next rate is s.s / s.y
      double along = (dot(nextGradient, gradient) - square) * -rate;
      double length = rate * rate * square;
      rate = along > 0 ? length / along : 2 * rate;
      theta = next;
      value = nextValue;
      gradient = nextGradient;
      square = dot(gradient, gradient);
      recent[iteration % MEMORY] = value;
      iteration++;
    }
    return new Settling(theta, value, Math.sqrt(square), iteration);
  }

  private static double[] moved(double[] theta, double rate, double[] gradient) {
    double[] there = theta.clone();
    for (int i = 0; i < there.length; i++) {
      there[i] = Math.fma(-rate, gradient[i], there[i]);
    }
    return there;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }
}
