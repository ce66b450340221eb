package org.logscape.jobs.spec.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;

/**
 * Gradient noise of networks.
 *
 * @param every epochs from one measurement to the next, where {@code at} is empty; the first is at
 *     the start
 * @param at epochs
 * @param samples how many, the first ones of the training set; {@link ObserverSpec#ALL} for all
 * @param minibatches drawn to measure tr Sigma without sample gradients; 0: none
 * @param alignmentProbes random vectors for the alignment with the Gauss-Newton matrix; 0: none
 * @param eigenvalues largest eigenvalues of the covariance and of the decoupling test's two
 *     matrices; 0: none
 */
public record NoiseSpec(
    int every, List<Integer> at, int samples, int minibatches, int alignmentProbes, int eigenvalues)
    implements ObserverSpec {
  static final Key<List<Integer>> AT =
      Key.optional("observe.noise.at", Domain.listOf(Domain.countAtLeast(0)))
          .unit("epochs")
          .text("measured after these epochs; in place of every");
  static final Key<Integer> EVERY =
      Key.withDefault("observe.noise.every", 1, Domain.countAtLeast(1))
          .replacedBy(AT)
          .unit("epochs")
          .text("epochs from one measurement to the next; the first is at the start");
  static final Key<Integer> SAMPLES =
      Key.optional("observe.noise.samples", Domain.countAtLeast(2))
          .unit("samples")
          .defaultRule("all")
          .text("how many samples are used, the first ones of the training set");
  static final Key<Integer> MINIBATCHES =
      Key.withDefault("observe.noise.minibatches", 0, Domain.countAtLeast(0))
          .text("minibatches drawn to measure the noise a second way; 0, or at least 2");
  static final Key<Integer> ALIGNMENT_PROBES =
      Key.withDefault("observe.noise.alignment_probes", 0, Domain.countAtLeast(0))
          .text("random vectors that measure the alignment of noise and curvature; 0 for none");
  static final Key<Integer> EIGENVALUES =
      Key.withDefault("observe.noise.eigenvalues", 0, Domain.countAtLeast(0))
          .text("largest eigenvalues of the noise and of the decoupling test; 0 for none");
  static final Group<NoiseSpec> GROUP =
      Group.of(NoiseSpec.class, "observe.noise", "Networks: gradient noise along training.")
          .constraint(Constraint.atMostOne(EVERY, AT))
          .rule(NoiseSpec::check)
          .optional(
              EVERY, noise -> Optional.of(noise.every()).filter(every -> noise.at().isEmpty()))
          .optional(AT, noise -> ObserverSpec.unlessEmpty(noise.at()))
          .optional(SAMPLES, noise -> ObserverSpec.unlessAll(noise.samples()))
          .key(MINIBATCHES, NoiseSpec::minibatches)
          .key(ALIGNMENT_PROBES, NoiseSpec::alignmentProbes)
          .key(EIGENVALUES, NoiseSpec::eigenvalues)
          .build(
              point ->
                  new NoiseSpec(
                      point.get(EVERY),
                      point.find(AT).orElse(List.of()),
                      point.find(SAMPLES).orElse(ObserverSpec.ALL),
                      point.get(MINIBATCHES),
                      point.get(ALIGNMENT_PROBES),
                      point.get(EIGENVALUES)));

  public NoiseSpec {
    at = List.copyOf(at);
  }

  private static void check(Point point, Faults faults) {
    if (point.get(MINIBATCHES) == 1) {
      faults.add(MINIBATCHES.path(), "is 1; must be 0, or at least 2 for a standard error");
    }
  }

  @Override
  public boolean isForNetworksAlone() {
    return true;
  }

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}
