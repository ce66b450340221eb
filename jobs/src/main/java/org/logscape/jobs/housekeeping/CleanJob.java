package org.logscape.jobs.housekeeping;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.BusyException;
import org.logscape.jobs.store.DirLease;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Patience;

/**
 * Deletes results folders that were not written to for a while. It takes the lease of each first,
 * so no folder goes that a driver writes to; a folder with anything in it that Logscape did not
 * write stays.
 */
public final class CleanJob {
  private final SparkSession spark;
  private final Instant before;

  private CleanJob(SparkSession spark, Instant before) {
    this.spark = spark;
    this.before = before;
  }

  /**
   * A job that deletes what is older.
   *
   * @param now the time from which ages are counted
   * @param age least age of a folder's youngest file
   */
  public static CleanJob of(SparkSession spark, Instant now, Duration age) {
    return new CleanJob(spark, now.minus(age));
  }

  /** What becomes of a folder. */
  public enum Fate {
    /** It is old and goes. */
    DELETED,
    /** It has a file that is younger. */
    YOUNG,
    /** A driver writes to it. */
    IN_USE,
    /** It holds something that is not Logscape's. */
    FOREIGN
  }

  /**
   * A folder and what became of it.
   *
   * @param reason why, in words
   */
  public record Outcome(FoundFolder folder, Fate fate, String reason) {}

  /** What would become of each folder; nothing is deleted, and no lease is taken. */
  public List<Outcome> preview(List<FoundFolder> folders) {
    return folders.stream()
        .map(
            folder -> {
              Fate fate = kept(folder);
              boolean inUse = folder.claimed() && fate == Fate.DELETED;
              return outcome(folder, inUse ? Fate.IN_USE : fate);
            })
        .toList();
  }

  /** Deletes the old ones. */
  public List<Outcome> run(List<FoundFolder> folders) {
    List<Outcome> outcomes = new ArrayList<>();
    for (FoundFolder folder : folders) {
      Fate fate = kept(folder);
      outcomes.add(outcome(folder, fate == Fate.DELETED ? deleted(folder) : fate));
    }
    return outcomes;
  }

  private Fate kept(FoundFolder folder) {
    if (!folder.foreign().isEmpty()) {
      return Fate.FOREIGN;
    }
    return folder.modified().isBefore(before) ? Fate.DELETED : Fate.YOUNG;
  }

  private Fate deleted(FoundFolder folder) {
    ExperimentDir dir = ExperimentDir.of(spark, folder.path());
    try (DirLease lease = dir.lease(Patience.none())) {
      dir.under(lease).delete();
      return Fate.DELETED;
    } catch (BusyException written) {
      return Fate.IN_USE;
    }
  }

  private static Outcome outcome(FoundFolder folder, Fate fate) {
    String reason =
        switch (fate) {
          case DELETED -> "last written " + folder.modified();
          case YOUNG -> "written " + folder.modified();
          case IN_USE -> "a driver writes to it";
          case FOREIGN -> "holds what is not Logscape's: " + String.join(", ", folder.foreign());
        };
    return new Outcome(folder, fate, reason);
  }
}
