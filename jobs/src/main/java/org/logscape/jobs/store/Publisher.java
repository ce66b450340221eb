package org.logscape.jobs.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.store.list.FolderFiles;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.StagedWave;
import org.logscape.jobs.store.list.WaveLists;
import org.logscape.jobs.store.part.PartProbe;
import org.logscape.jobs.store.part.PartsWriter;
import org.logscape.jobs.store.part.RowOrder;
import org.logscape.schemas.Table;

/** Publishes waves to a folder, each whole or not at all, and lists what each published. */
final class Publisher {
  private final SparkSession spark;
  private final Folder root;
  private final Folder staging;
  private final WaveLists lists;
  private final Optional<DirLease> lease;
  private final Publication publication;
  private OptionalInt lastWave = OptionalInt.empty();

  private Publisher(
      SparkSession spark, Folder root, Folder staging, WaveLists lists, Optional<DirLease> lease) {
    this.spark = spark;
    this.root = root;
    this.staging = staging;
    this.lists = lists;
    this.lease = lease;
    this.publication = Publication.of(root, staging, lists, lease);
  }

  /** A publisher that makes sure of a lease, if it has one, before each publication. */
  static Publisher of(
      SparkSession spark, Folder root, Folder staging, WaveLists lists, Optional<DirLease> lease) {
    return new Publisher(spark, root, staging, lists, lease);
  }

  /**
   * The files of a wave.
   *
   * @param files how many files each table gets
   * @param work what computes the rows, in words that the job can read again
   */
  record Shape(Map<Table, Integer> files, String work) {}

  /** Publishes rows as the next wave that adds to the tables. */
  void append(JavaRDD<TableRow> rows, Shape shape) {
    int number = nextWave();
    publication.publish(WaveName.next(number), shape.work(), writer(rows, shape));
    lastWave = OptionalInt.of(number);
  }

  int nextWave() {
    return (lastWave.isPresent() ? lastWave.getAsInt() : publication.highestWave()) + 1;
  }

  /** Publishes rows as all of a table, in the place of the old ones. */
  void replace(Table table, JavaRDD<TableRow> rows, String work) {
    publication.publish(
        WaveName.whole(table.tableName()), work, writer(rows, new Shape(Map.of(table, 1), work)));
  }

  /**
   * Publishes rows as all of some tables, in the place of the waves that they had.
   *
   * @param files how many files each table gets
   */
  void rewrite(Map<Table, JavaRDD<TableRow>> rows, Map<Table, Integer> files) {
    int number = nextWave();
    publication.rewrite(
        WaveName.next(number),
        rows.keySet(),
        writer(rows::get, new Shape(files, ListedWave.REWRITE)));
    lastWave = OptionalInt.of(number);
  }

  private Publication.Writer writer(JavaRDD<TableRow> rows, Shape shape) {
    return writer(table -> rows.filter(row -> row.table() == table), shape);
  }

  private Publication.Writer writer(Function<Table, JavaRDD<TableRow>> rows, Shape shape) {
    // what was written anew has come together by several ways
    boolean isOrdered = shape.work().equals(ListedWave.REWRITE);
    return (place, names) -> {
      Map<Table, PartsWriter.Wanted> wanted = new EnumMap<>(Table.class);
      shape
          .files()
          .forEach(
              (table, files) -> {
                JavaRDD<Row> written = rows.apply(table).map(RowBinding::written);
                wanted.put(
                    table,
                    new PartsWriter.Wanted(
                        isOrdered ? RowOrder.of(written, files) : written,
                        files,
                        place.folder(table.tableName()).path()));
              });
      return PartsWriter.of(JavaSparkContext.fromSparkContext(spark.sparkContext()))
          .write(wanted, names);
    };
  }

  /**
   * Computes files of a wave again and puts them in the place of damaged ones, if they are what was
   * published: byte for byte, or row for row.
   *
   * @param damaged those of its files that are to be replaced
   * @param rows all rows of the wave
   * @return files that were not replaced, since the rows are others
   */
  List<ListedFile> restore(ListedWave list, List<ListedFile> damaged, JavaRDD<TableRow> rows) {
    Map<Table, Integer> files = new EnumMap<>(Table.class);
    damaged.forEach(file -> files.put(file.table(), list.files(file.table()).size()));
    StagedWave again =
        publication.stage(list.name(), list.work(), writer(rows, new Shape(files, list.work())));
    Map<String, ListedFile> kept = new LinkedHashMap<>();
    list.files().forEach(file -> kept.put(file.path(), file));
    List<ListedFile> fit = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<ListedFile> others = new ArrayList<>();
    List<String> parts = again.wave().files().stream().map(Publisher::part).toList();
    for (ListedFile file : damaged) {
      int at = parts.indexOf(part(file));
      ListedFile now = at < 0 ? null : again.wave().files().get(at).named(file.name());
      if (now != null && now.rows() == file.rows() && now.content().equals(file.content())) {
        fit.add(now);
        names.add(again.files().get(at));
        kept.put(now.path(), now);
      } else {
        others.add(file);
      }
    }
    if (fit.isEmpty()) {
      publication.discard(list.name());
    } else {
      publication.restore(list.with(List.copyOf(kept.values())), fit, names);
    }
    return others;
  }

  /**
   * Lists a wave whose list was lost, if a file that lies in the folder has the rows that were
   * computed again; files that have not, or are missing, are replaced.
   *
   * @param there its files as they lie in the folder
   * @param rows all rows of the wave
   * @return whether it was listed
   */
  boolean relist(String name, Shape shape, List<ListedFile> there, JavaRDD<TableRow> rows) {
    StagedWave again = publication.stage(name, shape.work(), writer(rows, shape));
    Map<String, ListedFile> lying = new HashMap<>();
    there.forEach(file -> lying.put(part(file), file));
    List<ListedFile> all = new ArrayList<>();
    List<ListedFile> replaced = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean proven = false;
    for (int i = 0; i < again.files().size(); i++) {
      ListedFile now = again.wave().files().get(i);
      ListedFile old = lying.get(part(now));
      if (old != null && old.rows() == now.rows() && old.content().equals(now.content())) {
        all.add(old);
        proven |= now.rows() > 0;
      } else {
        ListedFile file = old == null ? now : now.named(old.name());
        all.add(file);
        replaced.add(file);
        names.add(again.files().get(i));
      }
    }
    if (proven) {
      publication.restore(again.wave().with(all), replaced, names);
    } else {
      publication.discard(name);
    }
    return proven;
  }

  /** A file by its table and part: files of one wave may be named in two ways. */
  private static String part(ListedFile file) {
    return file.table() + "/" + WaveName.part(file.name()).orElse(file.name());
  }

  /** Finishes what a killed driver had decided to publish, and throws away what it had not. */
  void recover() {
    publication.recover();
  }

  /** Deletes what attempts of tasks left that were done twice. */
  void deleteOtherAttempts() {
    publication.deleteOtherAttempts();
  }

  /**
   * Lists what a version without lists published.
   *
   * @return how many files that are; 0 where there are lists already
   */
  int listAll() {
    if (lists.exist()) {
      return 0;
    }
    FolderFiles.Findings findings =
        FolderFiles.of(root, staging, lists).of(Arrays.asList(Table.values()));
    List<FolderFiles.Present> present = findings.present();
    List<PartProbe.Measure> measures =
        PartProbe.of(JavaSparkContext.fromSparkContext(spark.sparkContext()))
            .measures(
                present.stream()
                    .map(file -> new PartProbe.Subject(file.table(), file.path()))
                    .toList());
    Map<String, List<ListedFile>> waves = new TreeMap<>();
    List<String> damaged = new ArrayList<>();
    findings
        .faults()
        .forEach(
            fault ->
                damaged.add(
                    "%s: %s; move it away".formatted(root.path(fault.path()), fault.found())));
    for (int i = 0; i < measures.size(); i++) {
      String path = present.get(i).path();
      if (measures.get(i).file().isEmpty()) {
        damaged.add(
            path + ": " + measures.get(i).problem() + "; restore it, or start a new folder");
        continue;
      }
      ListedFile file = measures.get(i).file().get();
      Optional<String> wave = WaveName.wave(file.name());
      if (wave.isEmpty()) {
        damaged.add(path + ": was not published here; move it away");
      } else {
        waves.computeIfAbsent(wave.get(), name -> new ArrayList<>()).add(file);
      }
    }
    if (!damaged.isEmpty()) {
      throw new DamageException(damaged);
    }
    checkLease();
    lists.begin(
        waves.entrySet().stream()
            .map(wave -> new ListedWave(wave.getKey(), "", "", wave.getValue()))
            .toList());
    return present.size();
  }

  private void checkLease() {
    lease.ifPresent(DirLease::check);
  }
}
