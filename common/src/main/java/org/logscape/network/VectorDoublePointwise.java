package org.logscape.network;

import static org.logscape.network.DoublePointwise.EXPONENT_BIAS;
import static org.logscape.network.DoublePointwise.EXPONENT_SHIFT;
import static org.logscape.network.DoublePointwise.LIMIT;
import static org.logscape.network.DoublePointwise.LN_2;
import static org.logscape.network.DoublePointwise.LN_2_REST;
import static org.logscape.network.DoublePointwise.MAGIC;
import static org.logscape.network.DoublePointwise.MAGIC_BITS;
import static org.logscape.network.DoublePointwise.TAYLOR_10;
import static org.logscape.network.DoublePointwise.TAYLOR_11;
import static org.logscape.network.DoublePointwise.TAYLOR_12;
import static org.logscape.network.DoublePointwise.TAYLOR_13;
import static org.logscape.network.DoublePointwise.TAYLOR_14;
import static org.logscape.network.DoublePointwise.TAYLOR_2;
import static org.logscape.network.DoublePointwise.TAYLOR_3;
import static org.logscape.network.DoublePointwise.TAYLOR_4;
import static org.logscape.network.DoublePointwise.TAYLOR_5;
import static org.logscape.network.DoublePointwise.TAYLOR_6;
import static org.logscape.network.DoublePointwise.TAYLOR_7;
import static org.logscape.network.DoublePointwise.TAYLOR_8;
import static org.logscape.network.DoublePointwise.TAYLOR_9;
import static org.logscape.network.DoublePointwise.TWICE_LOG2_E;
import static org.logscape.simd.VectorLanes.DOUBLES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** {@link DoublePointwise}'s operations, a vector at a time; its code takes what is left over. */
final class VectorDoublePointwise implements Pointwise {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int SIZE = Double.BYTES;
  private static final int STRIDE = DOUBLES.length() * SIZE;

  @Override
  public void tanh(ByteBuffer y, int count) {
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      DoubleVector x = DoubleVector.fromByteBuffer(DOUBLES, y, i, ORDER).min(LIMIT).max(-LIMIT);
      DoubleVector shifted =
          x.fma(
              DoubleVector.broadcast(DOUBLES, TWICE_LOG2_E),
              DoubleVector.broadcast(DOUBLES, MAGIC));
      DoubleVector minusK = DoubleVector.broadcast(DOUBLES, MAGIC).sub(shifted);
      DoubleVector r =
          minusK.fma(
              DoubleVector.broadcast(DOUBLES, LN_2_REST),
              minusK.fma(DoubleVector.broadcast(DOUBLES, LN_2), x.add(x)));
      LongVector exponent = shifted.reinterpretAsLongs().sub(MAGIC_BITS).add(EXPONENT_BIAS);
      DoubleVector power =
          exponent.lanewise(VectorOperators.LSHL, EXPONENT_SHIFT).reinterpretAsDoubles();
      DoubleVector q = DoubleVector.broadcast(DOUBLES, TAYLOR_14);
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_13));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_12));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_11));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_10));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_9));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_8));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_7));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_6));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_5));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_4));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_3));
      q = q.fma(r, DoubleVector.broadcast(DOUBLES, TAYLOR_2));
      DoubleVector p = r.mul(r).fma(q, r);
      DoubleVector t = power.fma(p, power.sub(1));
      t.div(t.add(2)).intoByteBuffer(y, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      y.putDouble(i, DoublePointwise.tanh(y.getDouble(i)));
    }
  }

  @Override
  public void relu(ByteBuffer y, int count) {
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      DoubleVector.fromByteBuffer(DOUBLES, y, i, ORDER).max(0).intoByteBuffer(y, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      y.putDouble(i, Math.max(y.getDouble(i), 0));
    }
  }

  @Override
  public void tanhSlope(ByteBuffer y, ByteBuffer d, int count) {
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      DoubleVector value = DoubleVector.fromByteBuffer(DOUBLES, y, i, ORDER);
      value
          .neg()
          .fma(value, one)
          .mul(DoubleVector.fromByteBuffer(DOUBLES, d, i, ORDER))
          .intoByteBuffer(d, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      d.putDouble(i, DoublePointwise.tanhSlope(y.getDouble(i), d.getDouble(i)));
    }
  }

  @Override
  public void reluSlope(ByteBuffer y, ByteBuffer d, int count) {
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      zero.blend(
              DoubleVector.fromByteBuffer(DOUBLES, d, i, ORDER),
              DoubleVector.fromByteBuffer(DOUBLES, y, i, ORDER).compare(VectorOperators.GT, zero))
          .intoByteBuffer(d, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      d.putDouble(i, DoublePointwise.reluSlope(y.getDouble(i), d.getDouble(i)));
    }
  }

  @Override
  public void tanhCurve(ByteBuffer y, ByteBuffer ry, ByteBuffer d, ByteBuffer rd, int count) {
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    int i = 0;
    for (; i <= count * SIZE - STRIDE; i += STRIDE) {
      DoubleVector value = DoubleVector.fromByteBuffer(DOUBLES, y, i, ORDER);
      DoubleVector bend =
          value
              .mul(-2)
              .mul(DoubleVector.fromByteBuffer(DOUBLES, ry, i, ORDER))
              .mul(DoubleVector.fromByteBuffer(DOUBLES, d, i, ORDER));
      value
          .neg()
          .fma(value, one)
          .fma(DoubleVector.fromByteBuffer(DOUBLES, rd, i, ORDER), bend)
          .intoByteBuffer(rd, i, ORDER);
    }
    for (; i < count * SIZE; i += SIZE) {
      rd.putDouble(
          i,
          DoublePointwise.tanhCurve(
              y.getDouble(i), ry.getDouble(i), d.getDouble(i), rd.getDouble(i)));
    }
  }

  @Override
  public void add(ByteBuffer to, int at, ByteBuffer from, int start, int count) {
    int shift = (start - at) * SIZE;
    int end = (at + count) * SIZE;
    int i = at * SIZE;
    for (; i <= end - STRIDE; i += STRIDE) {
      DoubleVector.fromByteBuffer(DOUBLES, to, i, ORDER)
          .add(DoubleVector.fromByteBuffer(DOUBLES, from, i + shift, ORDER))
          .intoByteBuffer(to, i, ORDER);
    }
    for (; i < end; i += SIZE) {
      to.putDouble(i, to.getDouble(i) + from.getDouble(i + shift));
    }
  }
}
