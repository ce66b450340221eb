package org.logscape.jobs.spec.key;

import java.io.Serializable;

/**
 * One thing wrong with a spec.
 *
 * @param path where, as in {@code model.label_noise[2]}; or line and column where the file is no
 *     YAML
 * @param problem what is wrong and what is allowed
 */
public record Fault(String path, String problem) implements Serializable {
  /** One line. */
  @Override
  public String toString() {
    return path + ": " + problem;
  }
}
