package org.logscape.data;

import java.io.Serializable;

/**
 * What a network is trained on, read only: shared by all threads of a process.
 *
 * @param features numbers that enter, of a sample
 * @param outputs targets of a sample
 * @param inputs features, sample after sample
 * @param targets targets, sample after sample
 */
public record Samples(int features, int outputs, float[] inputs, float[] targets)
    implements Serializable {

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if they do not
   */
  public Samples {
    if (features < 1
        || outputs < 1
        || inputs.length == 0
        || inputs.length % features != 0
        || targets.length != inputs.length / features * outputs) {
      throw new IllegalArgumentException(
          inputs.length + " features and " + targets.length + " targets do not fit");
    }
  }

  /** N. */
  public int size() {
    return inputs.length / features;
  }
}
