package org.logscape.network;

/**
 * The loss of one sample as a function of the network's outputs f, K numbers, and its targets y.
 * Few numbers a sample: computed in double precision whatever the network's, by functions that give
 * the same bits everywhere.
 */
public enum Loss {
  /** 1/2 |f - y|^2, on targets of +-1 or one-hot. */
  MEAN_SQUARE {
    @Override
    double value(double[] f, double[] y, int at, int k) {
      double sum = 0;
      for (int j = at; j < at + k; j++) {
        sum += (f[j] - y[j]) * (f[j] - y[j]);
      }
      return sum / 2;
    }

    @Override
    double valueAndSlope(double[] f, double[] y, int at, int k, double weight, double[] slope) {
      double sum = 0;
      for (int j = at; j < at + k; j++) {
        double residual = f[j] - y[j];
        sum += residual * residual;
        slope[j] = weight * residual;
      }
      return sum / 2;
    }

    @Override
    double[][] curvatureFactors(double[] f, int at, int k) {
      return unitVectors(k, 1);
    }
  },

  /** -sum y log softmax(f), on one-hot targets, K at least 2. */
  CROSS_ENTROPY {
    @Override
    double value(double[] f, double[] y, int at, int k) {
      double largest = largest(f, at, k);
      double normaliser = 0;
      double dot = 0;
      for (int j = at; j < at + k; j++) {
        normaliser += StrictMath.exp(f[j] - largest);
        dot += y[j] * (f[j] - largest);
      }
      return StrictMath.log(normaliser) - dot;
    }

    /** One exponential for each output; value and slope share it. */
    @Override
    double valueAndSlope(double[] f, double[] y, int at, int k, double weight, double[] slope) {
      double largest = largest(f, at, k);
      double normaliser = 0;
      double dot = 0;
      for (int j = at; j < at + k; j++) {
        slope[j] = StrictMath.exp(f[j] - largest);
        normaliser += slope[j];
        dot += y[j] * (f[j] - largest);
      }
      for (int j = at; j < at + k; j++) {
        slope[j] = weight * (slope[j] / normaliser - y[j]);
      }
      return StrictMath.log(normaliser) - dot;
    }

    /** diag p - p p^T = sum_j p_j (e_j - p)(e_j - p)^T. */
    @Override
    double[][] curvatureFactors(double[] f, int at, int k) {
      double[] p = softmax(f, at, k);
      double[][] factors = new double[k][k];
      for (int j = 0; j < k; j++) {
        double root = Math.sqrt(p[j]);
        for (int i = 0; i < k; i++) {
          factors[j][i] = root * ((i == j ? 1 : 0) - p[i]);
        }
      }
      return factors;
    }
  };

  /** l of the sample whose outputs and targets start at {@code at}. */
  abstract double value(double[] f, double[] y, int at, int k);

  /**
   * l, and its slope times a weight, in one pass over the outputs.
   *
   * @param slope receives weight dl/df_j at the places of the sample
   * @return l
   */
  abstract double valueAndSlope(
      double[] f, double[] y, int at, int k, double weight, double[] slope);

  /** Vectors a_j with d^2 l / df df = sum_j a_j a_j^T: K of K numbers. */
  abstract double[][] curvatureFactors(double[] f, int at, int k);

  static double[][] unitVectors(int k, double length) {
    double[][] vectors = new double[k][k];
    for (int j = 0; j < k; j++) {
      vectors[j][j] = length;
    }
    return vectors;
  }

  private static double largest(double[] f, int at, int k) {
    double largest = f[at];
    for (int j = at; j < at + k; j++) {
      largest = Math.max(largest, f[j]);
    }
    return largest;
  }

  private static double[] softmax(double[] f, int at, int k) {
    double largest = largest(f, at, k);
    double[] p = new double[k];
    double sum = 0;
    for (int j = 0; j < k; j++) {
      p[j] = StrictMath.exp(f[at + j] - largest);
      sum += p[j];
    }
    for (int j = 0; j < k; j++) {
      p[j] /= sum;
    }
    return p;
  }
}
