package org.logscape.jobs.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A whole experiment, checked, with every default resolved. Comes from {@link SpecReader}.
 *
 * @param name letters, digits, dot, underscore, hyphen
 * @param seed key of all random streams
 * @param replicas independent runs of each cell, at least 1
 * @param grid the cells
 * @param start where runs start
 * @param observe what is recorded
 * @param stop when runs end
 * @param rareOrNull how rare events are sampled; null where they are not
 * @param fits laws to fit
 */
public record Spec(
    String name,
    long seed,
    int replicas,
    Grid grid,
    Start start,
    Observe observe,
    Stop stop,
    Rare rareOrNull,
    List<Fit> fits)
    implements Serializable {
  public Spec {
    fits = List.copyOf(fits);
  }

  /** How rare events are sampled, if they are. */
  public Optional<Rare> rare() {
    return Optional.ofNullable(rareOrNull);
  }

  /** Cells times replicas. */
  public long runs() {
    return Math.multiplyExact(grid.cells(), (long) replicas);
  }
}
