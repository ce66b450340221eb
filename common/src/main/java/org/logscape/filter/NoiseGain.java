package org.logscape.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.LUDecomposition;

/**
 * How much a parabola of curvature h fluctuates under steps of a filter whose gradients carry
 * independent noise of variance 1: with g = h x + xi, the stationary K = E[x^2]. All second moments
 * of x and of the buffers solve one linear system, the discrete Lyapunov equation of a step
 * (derived). Plain SGD: K = eta / (h (2 - eta h)).
 *
 * <p>Noise that grows with x, of the variance A + C x^2, leaves the moments closed: P = E[x^2] = K
 * (A + C P), so P = A / (1/K - C) where C K &lt; 1, and infinite elsewhere.
 */
public final class NoiseGain {
  private final int states;
  private final double[] memory;
  private final double[] direction;
  private final double memoryNoise;
  private final double directionNoise;
  private final double learningRate;

  private NoiseGain(GradientFilter filter, double learningRate, double curvature) {
    int n = filter.buffers();
    states = n + 1;
    this.learningRate = learningRate;
    memory = new double[states];
    direction = new double[states];
    memoryNoise = filter.gain();
    directionNoise =
        n == 0 ? filter.present() : filter.present() + filter.recalled().get(0) * filter.gain();
    memory[0] = filter.gain() * curvature;
    direction[0] = directionNoise * curvature;
    if (n > 0) {
      memory[n] = filter.kept();
      direction[n] = filter.recalled().get(0) * filter.kept();
    }
    for (int j = 1; j < n; j++) {
      direction[j] += filter.recalled().get(j);
    }
  }

  /**
   * K, in units of theta squared over those of the gradient squared.
   *
   * @param filter that gives the direction
   * @param learningRate eta, above 0
   * @param curvature h, above 0
   * @return K; infinite where steps do not contract
   */
  public static double of(GradientFilter filter, double learningRate, double curvature) {
    NoiseGain step = new NoiseGain(filter, learningRate, curvature);
    return step.contracts() ? step.stationary() : Double.POSITIVE_INFINITY;
  }

  /** Whether all eigenvalues of a step without noise lie inside the unit circle. */
  private boolean contracts() {
    double[][] step = new double[states][];
    Arrays.setAll(step, this::next);
    for (Complex eigenvalue :
        new EigenDecompositionNonSymmetric(new Array2DRowRealMatrix(step, false))
            .getEigenvalues()) {
      if (!(eigenvalue.norm() < 1)) {
        return false;
      }
    }
    return true;
  }

  /** Solves for the moments of (x, m_{k-1}, ..., m_{k-n}); the first is E[x^2]. */
  private double stationary() {
    List<int[]> pairs = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      for (int j = i; j < states; j++) {
        pairs.add(new int[] {i, j});
      }
    }
    double[][] system = new double[pairs.size()][];
    double[] noise = new double[pairs.size()];
    for (int row = 0; row < system.length; row++) {
      int i = pairs.get(row)[0];
      int j = pairs.get(row)[1];
      double[][] form = new double[states][states];
      noise[row] = j == 0 ? ofPosition(form) : ofPair(form, i, j);
      system[row] = pairs.stream().mapToDouble(pair -> coefficient(form, pair)).toArray();
    }
    return new LUDecomposition(new Array2DRowRealMatrix(system, false), 0)
        .getSolver()
        .solve(new ArrayRealVector(noise, false))
        .getEntry(0);
  }

  /** E[x^2] rests where 2 E[x d] = eta E[d^2]; written so, nothing of it cancels. */
  private double ofPosition(double[][] form) {
    for (int a = 0; a < states; a++) {
      form[0][a] += 2 * direction[a];
      for (int b = 0; b < states; b++) {
        form[a][b] -= learningRate * direction[a] * direction[b];
      }
    }
    return learningRate * directionNoise * directionNoise;
  }

  /** E[y_i y_j] at rest, by what each becomes. */
  private double ofPair(double[][] form, int i, int j) {
    double[] first = next(i);
    double[] second = next(j);
    form[i][j] += 1;
    for (int a = 0; a < states; a++) {
      for (int b = 0; b < states; b++) {
        form[a][b] -= first[a] * second[b];
      }
    }
    return noiseOf(i) * noiseOf(j);
  }

  private double[] next(int i) {
    double[] next = new double[states];
    if (i == 0) {
      for (int a = 0; a < states; a++) {
        next[a] = -learningRate * direction[a];
      }
      next[0] += 1;
      return next;
    }
    if (i == 1) {
      return memory.clone();
    }
    next[i - 1] = 1;
    return next;
  }

  private double noiseOf(int i) {
    return switch (i) {
      case 0 -> -learningRate * directionNoise;
      case 1 -> memoryNoise;
      default -> 0;
    };
  }

  private static double coefficient(double[][] form, int[] pair) {
    int i = pair[0];
    int j = pair[1];
    return i == j ? form[i][i] : form[i][j] + form[j][i];
  }
}
