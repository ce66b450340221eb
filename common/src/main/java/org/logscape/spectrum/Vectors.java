package org.logscape.spectrum;

/** Sums over the coordinates of vectors on the heap. */
final class Vectors {
  private Vectors() {}

  /** a . b, as four partial sums: one would wait for itself at every step. */
  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < a.length; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** a / |a| in place; returns |a|. */
  static double normalise(double[] a) {
    double length = norm(a);
    if (length > 0) {
      for (int i = 0; i < a.length; i++) {
        a[i] /= length;
      }
    }
    return length;
  }
}
