package org.logscape.jobs.housekeeping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.manifest.Manifest;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Folder;
import org.logscape.schemas.Table;

/** Looks for results folders under a root, without going into any of them. */
public final class FolderSearch {
  /** Levels below the root that are looked at. */
  private static final int DEPTH = 4;

  /** What Logscape writes beside the tables. */
  private static final Set<String> OWN =
      Stream.concat(
              Stream.of("_logscape", "_SUCCESS", "report", "replays"),
              Arrays.stream(Table.values()).map(Table::tableName))
          .collect(Collectors.toUnmodifiableSet());

  private final SparkSession spark;
  private final Folder root;

  private FolderSearch(SparkSession spark, Folder root) {
    this.spark = spark;
    this.root = root;
  }

  /**
   * A search.
   *
   * @param root a Hadoop path
   * @throws UserException if there is no such folder
   */
  public static FolderSearch of(SparkSession spark, String root) {
    Folder folder = Folder.of(root, spark.sparkContext().hadoopConfiguration());
    if (!folder.exists() || folder.isFile()) {
      throw UserException.of("%s: is no folder; must be one that holds results".formatted(root));
    }
    return new FolderSearch(spark, folder);
  }

  /** All results folders, the root itself where it is one, by their paths. */
  public List<FoundFolder> all() {
    List<FoundFolder> found = new ArrayList<>();
    search(root, DEPTH, found);
    return found;
  }

  private void search(Folder folder, int depth, List<FoundFolder> found) {
    List<Folder.Entry> entries = folder.entries();
    ExperimentDir dir = ExperimentDir.of(spark, folder.path());
    if (entries.stream().anyMatch(entry -> entry.name().equals("_logscape"))
        && dir.spec().isPresent()) {
      found.add(described(dir, folder, entries));
      return;
    }
    if (depth > 0) {
      entries.stream()
          .filter(entry -> entry.isFolder() && Character.isLetterOrDigit(entry.name().charAt(0)))
          .forEach(entry -> search(folder.folder(entry.name()), depth - 1, found));
    }
  }

  private static FoundFolder described(
      ExperimentDir dir, Folder folder, List<Folder.Entry> entries) {
    List<String> foreign = new ArrayList<>();
    entries.stream()
        .map(Folder.Entry::name)
        .filter(name -> !OWN.contains(name))
        .forEach(foreign::add);
    Optional<Manifest> manifest = manifest(dir);
    if (manifest.isEmpty()) {
      foreign.add("a damaged _logscape/manifest.yaml");
    }
    List<Folder.Entry> files = files(folder);
    return new FoundFolder(
        dir.path(),
        manifest.flatMap(found -> found.entry("name")),
        manifest.flatMap(found -> found.entry("seed")),
        entries.stream().anyMatch(entry -> entry.name().equals("_SUCCESS")),
        !folder.folder("_logscape").folder("lease").names().isEmpty(),
        files.stream().mapToLong(Folder.Entry::bytes).sum(),
        Instant.ofEpochMilli(files.stream().mapToLong(Folder.Entry::modified).max().orElse(0)),
        foreign);
  }

  /** Empty where it is damaged: one such folder is not to hide the others. */
  private static Optional<Manifest> manifest(ExperimentDir dir) {
    try {
      return Optional.of(Manifest.of(dir));
    } catch (DamageException damaged) {
      return Optional.empty();
    }
  }

  /** All files in a folder and in those below it. */
  private static List<Folder.Entry> files(Folder folder) {
    List<Folder.Entry> files = new ArrayList<>();
    for (Folder.Entry entry : folder.entries()) {
      if (entry.isFolder()) {
        files.addAll(files(folder.folder(entry.name())));
      } else {
        files.add(entry);
      }
    }
    return files;
  }
}
