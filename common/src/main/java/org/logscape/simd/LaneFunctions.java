package org.logscape.simd;

import java.lang.invoke.MethodHandles;

/** The functions of {@link Exponential} for many lanes: same bits, several lanes an instruction. */
public interface LaneFunctions {
  /** The one that suits this machine. */
  LaneFunctions INSTANCE =
      Lanes.choose(
          LaneFunctions.class,
          ScalarLaneFunctions::new,
          MethodHandles.lookup(),
          "org.logscape.simd.VectorLaneFunctions");

  /** {@code out[i] = exp(in[i])} for i in [from, to); {@code out} may be {@code in}. */
  void exp(double[] in, double[] out, int from, int to);

  /** {@code out[i] = tanh(in[i])} for i in [from, to); {@code out} may be {@code in}. */
  void tanh(double[] in, double[] out, int from, int to);
}
