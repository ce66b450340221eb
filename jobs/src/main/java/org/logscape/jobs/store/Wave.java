package org.logscape.jobs.store;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.StagedWave;

/**
 * A batch of rows that is published whole: new rows for several tables, or the one file of a table
 * that is written anew.
 *
 * <p>Its files are written to a staging folder that no reader looks at and no other driver writes
 * to. A last small file, READY, says that all are there, and which they are. Publishing then moves
 * each file to its table under a name that depends on the wave and the part alone, so a publisher
 * that was killed can be followed by another that moves the rest: nothing is lost, nothing doubled.
 *
 * <p>That other one first gives the staging folder a new name. So a publisher that was not dead but
 * frozen, and wakes up, finds nothing that it could still move.
 */
final class Wave {
  private static final String READY = "READY";
  private static final String REPLACED = "REPLACED";
  private static final Pattern PART = Pattern.compile("part-(\\d+)-.*\\.parquet");
  private static final char WRITER = '.';

  private final Folder root;
  private final Folder staging;

  private Wave(Folder root, Folder staging) {
    this.root = root;
    this.staging = staging;
  }

  /**
   * A wave that one driver writes.
   *
   * @param stagingRoot where the waves of all drivers are staged
   * @param name of the wave
   * @param writer a name of the driver that no other has
   */
  static Wave of(Folder root, Folder stagingRoot, String name, String writer) {
    return new Wave(root, stagingRoot.folder(name + WRITER + writer));
  }

  /**
   * Takes a staged wave away from the driver that wrote it.
   *
   * @param staged name of its folder under {@code stagingRoot}
   */
  static Wave adopt(Folder root, Folder stagingRoot, String staged) {
    String adopted = waveOf(staged) + WRITER + UUID.randomUUID();
    stagingRoot.rename(staged, adopted);
    return new Wave(root, stagingRoot.folder(adopted));
  }

  private static String waveOf(String staged) {
    int end = staged.indexOf(WRITER);
    return end < 0 ? staged : staged.substring(0, end);
  }

  /** Its name. */
  String name() {
    return waveOf(staging.name());
  }

  /** Where its files are to be written, each table's in a folder of its own. */
  Folder place() {
    return staging;
  }

  /**
   * Names published files that this wave takes the place of; they go when it is published.
   *
   * @param files each {@code table/file}
   */
  void replacing(List<String> files) {
    staging.write(REPLACED, String.join("\n", files));
  }

  private void remove(String tableAndFile) {
    String[] place = tableAndFile.split("/", 2);
    root.folder(place[0]).delete(place[1]);
  }

  /** All files are written: from now on the wave will be published, whatever happens. */
  void ready(StagedWave list) {
    staging.write(READY, list.text());
  }

  boolean isReady() {
    return staging.names().contains(READY);
  }

  /**
   * Moves the staged files to their tables, has them listed and forgets the staging folder; may be
   * repeated after a crash.
   *
   * @param list receives the list, unless a version without lists staged the wave or another driver
   *     took it away meanwhile, whose it is to list then
   */
  void publish(Consumer<ListedWave> list) {
    list().ifPresentOrElse(this::moveListed, this::moveAll);
    finish(list);
  }

  /** The same where this very driver has just staged the wave, so that nothing is moved yet. */
  void publish(StagedWave staged, Consumer<ListedWave> list) {
    try {
      move(staged.wave().files(), staged.files());
    } catch (UncheckedIOException gone) {
      // another driver took the wave away meanwhile, and moves its files
      if (list().isEmpty()) {
        return;
      }
      throw gone;
    }
    finish(list);
  }

  private void finish(Consumer<ListedWave> list) {
    list().map(StagedWave::wave).ifPresent(list);
    staging.read(REPLACED).stream().flatMap(String::lines).forEach(this::remove);
    staging.delete();
  }

  private Optional<StagedWave> list() {
    return staging.read(READY).flatMap(StagedWave::parse);
  }

  private void moveListed(StagedWave list) {
    Set<String> there = new HashSet<>();
    list.wave().files().stream()
        .map(file -> file.table().tableName())
        .distinct()
        .forEach(
            table -> staging.folder(table).names().forEach(name -> there.add(table + "/" + name)));
    List<ListedFile> files = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < list.files().size(); i++) {
      ListedFile file = list.wave().files().get(i);
      if (there.contains(file.table().tableName() + "/" + list.files().get(i))) {
        files.add(file);
        names.add(list.files().get(i));
      }
    }
    move(files, names);
  }

  /** Moves files to their tables, from the names under which they are staged. */
  void move(List<ListedFile> files, List<String> staged) {
    for (int i = 0; i < files.size(); i++) {
      String table = files.get(i).table().tableName();
      staging.folder(table).move(staged.get(i), root.folder(table), files.get(i).name());
    }
  }

  /** Moves what a version without lists wrote. */
  private void moveAll() {
    for (String table : tables()) {
      Folder source = staging.folder(table);
      for (String file : source.names()) {
        Matcher part = PART.matcher(file);
        if (part.matches()) {
          source.move(
              file,
              root.folder(table),
              WaveName.part(name(), "part-" + part.group(1) + ".parquet"));
        }
      }
    }
  }

  /** Throws away what is staged. */
  void discard() {
    staging.delete();
  }

  private List<String> tables() {
    return staging.names().stream()
        .filter(name -> !name.equals(READY) && !name.equals(REPLACED))
        .toList();
  }
}
