package org.logscape.jobs.store.list;

import java.util.Optional;

/**
 * A file of a folder that is not as its list says.
 *
 * @param kind in which way
 * @param path under the folder
 * @param found what is wrong, in words
 * @param wave the wave that published it; empty where none did
 */
public record Fault(Kind kind, String path, String found, Optional<String> wave) {
  /** In which way a file is not as listed. */
  public enum Kind {
    /** Nothing lies there. */
    MISSING,
    /** It lies there, and no list names it. */
    FOREIGN,
    /** It is no file where one belongs, or no folder. */
    OBSTACLE,
    /** It is the folder of all lists, and is not there. */
    LISTS,
    /** It is a list, and has a damaged line. */
    LIST,
    /** It has another length, other rows, other bytes, or cannot be read. */
    CHANGED
  }

  /** A file that is not there. */
  public static Fault missing(ListedFile file, String wave) {
    return new Fault(Kind.MISSING, file.path(), "is missing", Optional.of(wave));
  }

  /** A file that does not belong there. */
  public static Fault foreign(String path) {
    return new Fault(Kind.FOREIGN, path, "was not published here", Optional.empty());
  }

  /** Something that stands in the place of a file or folder. */
  public static Fault obstacle(String path, String found) {
    return new Fault(Kind.OBSTACLE, path, found, Optional.empty());
  }

  /** A file that is not what was published. */
  public static Fault changed(ListedFile file, String wave, String found) {
    return new Fault(Kind.CHANGED, file.path(), "is damaged: " + found, Optional.of(wave));
  }

  /** All lists are gone. */
  static Fault lists(String path) {
    return new Fault(
        Kind.LISTS, path, "is missing, which said what was published", Optional.empty());
  }

  /** A list that is damaged. */
  public static Fault list(String path) {
    return new Fault(Kind.LIST, path, "is damaged", Optional.empty());
  }

  /**
   * What is wrong and what to do, in one line.
   *
   * @param folder path of the folder
   */
  public String line(String folder) {
    return "%s/%s: %s; 'logscape check %s --repair' %s"
        .formatted(folder, path, found, folder, remedy());
  }

  private String remedy() {
    return switch (kind) {
      case FOREIGN -> "puts it aside";
      case OBSTACLE -> "puts it aside and computes again what belongs there";
      case LIST, LISTS -> "makes it again";
      case MISSING, CHANGED -> "computes it again";
    };
  }
}
