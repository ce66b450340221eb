package org.logscape.model;

import java.util.Arrays;

/**
 * Eigenvalues of a Hessian in descending order, with the outliers separated from the bulk.
 *
 * <p>An eigenvalue is an outlier if it is at least a tenth of the largest one: arXiv 2105.09557
 * describes n outliers of typical size h* over a bulk near zero and gives no threshold. The rule is
 * ours.
 *
 * @param eigenvalues in descending order
 */
public record HessianSpectrum(double[] eigenvalues) {
  private static final double OUTLIER_FRACTION = 0.1;

  /** Sorts a copy of {@code eigenvalues}. */
  public static HessianSpectrum of(double... eigenvalues) {
    if (eigenvalues.length == 0) {
      throw new IllegalArgumentException("a spectrum needs at least one eigenvalue");
    }
    double[] ascending = eigenvalues.clone();
    Arrays.sort(ascending);
    double[] descending = new double[ascending.length];
    for (int i = 0; i < ascending.length; i++) {
      descending[i] = ascending[ascending.length - 1 - i];
    }
    return new HessianSpectrum(descending);
  }

  /** n, the number of outliers. */
  public int outliers() {
    int count = 0;
    while (count < eigenvalues.length && eigenvalues[count] >= OUTLIER_FRACTION * largest()) {
      count++;
    }
    return count;
  }

  /** h*, the mean of the outliers. */
  public double outlier() {
    int outliers = outliers();
    double sum = 0;
    for (int i = 0; i < outliers; i++) {
      sum += eigenvalues[i];
    }
    return sum / outliers;
  }

  /** Largest eigenvalue. */
  public double largest() {
    return eigenvalues[0];
  }

  /** Smallest eigenvalue; negative at a saddle. */
  public double smallest() {
    return eigenvalues[eigenvalues.length - 1];
  }

  /** tr H. */
  public double trace() {
    double sum = 0;
    for (double eigenvalue : eigenvalues) {
      sum += eigenvalue;
    }
    return sum;
  }

  /** log |det H|. */
  public double logAbsoluteDeterminant() {
    double sum = 0;
    for (double eigenvalue : eigenvalues) {
      sum += StrictMath.log(Math.abs(eigenvalue));
    }
    return sum;
  }
}
