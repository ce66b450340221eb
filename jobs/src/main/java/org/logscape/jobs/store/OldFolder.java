package org.logscape.jobs.store;

import java.util.Collection;
import java.util.List;
import org.logscape.jobs.errors.DamageException;
import org.logscape.schemas.Table;

/** A folder that a version without lists of files wrote: it gets them before more is written. */
public final class OldFolder {
  private final ExperimentDir dir;

  private OldFolder(ExperimentDir dir) {
    this.dir = dir;
  }

  /** A folder, old or not. */
  public static OldFolder of(ExperimentDir dir) {
    return new OldFolder(dir);
  }

  /**
   * Lists its files, and says so; nothing where there are lists.
   *
   * @param tables the tables to each of which every wave writes a file
   * @throws DamageException if a file is missing or cannot be read
   */
  public void list(Collection<? extends RowBinding<?>> tables) {
    if (dir.isListed()) {
      return;
    }
    // runs whose row is gone would be done again, and their rows in other tables doubled
    List<String> missing = dir.missingFiles(tables.stream().<Table>map(RowBinding::table).toList());
    if (!missing.isEmpty()) {
      throw new DamageException(
          missing.stream()
              .map(
                  file ->
                      "%s/%s: is missing, while the other tables have its wave; restore it, or start a new folder"
                          .formatted(dir.path(), file))
              .toList());
    }
    int listed = dir.list();
    if (listed > 0) {
      System.err.printf(
          "logscape: %s: an older version wrote it; its %,d files are listed now, as they are%n",
          dir.path(), listed);
    }
  }
}
