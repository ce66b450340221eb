package org.logscape.jobs.sweep.work;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.schemas.Table;

/**
 * The runs that the lists of a folder name. Lists of two folders that were copied into one are each
 * in order; together they name runs twice, or runs that the spec does not plan.
 */
public final class ListedRuns {
  private final Set<String> cells;

  /** For each cell the published replicas: first replica to the range and its wave. */
  private final Map<String, TreeMap<Integer, Published>> published = new HashMap<>();

  private record Published(int to, String wave) {}

  private ListedRuns(Set<String> cells) {
    this.cells = cells;
  }

  /**
   * Makes sure that each run is listed once and belongs to a cell of the spec. Waves that do not
   * say what they computed are passed over.
   *
   * @param spec the folder's own
   * @throws DamageException if waves of another folder lie in this one
   */
  public static void requireOfOneFolder(ExperimentDir dir, Spec spec) {
    List<ListedWave> waves =
        dir.waves().stream()
            .filter(wave -> wave.files(Table.RUNS).stream().anyMatch(file -> file.rows() > 0))
            .sorted(Comparator.comparing(ListedWave::name))
            .toList();
    ListedRuns runs = new ListedRuns(spec.grid().numbers().keySet());
    for (ListedWave wave : waves) {
      for (BlockTasks.Named range : BlockTasks.runs(wave.work()).orElse(List.of())) {
        String fault = runs.add(range, wave.name());
        if (!fault.isEmpty()) {
          throw new DamageException(
              List.of(
                  "%s: holds waves of two folders: %s; copy the right one again into a new folder"
                      .formatted(dir.path(), fault)));
        }
      }
    }
  }

  /** What is wrong with a range of runs; empty where nothing is. */
  private String add(BlockTasks.Named range, String wave) {
    if (!cells.contains(range.cellId())) {
      return "%s has runs of cell %s, which is none of the spec".formatted(wave, range.cellId());
    }
    TreeMap<Integer, Published> ranges =
        published.computeIfAbsent(range.cellId(), cell -> new TreeMap<>());
    Map.Entry<Integer, Published> before = ranges.lowerEntry(range.to());
    if (before != null && before.getValue().to() > range.from()) {
      return "%s and %s both have run %d of cell %s"
          .formatted(
              before.getValue().wave(),
              wave,
              Math.max(before.getKey(), range.from()),
              range.cellId());
    }
    if (before != null && before.getValue().to() == range.from()) {
      ranges.put(before.getKey(), new Published(range.to(), wave));
    } else {
      ranges.put(range.from(), new Published(range.to(), wave));
    }
    return "";
  }
}
