package org.logscape.jobs.data;

import java.io.Serializable;
import java.util.Optional;
import org.logscape.data.ImageShape;
import org.logscape.data.Samples;

/**
 * What the networks of a spec learn from.
 *
 * @param shape of the inputs
 * @param training as many samples as any cell uses
 * @param testOrNull null where there is no test set
 * @param checksum of all files, or what synthetic data follow from
 */
public record TrainingData(ImageShape shape, Samples training, Samples testOrNull, String checksum)
    implements Serializable {

  /** The test set, where there is one. */
  public Optional<Samples> test() {
    return Optional.ofNullable(testOrNull);
  }
}
