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
   * w = along v + |v| across Z, Z the part of the Gaussians x that is orthogonal to v.
   *
   * @param along of each lane, indexed by lane
   * @param across of each lane
   * @param x {@code x[feature 8 + i]}
   */
  void addInLaw(double[][] v, double[][] w, int lane, double[] along, double[] across, double[] x);

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
