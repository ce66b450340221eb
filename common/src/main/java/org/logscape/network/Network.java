package org.logscape.network;

import java.io.Serializable;
import org.logscape.data.Samples;

/**
 * A network and the loss it is trained by: the model l(theta; x, y).
 *
 * @param architecture its layers
 * @param loss the loss of a sample
 */
public record Network(Architecture architecture, Loss loss) implements Serializable {

  /**
   * Checks that the two fit.
   *
   * @throws IllegalArgumentException if cross-entropy has but one output
   */
  public Network {
    if (loss == Loss.CROSS_ENTROPY && architecture.outputs() < 2) {
      throw new IllegalArgumentException("cross-entropy needs at least two outputs");
    }
  }

  /**
   * Checks that samples fit.
   *
   * @throws IllegalArgumentException if they do not
   */
  void requireFit(Samples samples) {
    if (samples.features() != architecture.inputs()
        || samples.outputs() != architecture.outputs()) {
      throw new IllegalArgumentException(
          "samples of "
              + samples.features()
              + " features and "
              + samples.outputs()
              + " targets do not fit a network of "
              + architecture.inputs()
              + " inputs and "
              + architecture.outputs()
              + " outputs");
    }
  }
}
