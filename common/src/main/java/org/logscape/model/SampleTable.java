package org.logscape.model;

import org.logscape.simd.Lanes;

/**
 * The samples of a finite data set as one flat array: row {@code i}, the features of sample {@code
 * i} and zeros up to a multiple of eight, starts at {@code start(i)}. Read only.
 *
 * <p>In single precision: what a step costs is above all the fetching of rows, and a sample needs
 * no more digits; sums over it run in double precision. Rows start at whole cache lines of a large
 * array: the virtual machine lays those out from addresses that are 16 bytes beyond one.
 */
public final class SampleTable {
  /**
   * All bits that an index into {@link #values} can have: there are at most 2<sup>30</sup> numbers,
   * 4 GiB. With an index under this mask a compiler knows that small sums do not overflow.
   */
  public static final int INDEX = (1 << 30) - 1;

  private static final int FIRST = 12;

  private final int samples;
  private final int features;
  private final int stride;
  private final float[] values;

  private SampleTable(int samples, int features) {
    this.samples = samples;
    this.features = features;
    this.stride = Lanes.roundUp(features);
    if (samples > (INDEX - FIRST) / stride) {
      throw new IllegalArgumentException(
          samples + " samples of " + features + " features are too large a table");
    }
    this.values = new float[FIRST + samples * stride];
  }

  /** A table to be filled by the model that owns it. */
  static SampleTable of(int samples, int features) {
    return new SampleTable(samples, features);
  }

  /** N. */
  public int samples() {
    return samples;
  }

  /** Features of a sample. */
  public int features() {
    return features;
  }

  /** Numbers from one row to the next. */
  public int stride() {
    return stride;
  }

  /** Index of the first feature of a sample among {@link #values}. */
  public int start(int sample) {
    return FIRST + sample * stride;
  }

  /** The array itself, not to be changed. */
  public float[] values() {
    return values;
  }
}
