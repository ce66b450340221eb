package org.logscape.jobs.spec.observe;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded of each run.
 *
 * @param all at most one of each kind
 */
public record Observe(List<ObserverSpec> all) implements Serializable {
  public Observe {
    all = List.copyOf(all);
  }

  public Optional<OccupancySpec> occupancy() {
    return find(OccupancySpec.class);
  }

  public Optional<EvaluationSpec> evaluation() {
    return find(EvaluationSpec.class);
  }

  public Optional<NoiseSpec> noise() {
    return find(NoiseSpec.class);
  }

  public Optional<SpectrumSpec> spectrum() {
    return find(SpectrumSpec.class);
  }

  public Optional<SharpnessSpec> sharpness() {
    return find(SharpnessSpec.class);
  }

  public Optional<EscapeSpec> escape() {
    return find(EscapeSpec.class);
  }

  public Optional<LossHistogramSpec> lossHistogram() {
    return find(LossHistogramSpec.class);
  }

  public Optional<SnapshotsSpec> snapshots() {
    return find(SnapshotsSpec.class);
  }

  /** The settings of one kind of observer, where the spec has it. */
  public <T extends ObserverSpec> Optional<T> find(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
