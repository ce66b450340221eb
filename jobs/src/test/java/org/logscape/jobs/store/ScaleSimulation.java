package org.logscape.jobs.store;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.logscape.jobs.predict.RunForecast;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.CountingStore.Request;
import org.logscape.jobs.store.list.FolderFiles;
import org.logscape.jobs.store.list.ListedFile;
import org.logscape.jobs.store.list.ListedWave;
import org.logscape.jobs.store.list.StagedWave;
import org.logscape.jobs.store.list.WaveLists;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.jobs.sweep.work.BlockPlan;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.jobs.sweep.work.BlockTasks;
import org.logscape.jobs.sweep.work.PublishedRuns;
import org.logscape.jobs.sweep.work.Waves;
import org.logscape.schemas.Table;

/**
 * A sweep far beyond the machines at hand: the real planner, lists, publication and lease over a
 * store in memory that counts what it is asked for. No run is computed and no table is written; a
 * file of a table is one request and no bytes. Prints what the driver does and what a store would
 * charge for it.
 *
 * <p>Arguments: cells (a product of 100 and another number), replicas, waves.
 */
public final class ScaleSimulation {
  private static final int EXECUTORS = 1000;
  private static final List<Table> TABLES = List.of(Table.RUNS, Table.ESCAPES, Table.SNAPSHOTS);
  private static final String SUM = "0".repeat(64);

  /** What a store takes for a request, in seconds, and charges, in dollars. */
  private enum Prices {
    /** A name node answers in a millisecond; a file's first block takes five. */
    HDFS(0.001, 0.003, 0.006, 0.001, 0.001, 0.001, 0.001, 0, 0),
    /**
     * Objects have no rename and no folders: a rename asks twice, copies and deletes, a folder that
     * is made asks twice. 0.005 dollars for 1,000 writes, copies and listings, 0.0004 for 1,000
     * reads (S3 Standard, us-east-1).
     */
    S3(0.060, 0.020, 0.065, 0.110, 0.020, 0.015, 0.075, 5e-6, 4e-7);

    @SuppressWarnings("ImmutableEnumChecker") // Map.of cannot be changed
    private final Map<Request, Double> seconds;

    private final double write;
    private final double read;

    Prices(
        double list,
        double read,
        double write,
        double rename,
        double delete,
        double status,
        double mkdir,
        double pricePerWrite,
        double pricePerRead) {
      this.seconds =
          Map.of(
              Request.LIST, list,
              Request.READ, read,
              Request.WRITE, write,
              Request.RENAME, rename,
              Request.DELETE, delete,
              Request.STATUS, status,
              Request.MKDIR, mkdir);
      this.write = pricePerWrite;
      this.read = pricePerRead;
    }

    double seconds(Map<Request, Long> requests) {
      return requests.entrySet().stream()
          .mapToDouble(e -> seconds.get(e.getKey()) * e.getValue())
          .sum();
    }

    double dollars(Map<Request, Long> requests) {
      return requests.entrySet().stream()
          .mapToDouble(
              e ->
                  e.getValue()
                      * switch (e.getKey()) {
                        case LIST, WRITE -> write;
                        case RENAME -> write + 2 * read;
                        case READ, STATUS -> read;
                        case MKDIR -> write + read;
                        case DELETE -> 0;
                      })
          .sum();
    }
  }

  private final CountingStore store;
  private final Folder root;
  private final Folder internal;
  private final Folder staging;

  private ScaleSimulation() throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.setClass("fs.counting.impl", CountingStore.class, FileSystem.class);
    this.store = (CountingStore) new Path("counting:///scale").getFileSystem(configuration);
    this.root = Folder.of("counting:///scale", configuration);
    this.internal = root.folder("_logscape");
    this.staging = internal.folder("staging");
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    long cells = Long.parseLong(arguments[0]);
    int replicas = Integer.parseInt(arguments[1]);
    int waves = Integer.parseInt(arguments[2]);
    new ScaleSimulation().run(cells, replicas, waves);
  }

  private static Spec spec(long cells, int replicas) {
    return SpecReader.read(
        """
        name: scale
        replicas: %d
        model: {type: double-well, dimensions: 2, barrier: {linspace: [1, 2, %d]}, label_noise: 1}
        dynamics: {type: sgd, batch_size: 1, learning_rate: {linspace: [0.01, 0.05, 100]}}
        observe: {escape: {events: [separatrix]}, snapshots: {every: 1000}}
        stop: {steps: 5000}
        """
            .formatted(replicas, cells / 100),
        "scale.yaml");
  }

  private void run(long cells, int replicas, int wanted) {
    Stopwatch watch = new Stopwatch();
    Spec spec = spec(cells, replicas);
    CellRows rows = CellRows.of(spec).withoutPaths();
    RunForecast forecast = RunForecast.of(spec);
    double seconds =
        spec.runs() * rows.seconds(spec.grid().cell(cells / 2), forecast) / EXECUTORS / wanted;
    BlockPlan plan = BlockPlan.of(spec, PublishedRuns.none(), cell -> rows.seconds(cell, forecast));
    watch.print("plan: %,d runs of %,d cells".formatted(plan.runs(), cells), store.take());

    WaveLists lists = WaveLists.of(internal.folder("lists"));
    lists.begin(List.of());
    Waves waves = Waves.of(plan, EXECUTORS, OptionalInt.empty(), seconds);
    int published = 0;
    long runs = 0;
    try (DirLease lease =
        DirLease.take(internal.folder("lease"), "scale", Duration.ofSeconds(5), Patience.none())) {
      while (waves.hasNext() && runs < spec.runs() / 2) {
        List<List<BlockRange>> tasks = waves.next();
        runs += tasks.stream().flatMap(List::stream).mapToLong(BlockRange::replicas).sum();
        publish(lease, lists, ++published, BlockTasks.text(tasks, n -> spec.grid().cell(n).id()));
      }
    }
    Map<Request, Long> half = store.take();
    watch.print("publish %,d waves, %,d runs".formatted(published, runs), half);
    long requests = half.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(Locale.ROOT, "SCALE   %.1f requests a wave%n", requests / (double) published);

    // the driver is killed, and another resumes
    WaveLists again = WaveLists.of(internal.folder("lists"));
    FolderFiles.Findings found =
        FolderFiles.of(root, staging, again).of(Arrays.asList(Table.values()));
    List<String> work =
        again.read().waves().values().stream()
            .sorted(Comparator.comparing(ListedWave::name))
            .map(ListedWave::work)
            .toList();
    PublishedRuns done = PublishedRuns.ofWork(work, BlockPlan.block(spec)).orElseThrow();
    BlockPlan rest = BlockPlan.of(spec, done, cell -> rows.seconds(cell, forecast));
    Waves more = Waves.of(rest, EXECUTORS, OptionalInt.empty(), seconds);
    List<List<BlockRange>> first = more.next();
    watch.print(
        "resume: %,d runs left, %,d faults, first wave of %,d tasks"
            .formatted(rest.runs(), found.faults().size(), first.size()),
        store.take());
    if (rest.runs() != spec.runs() - runs || !found.faults().isEmpty()) {
      throw new IllegalStateException("resumed at another place");
    }

    int end = published;
    for (List<List<BlockRange>> tasks = first; tasks != null; ) {
      String text = BlockTasks.text(tasks, n -> spec.grid().cell(n).id());
      publish(null, again, ++end, text);
      tasks = more.hasNext() ? more.next() : null;
    }
    watch.print("publish %,d more waves".formatted(end - published), store.take());

    WaveLists fresh = WaveLists.of(internal.folder("lists"));
    int files =
        FolderFiles.of(root, staging, fresh)
            .of(List.of(Table.CELLS, Table.RUNS, Table.ESCAPES))
            .present()
            .size();
    watch.print("fit: lists %,d files of 2 tables".formatted(files), store.take());
    System.out.printf("SCALE   %,d files in the store%n", store.size());
  }

  /** As the publisher does: staged files, READY, moves, list. */
  private void publish(DirLease lease, WaveLists lists, int number, String work) {
    Wave wave = Wave.of(root, staging, WaveName.next(number), "driver");
    List<ListedFile> files = new ArrayList<>();
    List<String> staged = new ArrayList<>();
    for (Table table : TABLES) {
      staging
          .folder(wave.name() + ".driver")
          .folder(table.tableName())
          .overwrite("part-00000-7.parquet", "");
      files.add(
          new ListedFile(table, WaveName.part(wave.name(), "part-00000.parquet"), 0, 1, SUM, SUM));
      staged.add("part-00000-7.parquet");
    }
    if (lease != null) {
      lease.check();
    }
    StagedWave list = new StagedWave(new ListedWave(wave.name(), "0.1.0", work, files), staged);
    wave.ready(list);
    wave.publish(list, lists::put);
    if (lease != null) {
      lease.check();
    }
  }

  private static final class Stopwatch {
    private long at = processorTime();

    private static long processorTime() {
      return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }

    void print(String what, Map<Request, Long> requests) {
      double seconds = (processorTime() - at) * 1e-9;
      System.gc();
      Runtime machine = Runtime.getRuntime();
      long megabytes = (machine.totalMemory() - machine.freeMemory()) >> 20;
      long all = requests.values().stream().mapToLong(Long::longValue).sum();
      System.out.printf(
          Locale.ROOT,
          "SCALE %s: processor %.1f s, heap %,d MB; %,d requests %s; HDFS %.1f s; S3 %.1f s, %.2f $%n",
          what,
          seconds,
          megabytes,
          all,
          requests,
          Prices.HDFS.seconds(requests),
          Prices.S3.seconds(requests),
          Prices.S3.dollars(requests));
      at = processorTime();
    }
  }
}
