package org.logscape.jobs.store;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.logscape.jobs.build.BuildInfo;
import org.logscape.jobs.store.list.FolderFiles;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.StagedWave;
import org.logscape.jobs.store.list.WaveLists;
import org.logscape.jobs.store.part.PartNames;
import org.logscape.jobs.store.part.PartsWriter;
import org.logscape.schemas.Table;

/**
 * The protocol by which waves appear in a folder, each whole or not at all, whatever happens to the
 * driver: files are staged and moved ({@link Wave}), or in a store of whole objects written where
 * they stay ({@link DirectWave}). Who writes the files, and with what, it does not know.
 */
final class Publication {
  private final Folder root;
  private final Folder staging;
  private final WaveLists lists;
  private final Optional<DirLease> lease;
  private final FolderFiles files;
  private final String writer = UUID.randomUUID().toString();
  private boolean listed;

  private Publication(Folder root, Folder staging, WaveLists lists, Optional<DirLease> lease) {
    this.root = root;
    this.staging = staging;
    this.lists = lists;
    this.lease = lease;
    this.files = FolderFiles.of(root, staging, lists);
  }

  /** Publication to a folder that makes sure of a lease, if there is one, before each wave. */
  static Publication of(Folder root, Folder staging, WaveLists lists, Optional<DirLease> lease) {
    return new Publication(root, staging, lists, lease);
  }

  /** Writes the files of a wave. */
  interface Writer {
    /**
     * Writes them.
     *
     * @param place under which each table has its folder
     * @param names under which they are written
     */
    List<PartsWriter.Written> write(Folder place, PartNames names);
  }

  /**
   * Publishes a wave.
   *
   * @param work what computes its rows
   */
  void publish(String name, String work, Writer rows) {
    publish(name, work, rows, List.of());
  }

  /** Publishes a wave whose tables take the place of those of all waves before it. */
  void rewrite(String name, Collection<Table> tables, Writer rows) {
    List<String> old =
        tables.stream()
            .flatMap(table -> parquet(table).map(file -> table.tableName() + "/" + file))
            .toList();
    publish(name, ListedWave.REWRITE, rows, old);
  }

  private Stream<String> parquet(Table table) {
    return root.folder(table.tableName()).names().stream()
        .filter(file -> file.endsWith(".parquet"));
  }

  private void publish(String name, String work, Writer rows, List<String> old) {
    beginLists();
    if (listed && root.isInObjectStore()) {
      publishDirectly(name, work, rows);
    } else {
      Wave wave = Wave.of(root, staging, name, writer);
      StagedWave staged = stage(wave, work, rows);
      if (!old.isEmpty()) {
        wave.replacing(old);
      }
      wave.ready(staged);
      wave.publish(staged, this::listed);
    }
    // where another driver took the wave over meanwhile, it was that one's to publish
    checkLease();
  }

  private void publishDirectly(String name, String work, Writer rows) {
    DirectWave wave = DirectWave.of(files, staging, lists, name, writer);
    wave.begin();
    boolean complete = false;
    List<ListedFile> written;
    try {
      written =
          rows.write(root, wave.names()).stream()
              .map(part -> part.file().named(part.staged()))
              .toList();
      checkLease();
      complete = true;
    } finally {
      if (!complete) {
        tryTo(wave::discard);
      }
    }
    wave.publish(new ListedWave(name, BuildInfo.current().version(), work, written));
  }

  /** Writes the files of a wave to the staging folder, and leaves nothing where that fails. */
  StagedWave stage(String name, String work, Writer rows) {
    return stage(Wave.of(root, staging, name, writer), work, rows);
  }

  private StagedWave stage(Wave wave, String work, Writer rows) {
    boolean complete = false;
    try {
      List<ListedFile> written = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (PartsWriter.Written part : rows.write(wave.place(), PartNames.plain())) {
        written.add(part.file().named(WaveName.part(wave.name(), part.file().name())));
        names.add(part.staged());
      }
      checkLease();
      complete = true;
      String version = BuildInfo.current().version();
      return new StagedWave(new ListedWave(wave.name(), version, work, written), names);
    } finally {
      if (!complete) {
        tryTo(wave::discard);
      }
    }
  }

  /**
   * Moves staged files over damaged ones of a published wave, and lists them.
   *
   * @param wave its list from now on
   * @param restored files that are moved
   * @param names under which they are staged
   */
  void restore(ListedWave wave, List<ListedFile> restored, List<String> names) {
    Wave again = Wave.of(root, staging, wave.name(), writer);
    again.move(restored, names);
    lists.put(wave);
    again.discard();
  }

  /** Throws away what is staged of a wave. */
  void discard(String name) {
    Wave.of(root, staging, name, writer).discard();
  }

  private void listed(ListedWave wave) {
    if (listed) {
      lists.put(wave);
    }
  }

  /** Finishes what a killed driver had decided to publish, and throws away what it had not. */
  void recover() {
    List<String> staged = staging.names();
    // in this order: whatever another driver stages after it took over is not in the list
    checkLease();
    for (String name : staged) {
      Optional<DirectWave> direct = DirectWave.ofMark(files, staging, lists, name);
      if (direct.isPresent()) {
        direct.get().recover();
        continue;
      }
      Wave wave = Wave.adopt(root, staging, name);
      if (wave.isReady()) {
        listed = lists.exist();
        wave.publish(this::listed);
      } else {
        wave.discard();
      }
    }
  }

  /** Deletes what attempts of tasks left that were done twice. */
  void deleteOtherAttempts() {
    if (root.isInObjectStore()) {
      checkLease();
      files.deleteOtherAttempts();
    }
  }

  /** Begins the lists of a folder where nothing is published yet. */
  private void beginLists() {
    if (listed) {
      return;
    }
    if (!lists.exist() && highestWave() == 0 && !hasWholeTable()) {
      lists.begin(List.of());
    }
    listed = lists.exist();
  }

  private boolean hasWholeTable() {
    return Arrays.stream(Table.values())
        .anyMatch(table -> !root.folder(table.tableName()).names().isEmpty());
  }

  /** The highest number that any published file or list carries; 0 where there is none. */
  int highestWave() {
    List<String> names = new ArrayList<>();
    for (Table table : Table.values()) {
      names.addAll(root.folder(table.tableName()).names());
    }
    return Math.max(lists.highest(), names.stream().mapToInt(WaveName::number).max().orElse(0));
  }

  private static void tryTo(Runnable discard) {
    try {
      discard.run();
    } catch (UncheckedIOException unreachable) {
      // left behind it takes space until somebody resumes; the failure that led here is reported
    }
  }

  private void checkLease() {
    lease.ifPresent(DirLease::check);
  }
}
