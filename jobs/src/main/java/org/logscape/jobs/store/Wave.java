package org.logscape.jobs.store;

import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch of rows that is published whole: new rows for several tables, or the one file of a table
 * that is written anew.
 *
 * <p>Its files are written to a staging folder that no reader looks at and no other driver writes
 * to. A last small file, READY, says that all are there. Publishing then moves each file to its
 * table under a name that depends on the wave and the part alone, so a publisher that was killed
 * can be followed by another that moves the rest: nothing is lost, nothing doubled.
 *
 * <p>That other one first gives the staging folder a new name. So a publisher that was not dead but
 * frozen, and wakes up, finds nothing that it could still move.
 */
final class Wave {
  private static final String READY = "READY";

  /** Lists the files that the wave takes the place of. */
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

  /** Where a table's files of this wave are to be written. */
  String stagingPath(String table) {
    return staging.folder(table).path();
  }

  /**
   * Names published files that this wave takes the place of; they go when it is published.
   *
   * @param files each {@code table/file}
   */
  void replacing(List<String> files) {
    staging.write(REPLACED, String.join("\n", files));
  }

  /** All files are written: from now on the wave will be published, whatever happens. */
  void ready() {
    staging.write(READY, "");
  }

  boolean isReady() {
    return staging.names().contains(READY);
  }

  /**
   * Moves the staged files to their tables and forgets the staging folder; may be repeated after a
   * crash.
   */
  void publish() {
    for (String table : tables()) {
      Folder source = staging.folder(table);
      for (String file : source.names()) {
        Matcher part = PART.matcher(file);
        if (part.matches()) {
          source.move(
              file,
              root.folder(table),
              waveOf(staging.name()) + "-part-" + part.group(1) + ".parquet");
        }
      }
    }
    staging.read(REPLACED).stream().flatMap(String::lines).forEach(this::remove);
    staging.delete();
  }

  private void remove(String tableAndFile) {
    String[] place = tableAndFile.split("/", 2);
    root.folder(place[0]).delete(place[1]);
  }

  /** Throws away what a crash left unfinished. */
  void discard() {
    staging.delete();
  }

  private List<String> tables() {
    return staging.names().stream()
        .filter(name -> !name.equals(READY) && !name.equals(REPLACED))
        .toList();
  }
}
