package org.logscape.jobs.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.logscape.jobs.build.BuildInfo;
import org.logscape.jobs.store.list.FolderFiles;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.WaveLists;
import org.logscape.jobs.store.part.PartNames;
import org.logscape.schemas.Table;

/**
 * A wave in a store of whole objects, where a rename costs a copy and is not done in one step. Its
 * files are written where they stay, under names that no other driver uses, and its list makes all
 * of them visible at once: readers open what is listed, and nothing else.
 *
 * <p>A mark in the staging folder says that the wave is being written. A driver that finds the mark
 * of a dead one gives the wave an empty list, unless it has a list, and deletes what is not listed.
 * A list can be added only once, so a driver that was not dead but frozen, and wakes up, cannot
 * list its files any more.
 */
final class DirectWave {
  private static final String ABANDONED = "abandoned";
  private static final int WRITER_DIGITS = 8;

  private final FolderFiles files;
  private final Folder staging;
  private final WaveLists lists;
  private final String mark;

  private DirectWave(FolderFiles files, Folder staging, WaveLists lists, String mark) {
    this.files = files;
    this.staging = staging;
    this.lists = lists;
    this.mark = mark;
  }

  /**
   * A wave that one driver writes.
   *
   * @param staging where the marks of all drivers lie
   * @param name of the wave
   * @param writer a name of the driver that no other has
   */
  static DirectWave of(
      FolderFiles files, Folder staging, WaveLists lists, String name, String writer) {
    return new DirectWave(files, staging, lists, WaveName.mark(name, writer));
  }

  /** The wave of a mark; empty where the name is none of a mark. */
  static Optional<DirectWave> ofMark(
      FolderFiles files, Folder staging, WaveLists lists, String mark) {
    return WaveName.isMark(mark)
        ? Optional.of(new DirectWave(files, staging, lists, mark))
        : Optional.empty();
  }

  private String name() {
    return mark.substring(0, mark.indexOf('.'));
  }

  /** How its files are to be named in the folders of their tables. */
  PartNames names() {
    String writer = mark.substring(name().length() + 1);
    return new PartNames(name() + "-", "-" + writer.substring(0, WRITER_DIGITS));
  }

  /** Leaves the mark; files may be written from now on. */
  void begin() {
    staging.overwrite(mark, "");
  }

  /**
   * Lists the wave, which makes it visible, and deletes the files that it takes the place of.
   *
   * @param wave all its files, which are written
   * @throws LeaseLostException if another driver took this one for dead
   */
  void publish(ListedWave wave) {
    boolean replaces = !WaveName.isAdding(wave.name()) || wave.work().equals(ListedWave.REWRITE);
    if (!WaveName.isAdding(wave.name())) {
      lists.put(wave);
    } else if (!lists.add(wave)) {
      discard();
      throw new LeaseLostException(
          "%s: another driver listed this wave or gave it up; nothing more was written"
              .formatted(wave.name()));
    }
    if (replaces) {
      finish();
    } else {
      staging.delete(mark);
    }
  }

  /** Gives up what is not listed of it. */
  void recover() {
    if (WaveName.isAdding(name())) {
      lists.add(new ListedWave(name(), BuildInfo.current().version(), ABANDONED, List.of()));
    }
    finish();
  }

  /** Deletes its files, none of which is listed, and its mark. */
  void discard() {
    delete(this::isOwn);
    staging.delete(mark);
  }

  private void finish() {
    Optional<ListedWave> listed = Optional.ofNullable(lists.read().waves().get(name()));
    boolean rewrites = listed.filter(wave -> wave.work().equals(ListedWave.REWRITE)).isPresent();
    delete(
        file ->
            WaveName.wave(file.name()).equals(Optional.of(name()))
                || (rewrites && !listed.orElseThrow().files(file.table()).isEmpty()));
    staging.delete(mark);
  }

  private boolean isOwn(FolderFiles.Unlisted file) {
    return file.name().startsWith(names().before())
        && WaveName.task(file.name()).filter(task -> task.endsWith(names().after())).isPresent();
  }

  private void delete(Predicate<FolderFiles.Unlisted> which) {
    files.unlisted(List.of(Table.values())).stream().filter(which).forEach(files::delete);
  }
}
