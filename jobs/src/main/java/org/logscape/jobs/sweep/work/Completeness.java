package org.logscape.jobs.sweep.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.TablesPrint;
import org.logscape.schemas.Table;

/**
 * How many of the planned runs a folder holds.
 *
 * @param runs published runs
 * @param planned runs that the spec plans; at least so many where it asks for a width
 * @param unfinished whether a sweep for a width was interrupted
 * @param outdated whether the fits are those of other tables than there are now
 */
public record Completeness(long runs, long planned, boolean unfinished, boolean outdated) {

  /**
   * What a folder holds of its own spec.
   *
   * @throws org.logscape.jobs.errors.DamageException if waves of another folder lie in it
   */
  public static Completeness of(ExperimentDir dir, Spec spec) {
    ListedRuns.requireOfOneFolder(dir, spec);
    long runs =
        dir.isListed()
            ? dir.waves().stream()
                .flatMap(wave -> wave.files(Table.RUNS).stream())
                .mapToLong(ListedFile::rows)
                .sum()
            : dir.table(Table.RUNS).count();
    return new Completeness(
        runs,
        spec.runs(),
        spec.until().isWanted() && dir.hasParked(),
        TablesPrint.isFitsOutdated(dir.waves()));
  }

  /** Whether all planned runs are there. */
  public boolean isComplete() {
    return runs >= planned && !unfinished;
  }

  /** What a reader should know before the results, one sentence a line; none where all is well. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    toDo().ifPresent(lines::add);
    if (outdated) {
      lines.add(
          "outdated: the fits are those of other tables than there are now; fit makes them anew");
    }
    return lines;
  }

  /** What is missing, in a sentence; empty where nothing is. */
  public Optional<String> toDo() {
    // a folder of rare events alone has no runs, and no sweep to complete
    if (runs == 0 || isComplete()) {
      return Optional.empty();
    }
    return Optional.of(
        unfinished
            ? "unfinished: some cells have not reached the width that was asked for (sweep"
                + " --resume)"
            : "unfinished: %s of the runs that the spec plans (%,d of %,d; sweep --resume)"
                .formatted(share(), runs, planned));
  }

  private String share() {
    double percent = 100.0 * runs / planned;
    return percent < 1 ? "less than 1 %" : "%d %%".formatted((int) percent);
  }
}
