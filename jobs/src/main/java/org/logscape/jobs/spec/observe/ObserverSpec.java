package org.logscape.jobs.spec.observe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One observer's settings; the catalogue of {@link Observers} lists every kind. */
public sealed interface ObserverSpec extends Serializable
    permits EscapeSpec,
        LossHistogramSpec,
        SnapshotsSpec,
        EvaluationSpec,
        NoiseSpec,
        SpectrumSpec,
        SharpnessSpec,
        OccupancySpec {
  /** In place of a number of samples: all that a cell learns from. */
  int ALL = 0;

  /** Its settings by path; those that it leaves out are absent. */
  Map<String, Object> values();

  /** Whether landscapes have nothing of the kind: data, minibatches of them, a trained minimum. */
  default boolean isForNetworksAlone() {
    return false;
  }

  /** The number, unless it is {@link #ALL}. */
  static Optional<Integer> unlessAll(int samples) {
    return Optional.of(samples).filter(count -> count != ALL);
  }

  /** The list, unless it is empty. */
  static <T> Optional<List<T>> unlessEmpty(List<T> values) {
    return Optional.of(values).filter(list -> !list.isEmpty());
  }
}
