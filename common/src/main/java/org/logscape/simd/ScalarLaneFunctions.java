package org.logscape.simd;

/** Lane after lane. */
final class ScalarLaneFunctions implements LaneFunctions {

  @Override
  public void exp(double[] in, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Exponential.exp(in[i]);
    }
  }

  @Override
  public void tanh(double[] in, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Exponential.tanh(in[i]);
    }
  }
}
