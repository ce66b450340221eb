package org.logscape.jobs.start;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.logscape.data.Checksum;
import org.logscape.kernel.StartPoints;

/** Goes through snapshots in their order: checks and counts all, keeps those that runs start at. */
final class SnapshotGathering {
  private final int parameters;
  private final int most;
  private final Checksum checksum = Checksum.empty();
  private final List<double[]> kept = new ArrayList<>();
  private final List<SnapshotStart.Origin> origins = new ArrayList<>();
  private SnapshotStart.Origin last;
  private int count;

  /**
   * None yet.
   *
   * @param parameters numbers that each must have
   * @param most how many are kept, the first ones
   */
  SnapshotGathering(int parameters, int most) {
    this.parameters = parameters;
    this.most = most;
  }

  /**
   * The next one. A run that escaped at a step of its schedule has that state twice, which counts
   * once.
   *
   * @return what is wrong with it, if anything is
   */
  Optional<String> add(String runId, long step, double[] theta) {
    SnapshotStart.Origin origin = new SnapshotStart.Origin(runId, step);
    if (origin.equals(last)) {
      return Optional.empty();
    }
    if (theta.length != parameters) {
      return Optional.of(
          "theta of run %s at step %,d has %,d numbers; must have %,d, the parameters of the spec's models"
              .formatted(runId, step, theta.length, parameters));
    }
    if (!Arrays.stream(theta).allMatch(Double::isFinite)) {
      return Optional.of(
          "theta of run %s at step %,d is not finite; must be (choose a cell, or a step before runs diverge)"
              .formatted(runId, step));
    }
    last = origin;
    count = Math.addExact(count, 1);
    include(origin, theta);
    if (kept.size() < most) {
      kept.add(theta);
      origins.add(origin);
    }
    return Optional.empty();
  }

  private void include(SnapshotStart.Origin origin, double[] theta) {
    ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * (1 + theta.length));
    numbers.putLong(origin.step());
    numbers.asDoubleBuffer().put(theta);
    checksum.add(origin.runId().getBytes(StandardCharsets.UTF_8)).add(numbers.array());
  }

  /**
   * What runs start at.
   *
   * @param runs that have snapshots, at whatever step
   * @throws IllegalArgumentException if there is none
   */
  SnapshotStart start(long runs) {
    return new SnapshotStart(StartPoints.of(kept, count), origins, runs - count, checksum.hex());
  }
}
