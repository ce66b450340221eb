package org.logscape.landscape;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Vectors of parameter space. */
final class Geometry {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Geometry() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum = Math.fma(a[i], b[i], sum);
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** a + factor b, a fresh array. */
  static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = Math.fma(factor, b[i], a[i]);
    }
    return sum;
  }

  static double[] scaled(double factor, double[] a) {
    return Arrays.stream(a).map(x -> factor * x).toArray();
  }

  static double distance(double[] a, double[] b) {
    return norm(plus(a, -1, b));
  }

  /** The largest sum of moduli of a row: no eigenvalue is larger in modulus. */
  static double size(double[][] matrix) {
    double size = 0;
    for (double[] row : matrix) {
      size = Math.max(size, Arrays.stream(row).map(Math::abs).sum());
    }
    return size;
  }

  static double[] times(double[][] matrix, double[] a) {
    return Arrays.stream(matrix).mapToDouble(row -> dot(row, a)).toArray();
  }

  static boolean isFinite(double[] a) {
    return Arrays.stream(a).allMatch(Double::isFinite);
  }

  /** (0.788, 0, -1.2). */
  static String shown(double[] a) {
    return Arrays.stream(a)
        .mapToObj(x -> Math.abs(x) < 1e-12 ? BigDecimal.ZERO : new BigDecimal(x, FOUR_DIGITS))
        .map(x -> x.stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
