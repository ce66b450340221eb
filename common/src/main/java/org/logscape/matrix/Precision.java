package org.logscape.matrix;

/** How a real number is kept. */
public enum Precision {
  /** IEEE single precision, 4 bytes: training. */
  FLOAT32(Float.BYTES),
  /** IEEE double precision, 8 bytes: curvature, noise and everything differences are taken of. */
  FLOAT64(Double.BYTES);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }
}
