package org.logscape.jobs.start;

import java.util.Optional;

/**
 * What snapshots take in memory. The driver holds them once as they are and once as they go to the
 * executors, each of which does the same, beside data and rows.
 *
 * @param snapshots how many are kept
 * @param parameters numbers of each
 */
record SnapshotSize(long snapshots, int parameters) {
  private static final double SHARE = 0.25;
  private static final double MEBIBYTE = 1 << 20;

  static SnapshotSize of(long snapshots, int parameters) {
    return new SnapshotSize(snapshots, parameters);
  }

  private double bytes() {
    return (double) Double.BYTES * parameters * snapshots;
  }

  /**
   * What keeps them from being held, if anything does.
   *
   * @param heap the most bytes of this machine's Java
   */
  Optional<String> problem(long heap) {
    return bytes() <= SHARE * heap
        ? Optional.empty()
        : Optional.of(
            "%,d snapshots of %,d numbers are %,.0f MiB; must be at most %,.0f MiB, a quarter of the memory (give Java more with -Xmx, or choose fewer: a cell, a step, fewer replicas)"
                .formatted(snapshots, parameters, bytes() / MEBIBYTE, SHARE * heap / MEBIBYTE));
  }
}
