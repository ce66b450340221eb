package org.logscape.jobs.spec.observe;

import java.util.List;
import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;

/**
 * Spectrum of a network's Hessian.
 *
 * @param at epochs; none: at the end of a run
 * @param samples how many, the first ones of the training set; {@link ObserverSpec#ALL} for all
 * @param eigenvalues how many of the largest
 * @param densityProbes random vectors of the density; 0: no density
 */
public record SpectrumSpec(List<Integer> at, int samples, int eigenvalues, int densityProbes)
    implements ObserverSpec {
  static final Key<List<Integer>> AT =
      Key.optional("observe.spectrum.at", Domain.listOf(Domain.countAtLeast(0)))
          .unit("epochs")
          .defaultRule("at the end of a run")
          .text("measured after these epochs");
  static final Key<Integer> SAMPLES =
      Key.optional("observe.spectrum.samples", Domain.countAtLeast(2))
          .unit("samples")
          .defaultRule("all")
          .text("how many samples are used, the first ones of the training set");
  static final Key<Integer> EIGENVALUES =
      Key.withDefault("observe.spectrum.eigenvalues", 20, Domain.countAtLeast(2))
          .text("largest eigenvalues, from which n and h* are taken");
  static final Key<Integer> DENSITY_PROBES =
      Key.withDefault("observe.spectrum.density_probes", 4, Domain.countAtLeast(0))
          .text("random vectors that measure the density of all eigenvalues; 0 for none");
  static final Group<SpectrumSpec> GROUP =
      Group.of(SpectrumSpec.class, "observe.spectrum", "Networks: spectrum of the Hessian.")
          .optional(AT, spectrum -> ObserverSpec.unlessEmpty(spectrum.at()))
          .optional(SAMPLES, spectrum -> ObserverSpec.unlessAll(spectrum.samples()))
          .key(EIGENVALUES, SpectrumSpec::eigenvalues)
          .key(DENSITY_PROBES, SpectrumSpec::densityProbes)
          .build(
              point ->
                  new SpectrumSpec(
                      point.find(AT).orElse(List.of()),
                      point.find(SAMPLES).orElse(ObserverSpec.ALL),
                      point.get(EIGENVALUES),
                      point.get(DENSITY_PROBES)));

  public SpectrumSpec {
    at = List.copyOf(at);
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
