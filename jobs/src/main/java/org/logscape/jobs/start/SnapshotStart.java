package org.logscape.jobs.start;

import java.io.Serializable;
import java.util.List;
import org.logscape.kernel.StartPoints;

/** The snapshots at which the runs of a spec start. Broadcast once to the executors. */
public final class SnapshotStart implements Serializable {
  private final StartPoints points;
  private final List<Origin> origins;
  private final long runsWithout;
  private final String checksum;

  /**
   * Whose state a snapshot is.
   *
   * @param runId the run that it was taken of
   * @param step after how many steps
   */
  public record Origin(String runId, long step) implements Serializable {}

  SnapshotStart(StartPoints points, List<Origin> origins, long runsWithout, String checksum) {
    this.points = points;
    this.origins = List.copyOf(origins);
    this.runsWithout = runsWithout;
    this.checksum = checksum;
  }

  /** Their parameters. */
  public StartPoints points() {
    return points;
  }

  /** At whose state a replica starts. */
  public Origin origin(int replica) {
    return origins.get(points.number(replica));
  }

  /** How many snapshots there are; the replicas of a cell go round them. */
  public int count() {
    return points.count();
  }

  /** Runs that have snapshots, but none at the step that was asked for. */
  public long runsWithout() {
    return runsWithout;
  }

  /** SHA-256 over all of them in their order: run_id, step and parameters, bit for bit. */
  public String checksum() {
    return checksum;
  }
}
