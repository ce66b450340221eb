package org.logscape.jobs.store;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.logscape.schemas.Table;

/**
 * One results folder. Tables are folders of Parquet files directly under it; everything else lies
 * under {@code _logscape}, which Spark and other readers skip:
 *
 * <pre>
 * DIR/runs/wave-00001-part-00000.parquet ...   published rows
 * DIR/_logscape/spec.yaml                      the resolved spec
 * DIR/_logscape/manifest.yaml                  fingerprint, versions, git commit
 * DIR/_logscape/staging/...                    rows on their way
 * DIR/_logscape/parked/...                     rows and states of cells that are not complete
 * DIR/_logscape/followed/...                   rows of runs that go on beyond their old step limit
 * DIR/_logscape/lease/...                      who writes just now
 * </pre>
 *
 * <p>One driver at a time may write, which a {@link DirLease} sees to; any number may read.
 */
public final class ExperimentDir {
  private static final String INTERNAL = "_logscape";
  private static final String PARKED = "parked";
  private static final String FOLLOWED = "followed";
  private static final String SPEC = "spec.yaml";
  private static final String MANIFEST = "manifest.yaml";
  private static final String ROWS_PER_FILE = "spark.logscape.rowsPerFile";
  private static final String DEFAULT_ROWS_PER_FILE = "4000000";
  private static final String LEASE_PERIOD = "spark.logscape.leasePeriod";
  private static final String DEFAULT_LEASE_PERIOD = "5s";

  private final SparkSession spark;
  private final Folder root;
  private final Folder internal;
  private final Folder staging;
  private final Optional<DirLease> lease;
  private final String writer = UUID.randomUUID().toString();

  private ExperimentDir(SparkSession spark, Folder root, Optional<DirLease> lease) {
    this.spark = spark;
    this.root = root;
    this.lease = lease;
    this.internal = root.folder(INTERNAL);
    this.staging = internal.folder("staging");
  }

  /**
   * A folder by its Hadoop path; it need not exist.
   *
   * @throws UncheckedIOException if its file system cannot be reached
   */
  public static ExperimentDir of(SparkSession spark, String path) {
    return new ExperimentDir(
        spark, Folder.of(path, spark.sparkContext().hadoopConfiguration()), Optional.empty());
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
    return DirLease.take(internal.folder("lease"), path(), period, patience);
  }

  /** The same folder, where every publication first makes sure of the lease. */
  public ExperimentDir under(DirLease held) {
    return new ExperimentDir(spark, root, Optional.of(held));
  }

  /**
   * Where a sweep keeps what is not to be seen yet: a folder of tables like this one, within it.
   */
  public ExperimentDir parked() {
    return new ExperimentDir(spark, internal.folder(PARKED), lease);
  }

  /** Throws away what is parked. */
  public void clearParked() {
    checkLease();
    internal.folder(PARKED).delete();
  }

  /** Where a sweep keeps rows of runs that it follows beyond their old step limit. */
  public ExperimentDir followed() {
    return new ExperimentDir(spark, internal.folder(FOLLOWED), lease);
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
    return root.obstacle().or(internal::obstacle);
  }

  /** Whether it holds nothing but what a driver that was killed at its very start may have left. */
  public boolean isEmpty() {
    return root.names().stream().allMatch(INTERNAL::equals);
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
    internal.write(SPEC, spec);
    internal.write(MANIFEST, manifest);
  }

  /** Finishes what a killed driver had decided to publish, throws away what it had not. */
  public void recover() {
    List<String> staged = staging.names();
    // in this order: whatever another driver stages after it took over is not in the list
    checkLease();
    for (String name : staged) {
      Wave wave = Wave.adopt(root, staging, name);
      if (wave.isReady()) {
        wave.publish();
      } else {
        wave.discard();
      }
    }
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
   */
  public Dataset<Row> table(Table table) {
    StructType schema = SparkSchemas.of(table.schema());
    return has(table)
        ? LiteralPath.reader(spark).schema(schema).parquet(root.folder(table.tableName()).path())
        : spark.createDataFrame(List.of(), schema);
  }

  /** Whether a table has any published file. */
  public boolean has(Table table) {
    return root.folder(table.tableName()).names().stream()
        .anyMatch(name -> name.endsWith(".parquet"));
  }

  /**
   * Publishes rows of several tables as the next wave.
   *
   * @param rows the rows; persisted by the caller, since each table reads them once
   * @param counts how many rows each table gets; a table that is not named gets none
   */
  public void append(JavaRDD<TableRow> rows, Map<Table, Long> counts) {
    long perFile = Long.parseLong(spark.conf().get(ROWS_PER_FILE, DEFAULT_ROWS_PER_FILE));
    publish(
        WaveName.next(waveNumber()),
        wave ->
            counts.forEach(
                (table, count) -> stage(wave, table, rows, (int) (1 + count / perFile))));
  }

  /**
   * Writes several tables anew, as one wave: all of it is seen, or nothing.
   *
   * @param rows of each table
   */
  public void rewrite(Map<Table, JavaRDD<TableRow>> rows) {
    long perFile = Long.parseLong(spark.conf().get(ROWS_PER_FILE, DEFAULT_ROWS_PER_FILE));
    List<String> old = new ArrayList<>();
    for (Table table : rows.keySet()) {
      root.folder(table.tableName()).names().stream()
          .filter(name -> name.endsWith(".parquet"))
          .forEach(name -> old.add(table.tableName() + "/" + name));
    }
    publish(
        WaveName.next(waveNumber()),
        wave -> {
          rows.forEach((table, all) -> stage(wave, table, all, (int) (1 + all.count() / perFile)));
          wave.replacing(old);
        });
  }

  /** Writes a table anew, as one file that takes the place of the old one. */
  public void replace(Table table, JavaRDD<TableRow> rows) {
    publish(WaveName.whole(table.tableName()), wave -> stage(wave, table, rows, 1));
  }

  private void publish(String name, Consumer<Wave> staged) {
    Wave wave = Wave.of(root, staging, name, writer);
    boolean complete = false;
    try {
      staged.accept(wave);
      checkLease();
      complete = true;
    } finally {
      if (!complete) {
        discard(wave);
      }
    }
    wave.ready();
    wave.publish();
    // where another driver took the wave over meanwhile, it was that one's to publish
    checkLease();
  }

  /** Left behind it would take space until somebody resumes. */
  private static void discard(Wave wave) {
    try {
      wave.discard();
    } catch (UncheckedIOException unreachable) {
      // the failure that led here is the one to report
    }
  }

  private void checkLease() {
    lease.ifPresent(DirLease::check);
  }

  private void stage(Wave wave, Table table, JavaRDD<TableRow> rows, int files) {
    JavaRDD<Row> values = rows.filter(row -> row.table() == table).map(RowBinding::written);
    spark
        .createDataFrame(values, SparkSchemas.of(table.schema()))
        .coalesce(files)
        .write()
        .mode("overwrite")
        .option("compression", "zstd")
        .parquet(wave.stagingPath(table.tableName()));
  }

  /** One above the highest number that any published file carries. */
  private int waveNumber() {
    List<String> names = new ArrayList<>();
    for (Table table : Table.values()) {
      names.addAll(root.folder(table.tableName()).names());
    }
    return names.stream().mapToInt(WaveName::number).max().orElse(0) + 1;
  }
}
