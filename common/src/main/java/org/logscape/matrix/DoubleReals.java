package org.logscape.matrix;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** In double precision. */
final class DoubleReals extends Reals {
  private final DoublePointer pointer;
  private final DoubleBuffer values;

  DoubleReals(INDArray owner, boolean whole, int length, ByteBuffer bytes, Pointer pointer) {
    super(owner, whole, length, bytes);
    this.pointer = new DoublePointer(pointer);
    this.values = bytes.asDoubleBuffer();
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  DoublePointer pointer() {
    return pointer;
  }

  @Override
  public DoubleReals slice(int from, int count) {
    return new DoubleReals(
        owner(), false, count, sliceBytes(from, count), pointer.getPointer(from));
  }

  @Override
  public double get(int index) {
    return values.get(index);
  }

  @Override
  public void set(int index, double value) {
    values.put(index, value);
  }

  @Override
  public void put(int at, double[] from) {
    values.put(at, from);
  }

  @Override
  public void put(int at, float[] source, int from, int count) {
    for (int i = 0; i < count; i++) {
      values.put(at + i, source[from + i]);
    }
  }

  @Override
  public void get(int at, double[] into) {
    values.get(at, into);
  }

  @Override
  public void scale(double factor) {
    double by = factor;
    for (int i = 0; i < length(); i++) {
      values.put(i, by * values.get(i));
    }
  }

  @Override
  public void add(double factor, Reals other) {
    double by = factor;
    DoubleBuffer added = ((DoubleReals) other).values;
    for (int i = 0; i < length(); i++) {
      values.put(i, values.get(i) + by * added.get(i));
    }
  }
}
