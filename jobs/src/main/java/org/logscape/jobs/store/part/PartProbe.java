package org.logscape.jobs.store.part;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.schemas.Table;

/** Looks at files of tables where the executors are: at their footers, or at all of them. */
public final class PartProbe {
  /** Files that the driver looks at itself. */
  private static final int FEW = 16;

  private static final int MOST_TASKS = 1000;

  /** Files of at most so many bytes are read whole as fast as their footers. */
  public static final long SMALL = 1 << 16;

  private final JavaSparkContext context;

  private PartProbe(JavaSparkContext context) {
    this.context = context;
  }

  /** A probe that works on a session's executors. */
  public static PartProbe of(JavaSparkContext context) {
    return new PartProbe(context);
  }

  /**
   * A file to look at.
   *
   * @param path its full path
   */
  public record Subject(Table table, String path) implements Serializable {}

  /**
   * What was seen.
   *
   * @param rows by the footer; -1 where it cannot be read
   * @param problem what kept the file from being read, if anything did
   */
  public record Footer(long rows, Optional<String> problem) {}

  /**
   * What was measured.
   *
   * @param file its measures, where it could be read and decoded
   * @param problem why not
   */
  public record Measure(Optional<ListedFile> file, String problem) {}

  /** Travels between processes, where {@link Optional} does not. */
  private record Seen(long rows, ListedFile file, String problem) implements Serializable {}

  /** The footers of files, in their order. */
  public List<Footer> footers(List<Subject> subjects) {
    return seen(subjects, PartProbe::footer).stream()
        .map(seen -> new Footer(seen.rows(), Optional.ofNullable(seen.problem())))
        .toList();
  }

  /** SHA-256 of the bytes of files, in their order; empty where a file cannot be read. */
  public List<Optional<String>> sums(List<Subject> subjects) {
    return seen(subjects, PartProbe::sum).stream()
        .map(sum -> Optional.of(sum).filter(there -> !there.isEmpty()))
        .toList();
  }

  /** Size, rows and checksums of files, in their order; reads and decodes all of them. */
  public List<Measure> measures(List<Subject> subjects) {
    return seen(subjects, PartProbe::measure).stream()
        .map(seen -> new Measure(Optional.ofNullable(seen.file()), seen.problem()))
        .toList();
  }

  private interface Look<T> extends Serializable {
    T at(Subject subject, SerializableConfiguration configuration);
  }

  private <T> List<T> seen(List<Subject> subjects, Look<T> look) {
    SerializableConfiguration own = new SerializableConfiguration(context.hadoopConfiguration());
    if (subjects.size() <= FEW) {
      return subjects.stream().map(subject -> look.at(subject, own)).toList();
    }
    Broadcast<SerializableConfiguration> shared = context.broadcast(own);
    return context
        .parallelize(new ArrayList<>(subjects), Math.min(subjects.size(), MOST_TASKS))
        .map(subject -> look.at(subject, shared.value()))
        .collect();
  }

  private static String sum(Subject subject, SerializableConfiguration configuration) {
    try {
      return PartReader.sum(configuration.value(), new Path(subject.path()));
    } catch (java.io.IOException unreadable) {
      return "";
    }
  }

  private static Seen footer(Subject subject, SerializableConfiguration configuration) {
    try {
      return new Seen(PartReader.rows(configuration.value(), new Path(subject.path())), null, null);
    } catch (java.io.IOException | RuntimeException damaged) {
      return new Seen(-1, null, "its footer cannot be read");
    }
  }

  private static Seen measure(Subject subject, SerializableConfiguration configuration) {
    try {
      return new Seen(
          0,
          PartReader.measure(configuration.value(), new Path(subject.path()), subject.table()),
          "");
    } catch (java.io.IOException | RuntimeException damaged) {
      return new Seen(0, null, "it cannot be decoded");
    }
  }
}
