package org.logscape.matrix;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** In single precision. */
final class FloatReals extends Reals {
  private final FloatPointer pointer;
  private final FloatBuffer values;

  FloatReals(INDArray owner, boolean whole, int length, ByteBuffer bytes, Pointer pointer) {
    super(owner, whole, length, bytes);
    this.pointer = new FloatPointer(pointer);
    this.values = bytes.asFloatBuffer();
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT32;
  }

  @Override
  FloatPointer pointer() {
    return pointer;
  }

  @Override
  public FloatReals slice(int from, int count) {
    return new FloatReals(owner(), false, count, sliceBytes(from, count), pointer.getPointer(from));
  }

  @Override
  public double get(int index) {
    return values.get(index);
  }

  @Override
  public void set(int index, double value) {
    values.put(index, (float) value);
  }

  @Override
  public void put(int at, double[] from) {
    for (int i = 0; i < from.length; i++) {
      values.put(at + i, (float) from[i]);
    }
  }

  @Override
  public void put(int at, float[] source, int from, int count) {
    values.put(at, source, from, count);
  }

  @Override
  public void get(int at, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = values.get(at + i);
    }
  }

  @Override
  public void scale(double factor) {
    float by = (float) factor;
    for (int i = 0; i < length(); i++) {
      values.put(i, by * values.get(i));
    }
  }

  @Override
  public void add(double factor, Reals other) {
    float by = (float) factor;
    FloatBuffer added = ((FloatReals) other).values;
    for (int i = 0; i < length(); i++) {
      values.put(i, values.get(i) + by * added.get(i));
    }
  }
}
