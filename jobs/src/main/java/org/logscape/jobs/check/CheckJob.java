package org.logscape.jobs.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.FrozenSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Patience;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.WriteAccess;
import org.logscape.jobs.store.list.Fault;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.sweep.work.Completeness;

/** Verifies a folder, and mends it where that is asked for. */
public final class CheckJob {
  private static final String WHOLE = "whole-";
  private static final String AGAIN = "computed again";
  private static final String ASIDE = "put aside under _logscape/foreign";
  private static final String ASIDE_AS = "put aside as ";
  private static final String LIST = "its waves are listed again where their files lie there";

  private final SparkSession spark;
  private final ExperimentDir dir;
  private final Depth depth;
  private final WriteAccess access;

  private CheckJob(SparkSession spark, ExperimentDir dir, Depth depth, WriteAccess access) {
    this.spark = spark;
    this.dir = dir;
    this.depth = depth;
    this.access = access;
  }

  /** A check of a folder that holds results. */
  public static CheckJob of(SparkSession spark, ExperimentDir dir, Depth depth) {
    return new CheckJob(spark, dir, depth, WriteAccess.of(dir, folder -> {}));
  }

  /** The same, where a repair waits for another driver that writes to the folder. */
  public CheckJob with(Patience patience) {
    return new CheckJob(spark, dir, depth, access.with(patience));
  }

  /**
   * Looks at the folder and changes nothing.
   *
   * @throws UserException if the folder has no lists, which an older version did not write
   */
  public CheckReport check() {
    requireLists();
    return report(dir.faults(depth), List.of());
  }

  /**
   * Looks at the folder, computes damaged files again, and looks again. A file is put in its place
   * only if it holds what was published; files that do not belong to a table are put aside.
   *
   * @throws UserException if the folder has no lists
   * @throws org.logscape.jobs.errors.BusyException if another driver writes to the folder
   */
  public CheckReport repair() {
    requireLists();
    List<Fault> found = dir.faults(depth);
    if (found.isEmpty()) {
      return report(found, List.of());
    }
    List<CheckReport.Mended> mended = new ArrayList<>();
    access.use(
        folder -> {
          List<CheckReport.Mended> cleared = clear(folder, found);
          folder.recover();
          mended.addAll(cleared);
          mended.addAll(mend(folder, cleared.isEmpty() ? found : folder.faults(depth)));
        });
    List<Fault> left = dir.faults(depth);
    List<String> paths = left.stream().map(Fault::path).toList();
    mended.removeIf(
        one -> one.fault().kind() != Fault.Kind.OBSTACLE && paths.contains(one.fault().path()));
    return report(left, mended);
  }

  /**
   * Takes away what stands in the place of files and folders; what belongs there is missing then.
   */
  private static List<CheckReport.Mended> clear(ExperimentDir held, List<Fault> found) {
    List<CheckReport.Mended> cleared = new ArrayList<>();
    for (Fault fault : found) {
      if (fault.kind() == Fault.Kind.OBSTACLE) {
        cleared.add(new CheckReport.Mended(fault, ASIDE_AS + held.putAside(fault)));
      } else if (fault.kind() == Fault.Kind.LISTS) {
        held.beginLists();
        cleared.add(new CheckReport.Mended(fault, LIST));
      }
    }
    return cleared;
  }

  private void requireLists() {
    if (!dir.isListed()) {
      throw UserException.of(
          "%s: an older version wrote it, without lists of its files; 'logscape sweep SPEC --out %s --resume' makes them"
              .formatted(dir.path(), dir.path()));
    }
  }

  private Spec spec() {
    return FrozenSpec.of(dir);
  }

  private CheckReport report(List<Fault> left, List<CheckReport.Mended> mended) {
    Map<String, Long> rows = new TreeMap<>();
    long files = 0;
    for (ListedWave wave : dir.waves()) {
      for (ListedFile file : wave.files()) {
        rows.merge(file.table().tableName(), file.rows(), Long::sum);
        files++;
      }
    }
    return new CheckReport(
        dir.path(), depth, files, rows, Completeness.of(dir, spec()), left, mended);
  }

  /** Mends what can be mended, and says how; whether it is as published is not looked at again. */
  private List<CheckReport.Mended> mend(ExperimentDir held, List<Fault> found) {
    Spec spec = spec();
    Recomputation again = Recomputation.of(spark, spec, held);
    Map<String, String> how = new HashMap<>(LostLists.of(spec, held, again).mend(found));
    for (Fault fault : found) {
      if (fault.kind() == Fault.Kind.FOREIGN && !how.containsKey(fault.path())) {
        var unused = held.putAside(fault);
        how.put(fault.path(), ASIDE);
      } else if (fault.kind() == Fault.Kind.LIST) {
        how.put(fault.path(), LIST);
      }
    }
    held.putDamagedListsAside();
    damaged(held, found).forEach((wave, files) -> restore(held, again, wave, files));
    if (!Completeness.of(held, spec).isComplete()) {
      held.unmarkComplete();
    }
    return found.stream()
        .map(fault -> new CheckReport.Mended(fault, how.getOrDefault(fault.path(), AGAIN)))
        .toList();
  }

  /** Damaged files by wave: first the waves in their order, then what is made of them. */
  private static Map<ListedWave, List<ListedFile>> damaged(ExperimentDir dir, List<Fault> found) {
    List<String> paths =
        found.stream().filter(fault -> fault.wave().isPresent()).map(Fault::path).toList();
    Map<ListedWave, List<ListedFile>> damaged = new LinkedHashMap<>();
    dir.waves().stream()
        .sorted(
            Comparator.comparing((ListedWave wave) -> wave.name().startsWith(WHOLE))
                .thenComparing(wave -> wave.name().contains("fits"))
                .thenComparing(ListedWave::name))
        .forEach(
            wave -> {
              List<ListedFile> files =
                  wave.files().stream().filter(file -> paths.contains(file.path())).toList();
              if (!files.isEmpty()) {
                damaged.put(wave, files);
              }
            });
    return damaged;
  }

  private static void restore(
      ExperimentDir dir, Recomputation again, ListedWave wave, List<ListedFile> files) {
    List<JavaRDD<TableRow>> rows;
    try {
      rows = again.rows(wave, files);
    } catch (DamageException needed) {
      // another table that cannot be mended is needed for it; the second look names both
      return;
    }
    List<ListedFile> left = new ArrayList<>(files);
    for (JavaRDD<TableRow> computed : rows) {
      JavaRDD<TableRow> kept = computed.persist(StorageLevel.MEMORY_AND_DISK_SER());
      try {
        left = dir.restore(wave, left, kept);
      } finally {
        kept.unpersist(false);
      }
      if (left.isEmpty()) {
        return;
      }
    }
  }
}
