package org.logscape.noise;

import org.logscape.spectrum.LinearOperator;
import org.logscape.spectrum.Probes;
import org.logscape.spectrum.TopEigenpairs;

/** Similarity of the directions of two symmetric matrices of one dimension. */
public final class Alignment {
  private Alignment() {}

  /**
   * tr(A B) / (|A|_F |B|_F), the cosine of the angle between the two as vectors; 1 where one is a
   * positive multiple of the other. Estimated by the mean of (A z).(B z), |A z|^2 and |B z|^2 over
   * random sign vectors z.
   *
   * @param probes how many z, at least 1; the estimate's error is about the root of 2 / probes over
   *     the participation ratio of the spectra
   */
  public static double cosine(LinearOperator a, LinearOperator b, int probes, Probes source) {
    double both = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i < probes; i++) {
      double[] z = source.signs(a.dimension());
      double[] az = a.apply(z);
      double[] bz = b.apply(z);
      both += dot(az, bz);
      ofA += dot(az, az);
      ofB += dot(bz, bz);
    }
    return both / Math.sqrt(ofA * ofB);
  }

  /**
   * How much the spaces of the first k eigenvectors have in common: (1/k) sum_ij (u_i . v_j)^2, 1
   * where they are the same, k over the dimension for random ones.
   */
  public static double overlap(TopEigenpairs a, TopEigenpairs b) {
    int k = Math.min(a.vectors().length, b.vectors().length);
    double sum = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double along = dot(a.vectors()[i], b.vectors()[j]);
        sum += along * along;
      }
    }
    return sum / k;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }
}
