package org.logscape.data;

import java.io.Serializable;
import java.util.Arrays;

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

  /**
   * The first samples.
   *
   * @param count how many, at least 1 and at most {@link #size()}
   * @throws IllegalArgumentException if there are not so many
   */
  public Samples first(int count) {
    if (count < 1 || count > size()) {
      throw new IllegalArgumentException("cannot take " + count + " of " + size() + " samples");
    }
    return new Samples(
        features,
        outputs,
        Arrays.copyOf(inputs, count * features),
        Arrays.copyOf(targets, count * outputs));
  }
}
