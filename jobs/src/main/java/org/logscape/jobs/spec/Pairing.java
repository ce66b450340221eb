package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.key.Canonical;

/**
 * Common random numbers: cells that differ only in these keys give equal random streams to replicas
 * of equal number, so that their runs rise and fall together and a contrast of two cells is sharper
 * than the cells are. A run's numbers still depend on the spec alone.
 *
 * <p>Streams start equal; they stay in step as long as both cells draw as many numbers a step,
 * which is so along eta, the label noise and (under langevin, or among values other than 1) alpha,
 * and not along B under online sampling.
 *
 * @param paths the keys, as the spec names them; none: every cell has streams of its own
 * @param shared the values of a cell that do not count for its streams: the paths, and what follows
 *     from them
 */
public record Pairing(List<String> paths, List<String> shared) implements Serializable {
  public Pairing {
    paths = List.copyOf(paths);
    shared = List.copyOf(shared);
  }

  /** Every cell has streams of its own. */
  public static Pairing none() {
    return new Pairing(List.of(), List.of());
  }

  /** Pairs along keys of a grid. */
  static Pairing of(List<String> paths, Grid grid) {
    TreeSet<String> shared = new TreeSet<>(paths);
    if (grid.has(DynamicsSpec.EFFECTIVE_BATCH_SIZE)
        && (shared.contains(DynamicsSpec.BATCH_SIZE.path())
            || shared.contains(DynamicsSpec.EFFECTIVE_BATCH_SIZE.path()))) {
      shared.add(DynamicsSpec.NOISE_ENHANCEMENT.path());
    }
    boolean noise =
        shared.contains(DynamicsSpec.BATCH_SIZE.path())
            || shared.contains(DynamicsSpec.NOISE_ENHANCEMENT.path());
    if (shared.contains(DynamicsSpec.TEMPERATURE.path())
        || shared.contains(DynamicsSpec.CURVATURE_STEP.path())
        || (noise && grid.has(DynamicsSpec.TEMPERATURE))) {
      shared.add(DynamicsSpec.LEARNING_RATE.path());
    }
    return new Pairing(paths, List.copyOf(shared));
  }

  /** Whether there are any pairs. */
  public boolean isEmpty() {
    return paths.isEmpty();
  }

  /**
   * What names the streams of a cell's runs: the cell itself, or all of it but the paired values.
   */
  public long streamBits(CellSpec cell) {
    if (isEmpty()) {
      return cell.streamBits();
    }
    Map<String, Object> values = cell.values();
    values.keySet().removeAll(shared);
    return Canonical.bits(values);
  }
}
