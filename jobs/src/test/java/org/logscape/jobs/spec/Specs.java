package org.logscape.jobs.spec;

/** Specs that tests share. */
final class Specs {
  /** A commented example of a spec for a landscape. */
  static final String DESIGN_EXAMPLE =
      """
      # Claim: at fixed eta h* and B, the escape rate depends on the barrier through L^s/L* alone.
      name: escape-barrier
      seed: 20220721
      replicas: 200
      model:
        type: double-well          # linear-regression | double-well | diagonal-network | mlp | cnn
        dimensions: 2              # n
        barrier: 2.0               # p, above 1/2
        label_noise: [0, 0.5, 1, 2]
      dynamics:
        type: sgd                  # sgd | langevin
        batch_size: 1
        learning_rate: 0.04        # or in the theory's own terms: curvature_step (eta h*) or temperature (eta h* a / B)
        noise_enhancement: [1, 1.5]
        sampling: online           # online | online-in-law | replacement | epoch
      start: minimum               # minimum | random | pretrained: {...} | snapshots: DIR
      observe:
        escape: {events: [separatrix], levels: [1.2, 1.5, 2.0]}
        loss_histogram: {burn_in: 1000}
        snapshots: {every: 100000, at_escape: true}
      stop: {steps: 5000000, after: separatrix}
      fit: [escape-rate, escape-law, stationary-law]
      """;

  /** The least that is a spec. */
  static final String SMALL =
      """
      name: small
      replicas: 2
      model: {type: double-well, dimensions: 2, barrier: 2}
      dynamics: {type: sgd, learning_rate: 0.04}
      stop: {steps: 100}
      """;

  private Specs() {}

  static String with(String lines) {
    return SMALL + lines + "\n";
  }

  static Spec read(String yaml) {
    return SpecReader.read(yaml, "SPEC.yaml");
  }
}
