package org.logscape.dynamics;

import java.lang.invoke.MethodHandles;
import org.logscape.simd.Lanes;

/**
 * The sums over samples of one step, for a group of eight lanes that starts at {@code lane}. The
 * order of every sum is fixed here, so scalar code and vectors of any width leave the same bits.
 */
interface Contraction {
  /** The one that suits this machine. */
  Contraction INSTANCE =
      Lanes.choose(
          Contraction.class,
          ScalarContraction::new,
          MethodHandles.lookup(),
          "org.logscape.dynamics.VectorContraction");

  /**
   * Adds samples: w += sum_s weight r_s X_s with r_s = v . X_s, both sums in ascending order.
   *
   * @param v {@code v[feature][lane]}
   * @param w {@code w[feature][lane]}
   * @param x {@code x[(s m + feature) 8 + i]}, m the number of features
   * @param residual scratch, {@code 8 samples} long
   */
  void add(
      double[][] v,
      double[][] w,
      int lane,
      double[] x,
      int samples,
      double weight,
      double[] residual);

  /**
   * w = along v + |v| across Z with along = sum_b c_b S_b, across^2 = sum_b c_b^2 S_b, and Z a
   * standard Gaussian orthogonal to v. Z is the mirror image of (0, z_2, ..., z_m) in the plane
   * between e_1 and s v/|v|, s = -1 if v_1 &gt;= 0 and 1 otherwise, a reflection that carries e_1
   * to s v/|v| (A. S. Householder, J. ACM 5 (1958) 339): with o = sum_j v_j z_j over j &gt;= 2,
   *
   * <p>|v| Z_1 = s o, and |v| Z_j = |v| z_j - o v_j / (|v| + |v_1|).
   *
   * @param weights c of each minibatch
   * @param chiSquares S, {@code [8 b + i]}
   * @param z Gaussians, {@code z[(feature - 1) 8 + i]} for all features but the first
   */
  void addInLaw(
      double[][] v, double[][] w, int lane, double[] weights, double[] chiSquares, double[] z);

  /**
   * theta_j += -eta grad_j + amplitude_j sqrt(L) xi_j.
   *
   * @param theta {@code theta[coordinate][lane]}
   * @param gradient {@code gradient[coordinate][lane]}
   * @param amplitude of each coordinate
   * @param rootLoss square root of each lane's loss
   * @param xi Gaussians, {@code xi[coordinate 8 + i]}
   */
  void diffuse(
      double[][] theta,
      double[][] gradient,
      int lane,
      double learningRate,
      double[] amplitude,
      double[] rootLoss,
      double[] xi);
}
