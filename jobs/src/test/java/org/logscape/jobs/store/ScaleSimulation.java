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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
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
import org.logscape.jobs.store.list.WaveLists;
import org.logscape.jobs.store.part.PartNames;
import org.logscape.jobs.store.part.PartsWriter;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.jobs.sweep.work.BlockPlan;
import org.logscape.jobs.sweep.work.BlockRange;
import org.logscape.jobs.sweep.work.BlockTasks;
import org.logscape.jobs.sweep.work.PublishedRuns;
import org.logscape.jobs.sweep.work.Waves;
import org.logscape.schemas.Table;

/**
 * A sweep far beyond the machines at hand: the real planner, lists, publication and lease over a
 * store in memory that counts what it is asked for. No run is computed, and a file of a table is
 * one request and no bytes. The driver is killed at half of the runs, and another resumes.
 *
 * <p>Arguments: HDFS or S3, cells (a multiple of 100), replicas, waves.
 */
public final class ScaleSimulation {
  private static final int EXECUTORS = 1000;
  private static final List<Table> TABLES = List.of(Table.RUNS, Table.ESCAPES, Table.SNAPSHOTS);
  private static final String SUM = "0".repeat(64);

  /**
   * What one part of the work took.
   *
   * @param seconds of processor time of the driver
   * @param megabytes of heap that are alive after it, the store's own included
   * @param requests that the store answered
   */
  record Stage(String name, double seconds, long megabytes, Map<Request, Long> requests) {
    long asked() {
      return requests.values().stream().mapToLong(Long::longValue).sum();
    }

    String line(StorePrices store) {
      return String.format(
          Locale.ROOT,
          "%-40s processor %6.1f s, heap %,5d MB, requests %,8d, %s %7.1f s, %.2f $  %s",
          name,
          seconds,
          megabytes,
          asked(),
          store,
          store.seconds(requests),
          store.dollars(requests),
          requests);
    }
  }

  /**
   * What came out.
   *
   * @param waves that the first driver published before it was killed
   * @param files in the store at the end
   * @param filesOfFit how many files a fit found in two tables
   */
  record Result(
      Stage plan,
      Stage firstHalf,
      Stage resume,
      Stage secondHalf,
      Stage fit,
      int waves,
      int wavesOfSecondHalf,
      int files,
      int filesOfFit) {
    double requestsPerWave() {
      return firstHalf.asked() / (double) waves;
    }

    List<Stage> stages() {
      return List.of(plan, firstHalf, resume, secondHalf, fit);
    }
  }

  private final CountingStore store;
  private final Folder root;
  private final Folder internal;
  private final Folder staging;
  private final Spec spec;
  private final CellRows rows;
  private final RunForecast forecast;
  private final int waves;
  private long processorTime = processorTime();

  private ScaleSimulation(StorePrices kind, long cells, int replicas, int waves)
      throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.setClass("fs.counting.impl", CountingStore.class, FileSystem.class);
    configuration.setBoolean("logscape.object-store", kind == StorePrices.S3);
    String place = "counting://%s-%d-%d-%d/scale".formatted(kind, cells, replicas, waves);
    this.store = (CountingStore) new Path(place).getFileSystem(configuration);
    this.root = Folder.of(place, configuration);
    this.internal = root.folder("_logscape");
    this.staging = internal.folder("staging");
    this.spec = spec(cells, replicas);
    this.rows = CellRows.of(spec).withoutPaths();
    this.forecast = RunForecast.of(spec);
    this.waves = waves;
  }

  /** Runs it and prints what it took. */
  public static void main(String[] arguments) throws IOException {
    StorePrices kind = StorePrices.valueOf(arguments[0]);
    Result result =
        run(
            kind,
            Long.parseLong(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    result.stages().forEach(stage -> System.out.println(stage.line(kind)));
    System.out.printf(
        Locale.ROOT,
        "%.1f requests a wave, %,d waves, %,d files in the store, a fit lists %,d%n",
        result.requestsPerWave(),
        result.waves() + result.wavesOfSecondHalf(),
        result.files(),
        result.filesOfFit());
  }

  /**
   * Runs it.
   *
   * @param kind the store whose way of publishing is taken
   * @param cells of the grid, a multiple of 100
   * @param waves how many waves are aimed at
   */
  static Result run(StorePrices kind, long cells, int replicas, int waves) throws IOException {
    return new ScaleSimulation(kind, cells, replicas, waves).run();
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

  private Result run() {
    double waveSeconds = spec.runs() * secondsPerRun() / EXECUTORS / waves;
    BlockPlan plan = BlockPlan.of(spec, PublishedRuns.none(), cell -> rows.seconds(cell, forecast));
    Stage planned = stage("plan of %,d runs".formatted(plan.runs()));

    WaveLists lists = lists();
    Waves wavesOfAll = Waves.of(plan, EXECUTORS, OptionalInt.empty(), waveSeconds);
    int published = 0;
    long runs = 0;
    // an hour between two beats: they depend on time, not on waves, and are counted by themselves
    try (DirLease lease =
        DirLease.take(internal.folder("lease"), "scale", Duration.ofHours(1), Patience.none())) {
      Publication first = Publication.of(root, staging, lists, Optional.of(lease));
      while (wavesOfAll.hasNext() && runs < spec.runs() / 2) {
        List<List<BlockRange>> tasks = wavesOfAll.next();
        runs += tasks.stream().flatMap(List::stream).mapToLong(BlockRange::replicas).sum();
        publish(first, ++published, tasks);
      }
    }
    Stage half = stage("publish %,d waves".formatted(published));

    // the driver is killed, and another resumes
    WaveLists again = lists();
    Publication second = Publication.of(root, staging, again, Optional.empty());
    second.recover();
    FolderFiles.Findings found =
        FolderFiles.of(root, staging, again).of(Arrays.asList(Table.values()));
    List<String> work =
        again.read().waves().values().stream()
            .sorted(Comparator.comparing(ListedWave::name))
            .map(ListedWave::work)
            .toList();
    PublishedRuns done = PublishedRuns.ofWork(work, BlockPlan.block(spec)).orElseThrow();
    BlockPlan rest = BlockPlan.of(spec, done, cell -> rows.seconds(cell, forecast));
    Waves wavesOfRest = Waves.of(rest, EXECUTORS, OptionalInt.empty(), waveSeconds);
    List<List<BlockRange>> firstTasks = wavesOfRest.next();
    int number = second.highestWave();
    Stage resumed = stage("resume with %,d runs left".formatted(rest.runs()));
    if (rest.runs() != spec.runs() - runs || !found.faults().isEmpty() || number != published) {
      throw new IllegalStateException("resumed at another place");
    }

    publish(second, ++number, firstTasks);
    while (wavesOfRest.hasNext()) {
      publish(second, ++number, wavesOfRest.next());
    }
    Stage rests = stage("publish %,d more waves".formatted(number - published));

    int files =
        FolderFiles.of(root, staging, lists())
            .of(List.of(Table.CELLS, Table.RUNS, Table.ESCAPES))
            .present()
            .size();
    Stage fit = stage("list %,d files for a fit".formatted(files));
    return new Result(
        planned, half, resumed, rests, fit, published, number - published, store.size(), files);
  }

  /** The mean of a hundred cells of all learning rates and barriers. */
  private double secondsPerRun() {
    long cells = spec.grid().cells();
    return LongStream.range(0, 100)
        .map(i -> i * cells / 100 + i)
        .mapToDouble(cell -> rows.seconds(spec.grid().cell(cell % cells), forecast))
        .average()
        .orElseThrow();
  }

  private WaveLists lists() {
    return WaveLists.of(internal.folder("lists"));
  }

  /** A wave whose files hold nothing. */
  private void publish(Publication publication, int number, List<List<BlockRange>> tasks) {
    publication.publish(
        WaveName.next(number),
        BlockTasks.text(tasks, cell -> spec.grid().cell(cell).id()),
        ScaleSimulation::write);
  }

  private static List<PartsWriter.Written> write(Folder place, PartNames names) {
    List<PartsWriter.Written> written = new ArrayList<>();
    for (Table table : TABLES) {
      String staged = names.before() + "part-00000" + names.after() + "-7.parquet";
      place.folder(table.tableName()).overwrite(staged, "");
      written.add(
          new PartsWriter.Written(
              staged, new ListedFile(table, "part-00000.parquet", 0, 1, SUM, SUM)));
    }
    return written;
  }

  private Stage stage(String name) {
    double seconds = (processorTime() - processorTime) * 1e-9;
    System.gc();
    Runtime machine = Runtime.getRuntime();
    long megabytes = (machine.totalMemory() - machine.freeMemory()) >> 20;
    Stage stage = new Stage(name, seconds, megabytes, store.take());
    processorTime = processorTime();
    return stage;
  }

  private static long processorTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
