package org.logscape.jobs.store.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.logscape.jobs.store.Folder;
import org.logscape.jobs.store.WaveName;
import org.logscape.schemas.Table;

/**
 * What lies in a folder's tables, held against the lists by names and lengths. A wave that is being
 * published just now, or whose publisher was killed, is not seen before all of it is there.
 */
public final class FolderFiles {
  private static final String TYPE = ".parquet";
  private static final String READY = "READY";
  private static final int MOST_LOOKS = 5;

  /** Where a folder keeps all that is no table. */
  public static final String INTERNAL = "_logscape";

  /** What the columns of all tables mean, as every version writes it that keeps lists. */
  public static final String CONTRACT = "tables.json";

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

  /** A file of a table that no list names. */
  public record Unlisted(Table table, String name) {}

  /** A file that a list names, and the wave. */
  private record Expected(ListedFile file, String wave) {}

  /**
   * Looks at some tables. Where something is wrong it looks again: a file may have been published
   * between its looks at two places.
   */
  public Findings of(Collection<Table> tables) {
    Findings found = look(tables);
    for (int again = 0; again < MOST_LOOKS && !found.faults().isEmpty(); again++) {
      Findings next = look(tables);
      if (next.faults().equals(found.faults())) {
        return next;
      }
      found = next;
    }
    return found;
  }

  private Findings look(Collection<Table> tables) {
    // first what lies there, then what is on its way, then what is listed: whatever is seen lying
    // there is on its way or listed by the time that one looks
    Map<Table, List<Folder.Entry>> there = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    for (Table table : tables) {
      Folder.Listing listing = root.folder(table.tableName()).listing();
      if (listing.obstacle().isPresent()) {
        faults.add(Fault.obstacle(table.tableName(), listing.obstacle().get()));
        continue;
      }
      there.put(
          table,
          listing.entries().stream()
              .filter(entry -> !entry.name().startsWith("_") && !entry.name().startsWith("."))
              .toList());
    }
    Map<String, Optional<StagedWave>> onTheirWay = onTheirWay();
    if (!lists.exist()) {
      Findings unlisted = unlisted(there, faults);
      return hadLists() && !unlisted.present().isEmpty()
          ? new Findings(List.of(), List.of(Fault.lists(under(lists.path()))))
          : unlisted;
    }
    WaveLists.Contents contents = lists.read();
    if (!contents.obstacles().isEmpty()) {
      // without its lists nothing is known of a file
      contents.obstacles().forEach((path, found) -> faults.add(Fault.obstacle(under(path), found)));
      return new Findings(List.of(), faults);
    }
    Map<String, ListedWave> waves = contents.waves();
    Map<Table, Map<String, Expected>> expected = expected(waves.values());
    Set<String> writtenWhereTheyStay = tasks(waves.values());
    List<Present> present = new ArrayList<>();
    there.forEach(
        (table, entries) -> {
          Map<String, Expected> named = new TreeMap<>(expected.getOrDefault(table, Map.of()));
          boolean isReplaced = isReplaced(table, onTheirWay, waves);
          for (Folder.Entry entry : entries) {
            Expected listed = named.remove(entry.name());
            if (listed != null && !entry.isFile()) {
              faults.add(
                  Fault.obstacle(
                      listed.file().path(), "is %s, not a file".formatted(entry.kind())));
            } else if (listed != null) {
              compare(table, entry, listed, onTheirWay, present, faults);
            } else if (!isReplaced
                && !isOnItsWay(entry, onTheirWay)
                && WaveName.task(entry.name()).filter(writtenWhereTheyStay::contains).isEmpty()) {
              faults.add(Fault.foreign(table.tableName() + "/" + entry.name()));
            }
          }
          named.values().forEach(file -> faults.add(Fault.missing(file.file(), file.wave())));
        });
    return new Findings(present, faults);
  }

  /** Whether a version that lists its files wrote the folder: it began with what columns mean. */
  private boolean hadLists() {
    return root.folder(INTERNAL).names().contains(CONTRACT);
  }

  /** Whether there were lists, and they are gone with files still there. */
  public boolean isWithoutItsLists() {
    return !lists.exist()
        && hadLists()
        && Arrays.stream(Table.values())
            .flatMap(table -> root.folder(table.tableName()).names().stream())
            .anyMatch(name -> name.endsWith(TYPE));
  }

  /** The path of what lies under the folder. */
  private String under(String path) {
    return path.substring(root.path().length() + 1);
  }

  private void compare(
      Table table,
      Folder.Entry entry,
      Expected listed,
      Map<String, Optional<StagedWave>> onTheirWay,
      List<Present> present,
      List<Fault> faults) {
    Expected now =
        coming(table, entry, onTheirWay)
            .filter(file -> file.file().bytes() == entry.bytes())
            .orElse(listed);
    if (now.file().bytes() != entry.bytes()) {
      faults.add(
          Fault.changed(
              listed.file(),
              listed.wave(),
              "it has %,d bytes, not %,d".formatted(entry.bytes(), now.file().bytes())));
      return;
    }
    present.add(present(table, entry, Optional.of(now.file()), now.wave()));
  }

  private static boolean isOnItsWay(
      Folder.Entry entry, Map<String, Optional<StagedWave>> onTheirWay) {
    return onTheirWay.keySet().stream().anyMatch(wave -> entry.name().startsWith(wave + "-part-"));
  }

  /** A wave that writes the table anew is listed, and its publisher deletes the old files. */
  private static boolean isReplaced(
      Table table, Map<String, Optional<StagedWave>> onTheirWay, Map<String, ListedWave> listed) {
    return onTheirWay.entrySet().stream()
        .map(
            wave ->
                wave.getValue()
                    .map(StagedWave::wave)
                    .or(() -> Optional.ofNullable(listed.get(wave.getKey()))))
        .flatMap(Optional::stream)
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

  private static Map<Table, Map<String, Expected>> expected(Collection<ListedWave> waves) {
    Map<Table, Map<String, Expected>> expected = new EnumMap<>(Table.class);
    for (ListedWave wave : waves) {
      for (ListedFile file : wave.files()) {
        expected
            .computeIfAbsent(file.table(), table -> new TreeMap<>())
            .put(file.name(), new Expected(file, wave.name()));
      }
    }
    return expected;
  }

  /** Tasks whose files were written where they stay; other attempts may have left files there. */
  private static Set<String> tasks(Collection<ListedWave> waves) {
    return waves.stream()
        .flatMap(wave -> wave.files().stream())
        .flatMap(file -> WaveName.task(file.name()).stream())
        .collect(Collectors.toSet());
  }

  /** Files of tables that no list names, those apart that were never waves' files. */
  public List<Unlisted> unlisted(Collection<Table> tables) {
    Map<Table, Map<String, Expected>> expected = expected(lists.read().waves().values());
    List<Unlisted> unlisted = new ArrayList<>();
    for (Table table : tables) {
      root.folder(table.tableName()).names().stream()
          .filter(name -> WaveName.wave(name).isPresent())
          .filter(name -> !expected.getOrDefault(table, Map.of()).containsKey(name))
          .forEach(name -> unlisted.add(new Unlisted(table, name)));
    }
    return unlisted;
  }

  /** Deletes what attempts of tasks left that were done twice. */
  public void deleteOtherAttempts() {
    Set<String> tasks = tasks(lists.read().waves().values());
    unlisted(List.of(Table.values())).stream()
        .filter(file -> WaveName.task(file.name()).filter(tasks::contains).isPresent())
        .forEach(this::delete);
  }

  /** Deletes a file that no list names. */
  public void delete(Unlisted file) {
    root.folder(file.table().tableName()).delete(file.name());
  }

  /**
   * Waves that are being published, by name: those that are staged whole, with their lists where
   * they have any, and those whose files are written where they stay.
   */
  private Map<String, Optional<StagedWave>> onTheirWay() {
    Map<String, Optional<StagedWave>> waves = new HashMap<>();
    for (String staged : staging.names()) {
      int end = staged.indexOf('.');
      if (WaveName.isMark(staged)) {
        waves.put(staged.substring(0, end), Optional.empty());
        continue;
      }
      staging
          .folder(staged)
          .read(READY)
          .ifPresent(
              text ->
                  waves.put(end < 0 ? staged : staged.substring(0, end), StagedWave.parse(text)));
    }
    return waves;
  }

  private Findings unlisted(Map<Table, List<Folder.Entry>> there, List<Fault> obstacles) {
    List<Present> present = new ArrayList<>();
    there.forEach(
        (table, entries) ->
            entries.stream()
                .filter(entry -> entry.name().endsWith(TYPE))
                .forEach(entry -> present.add(present(table, entry, Optional.empty(), ""))));
    return new Findings(present, obstacles);
  }

  private Present present(
      Table table, Folder.Entry entry, Optional<ListedFile> listed, String wave) {
    String path = root.folder(table.tableName()).path(entry.name());
    return new Present(table, path, entry.bytes(), entry.modified(), listed, wave);
  }
}
