package org.logscape.network;

import static org.logscape.network.FloatPointwise.EXPONENT_BIAS;
import static org.logscape.network.FloatPointwise.EXPONENT_SHIFT;
import static org.logscape.network.FloatPointwise.LIMIT;
import static org.logscape.network.FloatPointwise.LN_2;
import static org.logscape.network.FloatPointwise.LN_2_REST;
import static org.logscape.network.FloatPointwise.MAGIC;
import static org.logscape.network.FloatPointwise.MAGIC_BITS;
import static org.logscape.network.FloatPointwise.TAYLOR_2;
import static org.logscape.network.FloatPointwise.TAYLOR_3;
import static org.logscape.network.FloatPointwise.TAYLOR_4;
import static org.logscape.network.FloatPointwise.TAYLOR_5;
import static org.logscape.network.FloatPointwise.TAYLOR_6;
import static org.logscape.network.FloatPointwise.TAYLOR_7;
import static org.logscape.network.FloatPointwise.TWICE_LOG2_E;
import static org.logscape.simd.VectorLanes.FULL_FLOATS;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** {@link FloatPointwise}'s operations, a vector at a time; its code takes what is left over. */
final class VectorFloatPointwise implements Pointwise {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int SIZE = Float.BYTES;
  private static final int STRIDE = FULL_FLOATS.length() * SIZE;

  @Override
  public void tanh(ByteBuffer y, int count) {
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      FloatVector x = FloatVector.fromByteBuffer(FULL_FLOATS, y, i, ORDER).min(LIMIT).max(-LIMIT);
      FloatVector shifted =
          x.fma(
              FloatVector.broadcast(FULL_FLOATS, TWICE_LOG2_E),
              FloatVector.broadcast(FULL_FLOATS, MAGIC));
      FloatVector minusK = FloatVector.broadcast(FULL_FLOATS, MAGIC).sub(shifted);
      FloatVector r =
          minusK.fma(
              FloatVector.broadcast(FULL_FLOATS, LN_2_REST),
              minusK.fma(FloatVector.broadcast(FULL_FLOATS, LN_2), x.add(x)));
      IntVector exponent = shifted.reinterpretAsInts().sub(MAGIC_BITS).add(EXPONENT_BIAS);
      FloatVector power =
          exponent.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT).reinterpretAsFloats();
      FloatVector q = FloatVector.broadcast(FULL_FLOATS, TAYLOR_7);
      q = q.fma(r, FloatVector.broadcast(FULL_FLOATS, TAYLOR_6));
      q = q.fma(r, FloatVector.broadcast(FULL_FLOATS, TAYLOR_5));
      q = q.fma(r, FloatVector.broadcast(FULL_FLOATS, TAYLOR_4));
      q = q.fma(r, FloatVector.broadcast(FULL_FLOATS, TAYLOR_3));
      q = q.fma(r, FloatVector.broadcast(FULL_FLOATS, TAYLOR_2));
      FloatVector p = r.mul(r).fma(q, r);
      FloatVector t = power.fma(p, power.sub(1));
      t.div(t.add(2)).intoByteBuffer(y, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      y.putFloat(i, FloatPointwise.tanh(y.getFloat(i)));
    }
  }

  @Override
  public void relu(ByteBuffer y, int count) {
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      FloatVector.fromByteBuffer(FULL_FLOATS, y, i, ORDER).max(0).intoByteBuffer(y, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      y.putFloat(i, Math.max(y.getFloat(i), 0));
    }
  }

  @Override
  public void tanhSlope(ByteBuffer y, ByteBuffer d, int count) {
    FloatVector one = FloatVector.broadcast(FULL_FLOATS, 1);
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      FloatVector value = FloatVector.fromByteBuffer(FULL_FLOATS, y, i, ORDER);
      value
          .neg()
          .fma(value, one)
          .mul(FloatVector.fromByteBuffer(FULL_FLOATS, d, i, ORDER))
          .intoByteBuffer(d, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      d.putFloat(i, FloatPointwise.tanhSlope(y.getFloat(i), d.getFloat(i)));
    }
  }

  @Override
  public void reluSlope(ByteBuffer y, ByteBuffer d, int count) {
    FloatVector zero = FloatVector.zero(FULL_FLOATS);
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      zero.blend(
              FloatVector.fromByteBuffer(FULL_FLOATS, d, i, ORDER),
              FloatVector.fromByteBuffer(FULL_FLOATS, y, i, ORDER)
                  .compare(VectorOperators.GT, zero))
          .intoByteBuffer(d, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      d.putFloat(i, FloatPointwise.reluSlope(y.getFloat(i), d.getFloat(i)));
    }
  }

  @Override
  public void tanhCurve(ByteBuffer y, ByteBuffer ry, ByteBuffer d, ByteBuffer rd, int count) {
    FloatVector one = FloatVector.broadcast(FULL_FLOATS, 1);
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      FloatVector value = FloatVector.fromByteBuffer(FULL_FLOATS, y, i, ORDER);
      FloatVector bend =
          value
              .mul(-2)
              .mul(FloatVector.fromByteBuffer(FULL_FLOATS, ry, i, ORDER))
              .mul(FloatVector.fromByteBuffer(FULL_FLOATS, d, i, ORDER));
      value
          .neg()
          .fma(value, one)
          .fma(FloatVector.fromByteBuffer(FULL_FLOATS, rd, i, ORDER), bend)
          .intoByteBuffer(rd, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      rd.putFloat(
          i,
          FloatPointwise.tanhCurve(y.getFloat(i), ry.getFloat(i), d.getFloat(i), rd.getFloat(i)));
    }
  }

  @Override
  public void add(ByteBuffer to, int at, ByteBuffer from, int start, int count) {
    int shift = (start - at) * SIZE;
    int end = (at + count) * SIZE;
    int i = at * SIZE;
    for (; i <= end - STRIDE; i += STRIDE) {
      FloatVector.fromByteBuffer(FULL_FLOATS, to, i, ORDER)
          .add(FloatVector.fromByteBuffer(FULL_FLOATS, from, i + shift, ORDER))
          .intoByteBuffer(to, i, ORDER);
    }
    for (; i < end; i += SIZE) {
      to.putFloat(i, to.getFloat(i) + from.getFloat(i + shift));
    }
  }
}
