package org.logscape.simd;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.logscape.simd.VectorLanes.DOUBLES;
import static org.logscape.simd.VectorLanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/**
 * Several lanes an instruction: the operations of {@link Exponential} in the same order, written
 * out in each loop, because a vector that crosses a call is an object on the heap.
 */
final class VectorLaneFunctions implements LaneFunctions {
  private static final LaneFunctions TAIL = new ScalarLaneFunctions();

  @Override
  public void exp(double[] in, double[] out, int from, int to) {
    int whole = from + (to - from) / WIDTH * WIDTH;
    for (int i = from; i < whole; i += WIDTH) {
      DoubleVector x =
          DoubleVector.fromArray(DOUBLES, in, i)
              .min(Exponential.EXP_LIMIT)
              .max(-Exponential.EXP_LIMIT);
      DoubleVector shifted =
          x.fma(
              broadcast(DOUBLES, Exponential.INVERSE_LN_2), broadcast(DOUBLES, Exponential.MAGIC));
      LongVector k = shifted.reinterpretAsLongs().sub(Exponential.MAGIC_BITS);
      DoubleVector turns = shifted.sub(Exponential.MAGIC);
      DoubleVector r =
          turns.fma(
              broadcast(DOUBLES, -Exponential.LN_2_LOW),
              turns.fma(broadcast(DOUBLES, -Exponential.LN_2_HIGH), x));
      DoubleVector p =
          broadcast(DOUBLES, Exponential.C_13)
              .fma(r, broadcast(DOUBLES, Exponential.C_12))
              .fma(r, broadcast(DOUBLES, Exponential.C_11))
              .fma(r, broadcast(DOUBLES, Exponential.C_10))
              .fma(r, broadcast(DOUBLES, Exponential.C_9))
              .fma(r, broadcast(DOUBLES, Exponential.C_8))
              .fma(r, broadcast(DOUBLES, Exponential.C_7))
              .fma(r, broadcast(DOUBLES, Exponential.C_6))
              .fma(r, broadcast(DOUBLES, Exponential.C_5))
              .fma(r, broadcast(DOUBLES, Exponential.C_4))
              .fma(r, broadcast(DOUBLES, Exponential.C_3))
              .fma(r, broadcast(DOUBLES, Exponential.C_2));
      DoubleVector mantissa = r.mul(r).fma(p, r).add(1);
      LongVector half = k.lanewise(ASHR, 1);
      DoubleVector low =
          half.add(Exponential.BIAS).lanewise(LSHL, Exponential.MANTISSA).reinterpretAsDoubles();
      DoubleVector high =
          k.sub(half)
              .add(Exponential.BIAS)
              .lanewise(LSHL, Exponential.MANTISSA)
              .reinterpretAsDoubles();
      mantissa.mul(low).mul(high).intoArray(out, i);
    }
    TAIL.exp(in, out, whole, to);
  }

  @Override
  public void tanh(double[] in, double[] out, int from, int to) {
    int whole = from + (to - from) / WIDTH * WIDTH;
    for (int i = from; i < whole; i += WIDTH) {
      DoubleVector x = DoubleVector.fromArray(DOUBLES, in, i);
      LongVector sign = x.reinterpretAsLongs().lanewise(AND, Long.MIN_VALUE);
      DoubleVector twice = x.abs().min(Exponential.TANH_LIMIT).mul(2);
      DoubleVector shifted =
          twice.fma(
              broadcast(DOUBLES, Exponential.INVERSE_LN_2), broadcast(DOUBLES, Exponential.MAGIC));
      LongVector k = shifted.reinterpretAsLongs().sub(Exponential.MAGIC_BITS);
      DoubleVector turns = shifted.sub(Exponential.MAGIC);
      DoubleVector r =
          turns.fma(
              broadcast(DOUBLES, -Exponential.LN_2_LOW),
              turns.fma(broadcast(DOUBLES, -Exponential.LN_2_HIGH), twice));
      DoubleVector p =
          broadcast(DOUBLES, Exponential.C_13)
              .fma(r, broadcast(DOUBLES, Exponential.C_12))
              .fma(r, broadcast(DOUBLES, Exponential.C_11))
              .fma(r, broadcast(DOUBLES, Exponential.C_10))
              .fma(r, broadcast(DOUBLES, Exponential.C_9))
              .fma(r, broadcast(DOUBLES, Exponential.C_8))
              .fma(r, broadcast(DOUBLES, Exponential.C_7))
              .fma(r, broadcast(DOUBLES, Exponential.C_6))
              .fma(r, broadcast(DOUBLES, Exponential.C_5))
              .fma(r, broadcast(DOUBLES, Exponential.C_4))
              .fma(r, broadcast(DOUBLES, Exponential.C_3))
              .fma(r, broadcast(DOUBLES, Exponential.C_2));
      DoubleVector scale =
          k.add(Exponential.BIAS).lanewise(LSHL, Exponential.MANTISSA).reinterpretAsDoubles();
      DoubleVector t = scale.fma(r.mul(r).fma(p, r), scale.sub(1));
      t.div(t.add(2))
          .reinterpretAsLongs()
          .lanewise(OR, sign)
          .reinterpretAsDoubles()
          .intoArray(out, i);
    }
    TAIL.tanh(in, out, whole, to);
  }
}
