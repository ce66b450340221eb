package org.logscape.jobs.rare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** Tables of rare events, to be compared bit for bit. */
final class RareTables {
  private RareTables() {}

  /** Rows as text, without the time that they took. */
  static Map<Table, List<String>> rows(ExperimentDir dir) {
    Map<Table, List<String>> all = new TreeMap<>();
    for (Table table :
        List.of(
            Table.RARE_INTERFACES,
            Table.RARE_STAGES,
            Table.RARE_SNAPSHOTS,
            Table.RARE_RATES,
            Table.RARE_PATHS)) {
      all.put(
          table,
          dir.table(table).drop("seconds").collectAsList().stream()
              .map(Row::toString)
              .sorted()
              .toList());
    }
    return all;
  }

  /** A folder as a driver leaves it that was killed after so many waves. */
  static void killed(Path from, Path to, int waves) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("whole-"))
          .filter(file -> wave(file) <= waves)
          .forEach(file -> copy(file, to.resolve(from.relativize(file).toString())));
    }
  }

  private static int wave(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("wave-") ? Integer.parseInt(name.substring(5, 10)) : 0;
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
