package org.logscape.jobs.spec.observe;

import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;

/**
 * Sharpness of a network's loss at the end of a run.
 *
 * @param samples how many, the first ones of the training set; {@link ObserverSpec#ALL} for all
 * @param eigenvalues how many of the largest
 */
public record SharpnessSpec(int samples, int eigenvalues) implements ObserverSpec {
  static final Key<Integer> SAMPLES =
      Key.optional("observe.sharpness.samples", Domain.countAtLeast(2))
          .unit("samples")
          .defaultRule("all")
          .text("how many samples are used, the first ones of the training set");
  static final Key<Integer> EIGENVALUES =
      Key.withDefault("observe.sharpness.eigenvalues", 20, Domain.countAtLeast(2))
          .text("largest eigenvalues of the Gauss-Newton matrix, from which n and h* are taken");
  static final Group<SharpnessSpec> GROUP =
      Group.of(
              SharpnessSpec.class,
              "observe.sharpness",
              "Networks: n, h*, traces of curvature, and distance from the start, at the end of "
                  + "each run.")
          .optional(SAMPLES, sharpness -> ObserverSpec.unlessAll(sharpness.samples()))
          .key(EIGENVALUES, SharpnessSpec::eigenvalues)
          .build(
              point ->
                  new SharpnessSpec(
                      point.find(SAMPLES).orElse(ObserverSpec.ALL), point.get(EIGENVALUES)));

  @Override
  public boolean isForNetworksAlone() {
    return true;
  }

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}
