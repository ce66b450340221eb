package org.logscape.jobs.store.list;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.logscape.jobs.store.Folder;
import org.logscape.schemas.Table;

/**
 * What lies in a folder's tables, held against the lists by names and lengths. A wave that is being
 * published just now, or whose publisher was killed, is not seen before all of it is there.
 */
public final class FolderFiles {
  private static final String TYPE = ".parquet";
  private static final String READY = "READY";

  private final Folder root;
  private final Folder staging;
  private final WaveLists lists;

  private FolderFiles(Folder root, Folder staging, WaveLists lists) {
    this.root = root;
    this.staging = staging;
    this.lists = lists;
  }

  /** The files of a folder with these lists and this place where waves are staged. */
  public static FolderFiles of(Folder root, Folder staging, WaveLists lists) {
    return new FolderFiles(root, staging, lists);
  }

  /**
   * A file that belongs to the folder and has the length that it should have.
   *
   * @param path its full path
   * @param bytes its length
   * @param modified when it was written, in milliseconds
   * @param listed what the list says of it; empty in a folder without lists
   * @param wave that published it; empty in a folder without lists
   */
  public record Present(
      Table table,
      String path,
      long bytes,
      long modified,
      Optional<ListedFile> listed,
      String wave) {}

  /**
   * What was found.
   *
   * @param present files to read
   * @param faults files that are not as listed
   */
  public record Findings(List<Present> present, List<Fault> faults) {}

  /** A file that a list names, and the wave. */
  private record Expected(ListedFile file, String wave) {}

  /** Looks at some tables. */
  public Findings of(Collection<Table> tables) {
    // first what lies there, then what is on its way, then what is listed: whatever is seen lying
    // there is on its way or listed by the time that one looks
    Map<Table, List<Folder.Entry>> there = new LinkedHashMap<>();
    for (Table table : tables) {
      there.put(
          table,
          root.folder(table.tableName()).entries().stream()
              .filter(entry -> !entry.name().startsWith("_") && !entry.name().startsWith("."))
              .toList());
    }
    Map<String, Optional<StagedWave>> onTheirWay = onTheirWay();
    if (!lists.exist()) {
      return unlisted(there);
    }
    Map<Table, Map<String, Expected>> expected = new HashMap<>();
    for (ListedWave wave : lists.read().waves().values()) {
      for (ListedFile file : wave.files()) {
        expected
            .computeIfAbsent(file.table(), table -> new TreeMap<>())
            .put(file.name(), new Expected(file, wave.name()));
      }
    }
    List<Present> present = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    there.forEach(
        (table, entries) -> {
          Map<String, Expected> named = new TreeMap<>(expected.getOrDefault(table, Map.of()));
          for (Folder.Entry entry : entries) {
            compare(table, entry, named.remove(entry.name()), onTheirWay, present, faults);
          }
          named.values().forEach(file -> faults.add(Fault.missing(file.file(), file.wave())));
        });
    return new Findings(present, faults);
  }

  private void compare(
      Table table,
      Folder.Entry entry,
      Expected listed,
      Map<String, Optional<StagedWave>> onTheirWay,
      List<Present> present,
      List<Fault> faults) {
    Optional<Expected> coming = coming(table, entry, onTheirWay);
    if (listed == null) {
      if (!isOnItsWay(entry, onTheirWay) && !isReplaced(table, onTheirWay)) {
        faults.add(Fault.foreign(table.tableName() + "/" + entry.name()));
      }
      return;
    }
    Expected now = coming.filter(file -> file.file().bytes() == entry.bytes()).orElse(listed);
    if (entry.isFolder() || now.file().bytes() != entry.bytes()) {
      faults.add(
          Fault.changed(
              listed.file(),
              listed.wave(),
              entry.isFolder()
                  ? "it is a folder"
                  : "it has %,d bytes, not %,d".formatted(entry.bytes(), now.file().bytes())));
      return;
    }
    present.add(present(table, entry, Optional.of(now.file()), now.wave()));
  }

  private static boolean isOnItsWay(
      Folder.Entry entry, Map<String, Optional<StagedWave>> onTheirWay) {
    return onTheirWay.keySet().stream().anyMatch(wave -> entry.name().startsWith(wave + "-part-"));
  }

  /** A wave that writes the table anew is listed, and its publisher deletes the old files. */
  private static boolean isReplaced(Table table, Map<String, Optional<StagedWave>> onTheirWay) {
    return onTheirWay.values().stream()
        .flatMap(Optional::stream)
        .map(StagedWave::wave)
        .anyMatch(wave -> wave.work().equals(ListedWave.REWRITE) && !wave.files(table).isEmpty());
  }

  /** The table is being written anew, and this is its new file already. */
  private static Optional<Expected> coming(
      Table table, Folder.Entry entry, Map<String, Optional<StagedWave>> onTheirWay) {
    return onTheirWay.values().stream()
        .flatMap(Optional::stream)
        .flatMap(
            staged ->
                staged.wave().files(table).stream()
                    .filter(file -> file.name().equals(entry.name()))
                    .map(file -> new Expected(file, staged.wave().name())))
        .findFirst();
  }

  /** Complete waves that are staged, by name, with their lists where they have any. */
  private Map<String, Optional<StagedWave>> onTheirWay() {
    Map<String, Optional<StagedWave>> waves = new HashMap<>();
    for (String staged : staging.names()) {
      int end = staged.indexOf('.');
      staging
          .folder(staged)
          .read(READY)
          .ifPresent(
              text ->
                  waves.put(end < 0 ? staged : staged.substring(0, end), StagedWave.parse(text)));
    }
    return waves;
  }

  private Findings unlisted(Map<Table, List<Folder.Entry>> there) {
    List<Present> present = new ArrayList<>();
    there.forEach(
        (table, entries) ->
            entries.stream()
                .filter(entry -> entry.name().endsWith(TYPE))
                .forEach(entry -> present.add(present(table, entry, Optional.empty(), ""))));
    return new Findings(present, List.of());
  }

  private Present present(
      Table table, Folder.Entry entry, Optional<ListedFile> listed, String wave) {
    String path = root.folder(table.tableName()).path(entry.name());
    return new Present(table, path, entry.bytes(), entry.modified(), listed, wave);
  }
}
