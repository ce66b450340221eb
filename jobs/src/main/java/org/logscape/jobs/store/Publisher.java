package org.logscape.jobs.store;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.build.BuildInfo;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.store.list.FolderFiles;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.StagedWave;
import org.logscape.jobs.store.list.WaveLists;
import org.logscape.jobs.store.part.PartProbe;
import org.logscape.jobs.store.part.PartsWriter;
import org.logscape.schemas.Table;

/** Publishes waves to a folder, each whole or not at all, and lists what each published. */
final class Publisher {
  private final SparkSession spark;
  private final Folder root;
  private final Folder staging;
  private final WaveLists lists;
  private final Optional<DirLease> lease;
  private final String writer = UUID.randomUUID().toString();
  private boolean listed;
  private OptionalInt lastWave = OptionalInt.empty();

  private Publisher(
      SparkSession spark, Folder root, Folder staging, WaveLists lists, Optional<DirLease> lease) {
    this.spark = spark;
    this.root = root;
    this.staging = staging;
    this.lists = lists;
    this.lease = lease;
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
    int number = (lastWave.isPresent() ? lastWave.getAsInt() : highestWave()) + 1;
    publish(WaveName.next(number), rows, shape);
    lastWave = OptionalInt.of(number);
  }

  /** Publishes rows as all of a table, in the place of the old ones. */
  void replace(Table table, JavaRDD<TableRow> rows, String work) {
    publish(WaveName.whole(table.tableName()), rows, new Shape(Map.of(table, 1), work));
  }

  /**
   * Publishes rows as all of some tables, in the place of the waves that they had.
   *
   * @param files how many files each table gets
   */
  void rewrite(Map<Table, JavaRDD<TableRow>> rows, Map<Table, Integer> files) {
    List<String> old = new ArrayList<>();
    JavaRDD<TableRow> all = JavaSparkContext.fromSparkContext(spark.sparkContext()).emptyRDD();
    for (Map.Entry<Table, JavaRDD<TableRow>> table : rows.entrySet()) {
      all = all.union(table.getValue());
      root.folder(table.getKey().tableName()).names().stream()
          .filter(name -> name.endsWith(".parquet"))
          .forEach(name -> old.add(table.getKey().tableName() + "/" + name));
    }
    int number = (lastWave.isPresent() ? lastWave.getAsInt() : highestWave()) + 1;
    publish(WaveName.next(number), all, new Shape(files, ListedWave.REWRITE), old);
    lastWave = OptionalInt.of(number);
  }

  private void publish(String name, JavaRDD<TableRow> rows, Shape shape) {
    publish(name, rows, shape, List.of());
  }

  private void publish(String name, JavaRDD<TableRow> rows, Shape shape, List<String> old) {
    beginLists();
    Wave wave = Wave.of(root, staging, name, writer);
    StagedWave staged = stage(wave, rows, shape);
    if (!old.isEmpty()) {
      wave.replacing(old);
    }
    wave.ready(staged);
    wave.publish(staged, this::listed);
    // where another driver took the wave over meanwhile, it was that one's to publish
    checkLease();
  }

  /** Writes the files of a wave, and leaves nothing where that fails. */
  private StagedWave stage(Wave wave, JavaRDD<TableRow> rows, Shape shape) {
    boolean complete = false;
    try {
      StagedWave staged = write(wave, rows, shape);
      checkLease();
      complete = true;
      return staged;
    } finally {
      if (!complete) {
        discard(wave);
      }
    }
  }

  private StagedWave write(Wave wave, JavaRDD<TableRow> rows, Shape shape) {
    Map<Table, PartsWriter.Wanted> wanted = new EnumMap<>(Table.class);
    shape
        .files()
        .forEach(
            (table, files) ->
                wanted.put(
                    table,
                    new PartsWriter.Wanted(
                        rows.filter(row -> row.table() == table).map(RowBinding::written),
                        files,
                        wave.stagingPath(table.tableName()))));
    List<PartsWriter.Written> written =
        PartsWriter.of(JavaSparkContext.fromSparkContext(spark.sparkContext())).write(wanted);
    List<ListedFile> files = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (PartsWriter.Written part : written) {
      files.add(part.file().named(WaveName.part(wave.name(), part.file().name())));
      names.add(part.staged());
    }
    String version = BuildInfo.current().version();
    return new StagedWave(new ListedWave(wave.name(), version, shape.work(), files), names);
  }

  private void listed(ListedWave wave) {
    if (listed) {
      lists.put(wave);
    }
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
    Wave wave = Wave.of(root, staging, list.name(), writer);
    StagedWave again = stage(wave, rows, new Shape(files, list.work()));
    Map<String, ListedFile> kept = new LinkedHashMap<>();
    list.files().forEach(file -> kept.put(file.path(), file));
    List<ListedFile> fit = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<ListedFile> others = new ArrayList<>();
    for (ListedFile file : damaged) {
      int at = again.wave().files().stream().map(ListedFile::path).toList().indexOf(file.path());
      ListedFile now = at < 0 ? null : again.wave().files().get(at);
      if (now != null && now.rows() == file.rows() && now.content().equals(file.content())) {
        fit.add(now);
        names.add(again.files().get(at));
        kept.put(now.path(), now);
      } else {
        others.add(file);
      }
    }
    wave.move(fit, names);
    if (!fit.isEmpty()) {
      lists.put(list.with(List.copyOf(kept.values())));
    }
    wave.discard();
    return others;
  }

  /** Finishes what a killed driver had decided to publish, and throws away what it had not. */
  void recover() {
    List<String> staged = staging.names();
    // in this order: whatever another driver stages after it took over is not in the list
    checkLease();
    for (String name : staged) {
      Wave wave = Wave.adopt(root, staging, name);
      if (wave.isReady()) {
        listed = lists.exist();
        wave.publish(this::listed);
      } else {
        wave.discard();
      }
    }
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
    List<FolderFiles.Present> present =
        FolderFiles.of(root, staging, lists).of(Arrays.asList(Table.values())).present();
    List<PartProbe.Measure> measures =
        PartProbe.of(JavaSparkContext.fromSparkContext(spark.sparkContext()))
            .measures(
                present.stream()
                    .map(file -> new PartProbe.Subject(file.table(), file.path()))
                    .toList());
    Map<String, List<ListedFile>> waves = new TreeMap<>();
    List<String> damaged = new ArrayList<>();
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

  private static void discard(Wave wave) {
    try {
      wave.discard();
    } catch (UncheckedIOException unreachable) {
      // left behind it takes space until somebody resumes; the failure that led here is reported
    }
  }

  private void checkLease() {
    lease.ifPresent(DirLease::check);
  }

  /** The highest number that any published file carries; 0 where there is none. */
  private int highestWave() {
    List<String> names = new ArrayList<>();
    for (Table table : Table.values()) {
      names.addAll(root.folder(table.tableName()).names());
    }
    return names.stream().mapToInt(WaveName::number).max().orElse(0);
  }
}
