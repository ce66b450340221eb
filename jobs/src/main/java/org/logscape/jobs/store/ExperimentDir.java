package org.logscape.jobs.store;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.store.list.Aside;
import org.logscape.jobs.store.list.Fault;
import org.logscape.jobs.store.list.FolderFiles;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.WaveLists;
import org.logscape.jobs.store.part.FileCounts;
import org.logscape.jobs.store.part.TableContract;
import org.logscape.schemas.Table;

/**
 * One results folder. Tables are folders of Parquet files directly under it; everything else lies
 * under {@code _logscape}, which Spark and other readers skip:
 *
 * <pre>
 * DIR/runs/wave-00001-part-00000.parquet ...   published rows
 * DIR/_SUCCESS                                 all that the spec plans is there
 * DIR/_logscape/spec.yaml                      the resolved spec
 * DIR/_logscape/manifest.yaml                  fingerprint, versions, git commit
 * DIR/_logscape/tables.json                    what the columns of all tables mean
 * DIR/_logscape/lists/...                      what each wave published, see {@link WaveLists}
 * DIR/_logscape/staging/...                    rows on their way
 * DIR/_logscape/parked/...                     rows and states of cells that are not complete
 * DIR/_logscape/followed/...                   rows of runs that go on beyond their old step limit
 * DIR/_logscape/lease/...                      who writes just now
 * </pre>
 *
 * <p>One driver at a time may write, which a {@link DirLease} sees to; any number may read.
 */
public final class ExperimentDir {
  private static final String INTERNAL = FolderFiles.INTERNAL;
  private static final String STAGING = "staging";
  private static final String LEASE = "lease";
  private static final String PARKED = "parked";
  private static final String FOLLOWED = "followed";
  private static final String FOREIGN = "foreign";
  private static final String COMPLETE = "_SUCCESS";
  private static final String SPEC = "spec.yaml";
  private static final String MANIFEST = "manifest.yaml";
  private static final String TABLES = FolderFiles.CONTRACT;

  /** The setting of Spark that says how often a lease is renewed. */
  public static final String LEASE_PERIOD = "spark.logscape.leasePeriod";

  private static final String DEFAULT_LEASE_PERIOD = "5s";

  private final SparkSession spark;
  private final Folder root;
  private final Folder internal;
  private final Folder staging;
  private final Optional<DirLease> lease;

  /** Tables that get a file in the first wave, with rows or without. */
  private final Set<Table> results;

  private final WaveLists lists;
  private final Publisher publisher;
  private final FolderFiles files;
  private final TableReader reader;

  private ExperimentDir(
      SparkSession spark, Folder root, Optional<DirLease> lease, Set<Table> results) {
    this.spark = spark;
    this.results = results;
    this.root = root;
    this.lease = lease;
    this.internal = root.folder(INTERNAL);
    this.staging = internal.folder(STAGING);
    this.lists = WaveLists.of(internal.folder("lists"));
    this.publisher = Publisher.of(spark, root, staging, lists, lease);
    this.files = FolderFiles.of(root, staging, lists);
    this.reader = TableReader.of(spark, files, root.path());
  }

  /**
   * A folder by its Hadoop path; it need not exist.
   *
   * @throws UncheckedIOException if its file system cannot be reached
   */
  public static ExperimentDir of(SparkSession spark, String path) {
    return new ExperimentDir(
        spark,
        Folder.of(path, spark.sparkContext().hadoopConfiguration()),
        Optional.empty(),
        EnumSet.complementOf(EnumSet.of(Table.STATES)));
  }

  /**
   * Takes the right to write; it is to be closed.
   *
   * @param patience what to do where another driver writes
   * @throws org.logscape.jobs.errors.BusyException if another driver writes and there is no
   *     patience
   */
  public DirLease lease(Patience patience) {
    Duration period =
        Duration.ofMillis(
            JavaUtils.timeStringAsMs(spark.conf().get(LEASE_PERIOD, DEFAULT_LEASE_PERIOD)));
    return DirLease.take(internal.folder(LEASE), path(), period, patience);
  }

  /** The same folder, where every publication first makes sure of the lease. */
  public ExperimentDir under(DirLease held) {
    return new ExperimentDir(spark, root, Optional.of(held), results);
  }

  /**
   * Where a sweep keeps what is not to be seen yet: a folder of tables like this one, within it.
   */
  public ExperimentDir parked() {
    return new ExperimentDir(spark, internal.folder(PARKED), lease, Set.of());
  }

  /** Whether anything is parked. */
  public boolean hasParked() {
    return !parked().isEmpty();
  }

  /** Throws away what is parked. */
  public void clearParked() {
    checkLease();
    internal.folder(PARKED).delete();
  }

  /** Deletes the folder and all that it holds. */
  public void delete() {
    checkLease();
    root.delete();
  }

  /** Where a sweep keeps rows of runs that it follows beyond their old step limit. */
  public ExperimentDir followed() {
    return new ExperimentDir(spark, internal.folder(FOLLOWED), lease, Set.of());
  }

  /** Throws away what is kept of runs that are followed. */
  public void clearFollowed() {
    checkLease();
    internal.folder(FOLLOWED).delete();
  }

  /** Its full path. */
  public String path() {
    return root.path();
  }

  /** Whether there is anything at its path. */
  public boolean exists() {
    return root.exists();
  }

  /** Whether its path is that of a file. */
  public boolean isFile() {
    return root.isFile();
  }

  /** What keeps it from being written to, in words; empty where nothing is known to. */
  public Optional<String> obstacle() {
    return Stream.concat(
            Stream.of(root, internal),
            Stream.of(STAGING, LEASE, FOREIGN, PARKED, FOLLOWED).map(internal::folder))
        .flatMap(folder -> folder.obstacle().stream())
        .findFirst();
  }

  /** Whether it holds nothing but what a driver that was killed at its very start may have left. */
  public boolean isEmpty() {
    return root.names().stream().allMatch(name -> name.equals(INTERNAL) || name.equals(COMPLETE));
  }

  /**
   * Says that the folder holds all that its spec plans, in a file that other programs can wait for.
   *
   * @param text what they may want to know
   */
  public void markComplete(String text) {
    checkLease();
    publisher.deleteOtherAttempts();
    root.write(COMPLETE, text);
  }

  /** Takes the word back, before more is written. */
  public void unmarkComplete() {
    checkLease();
    root.delete(COMPLETE);
  }

  /** The frozen spec, or empty where this is no results folder. */
  public Optional<String> spec() {
    return internal.read(SPEC);
  }

  /** What produced the folder, as YAML. */
  public Optional<String> manifest() {
    return internal.read(MANIFEST);
  }

  /**
   * Freezes a spec and its manifest beside the tables; the spec makes the folder one of results.
   */
  public void freeze(String spec, String manifest) {
    checkLease();
    internal.write(MANIFEST, manifest);
    internal.write(TABLES, TableContract.json());
    internal.write(SPEC, spec);
  }

  /** Finishes what a killed driver had decided to publish, throws away what it had not. */
  public void recover() {
    publisher.recover();
  }

  /** Whether it has lists of what each wave published, or had them and they are gone. */
  public boolean isListed() {
    return lists.exist() || files.isWithoutItsLists();
  }

  /** Begins the lists again where they are gone. */
  public void beginLists() {
    checkLease();
    lists.beginAgain();
  }

  /**
   * Lists the files of a folder that an older version wrote without lists.
   *
   * @return how many files were listed now
   * @throws org.logscape.jobs.errors.DamageException if a file cannot be read
   */
  public int list() {
    return publisher.listAll();
  }

  /** What each wave published, by the lists; nothing in a folder without lists. */
  public Collection<ListedWave> waves() {
    return lists.read().waves().values();
  }

  /**
   * All files that are not as listed, and lists that are damaged.
   *
   * @param depth how closely to look
   */
  public List<Fault> faults(Depth depth) {
    List<Fault> faults = new ArrayList<>(reader.faults(depth));
    lists.read().damaged().forEach(name -> faults.add(Fault.list(INTERNAL + "/lists/" + name)));
    return faults;
  }

  /**
   * Puts files of a wave that were computed again in the place of damaged ones, if they are what
   * was published: byte for byte, or row for row.
   *
   * @param damaged those of its files that are to be replaced
   * @param rows all rows of the wave
   * @return files that were not replaced, since the rows are others
   */
  public List<ListedFile> restore(
      ListedWave wave, List<ListedFile> damaged, JavaRDD<TableRow> rows) {
    return publisher.restore(wave, damaged, rows);
  }

  /**
   * Lengths, rows and checksums of files of tables; those that cannot be read are left out.
   *
   * @param paths under the folder
   */
  public List<ListedFile> measured(List<String> paths) {
    return reader.measured(paths);
  }

  /** Lines of lists that are damaged. */
  public List<String> damagedLines() {
    return lists.read().damagedLines();
  }

  /** Puts damaged lists aside, under {@code _logscape/foreign}; their sound lines stay. */
  public void putDamagedListsAside() {
    checkLease();
    lists.putDamagedAside(internal.folder(FOREIGN).folder("lists"));
  }

  /**
   * Lists a wave whose list was lost, if a file that lies in the folder has the rows that were
   * computed again; files that have not, or are missing, are replaced.
   *
   * @param work what computed the rows, in words that its job can read again
   * @param files how many files each table has
   * @param there its files as they lie in the folder
   * @param rows all rows of the wave
   * @return whether it was listed
   */
  public boolean relist(
      String wave,
      String work,
      Map<Table, Integer> files,
      List<ListedFile> there,
      JavaRDD<TableRow> rows) {
    return publisher.relist(wave, new Publisher.Shape(files, work), there, rows);
  }

  /**
   * Puts what is at fault aside, under {@code _logscape/foreign}: a file that belongs to no table,
   * or what stands in the place of a file or folder.
   *
   * @return where to, by the full path
   */
  public String putAside(Fault fault) {
    checkLease();
    Aside aside = Aside.of(root, internal.folder(FOREIGN));
    if (fault.kind() == Fault.Kind.FOREIGN) {
      return aside.file(fault.path());
    }
    String place = aside.obstacle(fault.path());
    lists.beginAgain();
    return place;
  }

  /**
   * First files of waves that lie in other tables but not in this one: somebody took them away.
   *
   * @param tables the tables of which each wave writes at least one file to each
   * @return their paths under the folder, sorted; none where all is well
   */
  public List<String> missingFiles(Collection<Table> tables) {
    Map<Table, List<String>> names = new EnumMap<>(Table.class);
    TreeSet<Integer> waves = new TreeSet<>();
    for (Table table : tables) {
      names.put(table, root.folder(table.tableName()).names());
      names.get(table).stream().map(WaveName::number).filter(wave -> wave > 0).forEach(waves::add);
    }
    List<String> missing = new ArrayList<>();
    names.forEach(
        (table, there) ->
            waves.stream()
                .map(wave -> WaveName.next(wave) + "-part-00000.parquet")
                .filter(file -> !there.contains(file))
                .forEach(file -> missing.add(table.tableName() + "/" + file)));
    return missing.stream().sorted().toList();
  }

  /**
   * The published rows of a table, with the columns of its schema; no rows where it has no file.
   *
   * @throws org.logscape.jobs.errors.DamageException if a file of the table is missing, foreign or
   *     not as it was listed
   */
  public Dataset<Row> table(Table table) {
    return reader.table(table);
  }

  /** The rows of some files of one table, which are not looked at before they are read. */
  public Dataset<Row> rows(List<ListedFile> files) {
    return reader.rows(files);
  }

  /** Whether a table has any published row; by its files alone in a folder without lists. */
  public boolean has(Table table) {
    if (isListed()) {
      return waves().stream()
          .flatMap(wave -> wave.files(table).stream())
          .anyMatch(file -> file.rows() > 0);
    }
    return root.folder(table.tableName()).names().stream()
        .anyMatch(name -> name.endsWith(".parquet"));
  }

  /**
   * Makes sure that all tables are as listed, by the names, lengths and rows of their files.
   *
   * @throws org.logscape.jobs.errors.DamageException if a file is not
   */
  public void requireSound() {
    reader.sound(Arrays.asList(Table.values()));
  }

  /**
   * Publishes rows of several tables as the next wave.
   *
   * @param rows the rows; persisted by the caller, since each table reads them once
   * @param counts how many rows each table gets; a table that is not named gets none, but for the
   *     first wave of a results folder, which gives every table a file, so that queries on tables
   *     that the spec does not fill find no rows instead of failing
   * @param work what computed the rows, in words that its job can read again; may be empty
   */
  public void append(JavaRDD<TableRow> rows, Map<Table, Long> counts, String work) {
    Map<Table, Long> all = new EnumMap<>(Table.class);
    if (nextWave() == 1) {
      results.stream().filter(table -> isWithoutFile(table)).forEach(table -> all.put(table, 0L));
    }
    all.putAll(counts);
    publisher.append(rows, new Publisher.Shape(FileCounts.of(spark).of(all), work));
  }

  private boolean isWithoutFile(Table table) {
    return root.folder(table.tableName()).names().isEmpty();
  }

  /** The number of the wave that is published next, from 1. */
  public int nextWave() {
    return publisher.nextWave();
  }

  /**
   * Writes several tables anew, as one wave: all of it is seen, or nothing.
   *
   * @param rows of each table; persisted by the caller, since they are counted before they are
   *     written
   */
  public void rewrite(Map<Table, JavaRDD<TableRow>> rows) {
    Map<Table, Long> counts = new EnumMap<>(Table.class);
    rows.forEach((table, all) -> counts.put(table, all.count()));
    publisher.rewrite(rows, FileCounts.of(spark).of(counts));
  }

  /** The same without a word on the work. */
  public void append(JavaRDD<TableRow> rows, Map<Table, Long> counts) {
    append(rows, counts, "");
  }

  /**
   * Writes a table anew, as one file that takes the place of the old one.
   *
   * @param work what computed the rows, in words that its job can read again; may be empty
   */
  public void replace(Table table, JavaRDD<TableRow> rows, String work) {
    publisher.replace(table, rows, work);
  }

  /** The same without a word on the work. */
  public void replace(Table table, JavaRDD<TableRow> rows) {
    replace(table, rows, "");
  }

  private void checkLease() {
    lease.ifPresent(DirLease::check);
  }
}
