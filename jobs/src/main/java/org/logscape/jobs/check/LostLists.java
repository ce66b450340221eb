package org.logscape.jobs.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.rows.RunRows;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.TableRow;
import org.logscape.jobs.store.WaveName;
import org.logscape.jobs.store.list.Fault;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.sweep.work.WaveWork;
import org.logscape.schemas.Table;

/**
 * Lists waves again whose list is missing or damaged. What a wave computed is read from what is
 * left of its list, or from its runs; then its rows are computed again, and it is listed only if a
 * file that lies in the folder holds exactly these rows.
 */
final class LostLists {
  private static final Pattern NAME = Pattern.compile("\"wave\":\"([^\"]*)\"");
  private static final Pattern WORK = Pattern.compile("\"work\":\"([^\"]*)\"");

  /** The work of waves of which there is one in a folder. */
  private static final Map<String, String> KNOWN_WORK = Map.of("whole-cells", "cells");

  private static final String LISTED = "computed again, with the same rows, and listed again";

  private final Spec spec;
  private final ExperimentDir dir;
  private final Recomputation again;
  private final Map<String, String> rests;

  private LostLists(Spec spec, ExperimentDir dir, Recomputation again) {
    this.spec = spec;
    this.dir = dir;
    this.again = again;
    this.rests = rests(dir.damagedLines());
  }

  /** The lost lists of a folder that may be written to. */
  static LostLists of(Spec spec, ExperimentDir dir, Recomputation again) {
    return new LostLists(spec, dir, again);
  }

  /** The work of waves, by name, as far as it can be read from damaged lines. */
  private static Map<String, String> rests(List<String> lines) {
    Map<String, String> rests = new HashMap<>();
    for (String line : lines) {
      Matcher name = NAME.matcher(line);
      Matcher work = WORK.matcher(line);
      if (name.find() && work.find()) {
        rests.put(name.group(1), work.group(1));
      }
    }
    return rests;
  }

  /**
   * Lists what can be listed again.
   *
   * @param found files that no list names are among it
   * @return how each of those files was mended, by its path
   */
  Map<String, String> mend(List<Fault> found) {
    Map<String, List<String>> waves = new TreeMap<>();
    for (Fault fault : found) {
      if (fault.kind() == Fault.Kind.FOREIGN) {
        String file = fault.path().substring(fault.path().indexOf('/') + 1);
        WaveName.wave(file)
            .ifPresent(
                wave -> waves.computeIfAbsent(wave, name -> new ArrayList<>()).add(fault.path()));
      }
    }
    dir.waves().forEach(wave -> waves.remove(wave.name()));
    Map<String, String> mended = new HashMap<>();
    waves.entrySet().stream()
        .sorted(Comparator.comparing(wave -> !WaveName.isAdding(wave.getKey())))
        .filter(wave -> list(wave.getKey(), wave.getValue(), found))
        .forEach(wave -> wave.getValue().forEach(path -> mended.put(path, LISTED)));
    return mended;
  }

  private boolean list(String name, List<String> paths, List<Fault> found) {
    List<ListedFile> there = dir.measured(paths);
    List<ListedFile> runs = there.stream().filter(file -> file.table() == Table.RUNS).toList();
    if (there.isEmpty() || areCopies(runs, found)) {
      return false;
    }
    String work =
        Optional.ofNullable(rests.get(name))
            .or(() -> Optional.ofNullable(KNOWN_WORK.get(name)))
            .or(() -> Optional.of(ListedWave.REWRITE).filter(rewrite -> isRewritten(name, found)))
            .or(() -> runs.isEmpty() ? Optional.empty() : WaveWork.of(spec, dir.rows(runs)))
            .orElse("");
    try {
      return again.rows(new ListedWave(name, "", work, there), List.of()).stream()
          .anyMatch(rows -> list(name, work, there, rows));
    } catch (DamageException needed) {
      // another table that cannot be mended is needed for it
      return false;
    } catch (IllegalArgumentException unreadable) {
      // what is left of the list is no work of this experiment
      return false;
    }
  }

  /**
   * Whether a wave took the place of those before it: the step limit was raised, and the runs of
   * all earlier waves are gone.
   */
  private boolean isRewritten(String name, List<Fault> found) {
    List<String> missing =
        found.stream()
            .filter(fault -> fault.kind() == Fault.Kind.MISSING)
            .map(Fault::path)
            .toList();
    List<String> earlier =
        dir.waves().stream()
            .filter(wave -> WaveName.isAdding(wave.name()) && wave.name().compareTo(name) < 0)
            .flatMap(wave -> wave.files(Table.RUNS).stream())
            .map(ListedFile::path)
            .toList();
    return spec.hasRaisedLimit() && !earlier.isEmpty() && missing.containsAll(earlier);
  }

  private boolean list(
      String name, String work, List<ListedFile> there, JavaRDD<TableRow> computed) {
    JavaRDD<TableRow> rows = computed.persist(StorageLevel.MEMORY_AND_DISK_SER());
    try {
      return dir.relist(name, work, files(work, there), there, rows);
    } finally {
      rows.unpersist(false);
    }
  }

  /** How many files each table of a wave has; a table whose file is gone has one. */
  private Map<Table, Integer> files(String work, List<ListedFile> there) {
    Map<Table, Integer> files = new EnumMap<>(Table.class);
    boolean isRewritten = work.equals(ListedWave.REWRITE);
    if (WaveWork.isOfRuns(work) || isRewritten) {
      RunRows.tables(spec).stream()
          .map(binding -> binding.table())
          .filter(table -> !isRewritten || table != Table.MINIMA)
          .forEach(table -> files.put(table, 1));
    }
    for (ListedFile file : there) {
      files.merge(file.table(), WaveName.partNumber(file.name()) + 1, Math::max);
    }
    return files;
  }

  /** Whether runs are in listed waves already: then the files are copies. */
  private boolean areCopies(List<ListedFile> runs, List<Fault> found) {
    List<String> damaged = found.stream().map(Fault::path).toList();
    List<ListedFile> listed =
        dir.waves().stream()
            .flatMap(wave -> wave.files(Table.RUNS).stream())
            .filter(file -> !damaged.contains(file.path()))
            .toList();
    if (runs.isEmpty() || listed.isEmpty()) {
      return false;
    }
    Dataset<Row> there = dir.rows(listed).select("run_id");
    return !dir.rows(runs).select("run_id").intersect(there).isEmpty();
  }
}
