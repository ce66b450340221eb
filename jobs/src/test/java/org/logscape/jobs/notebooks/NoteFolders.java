package org.logscape.jobs.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.SyntheticTables;
import org.logscape.jobs.fit.FitJob;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.Mode;
import org.logscape.jobs.sweep.SweepJob;

/**
 * The folders that notes are tried on: {@code quickstart}, an earlier quickstart with fewer runs,
 * and with levels and the stationary law besides; {@code measured}, noise, spectra and test errors;
 * {@code empty}, a folder without a row.
 */
final class NoteFolders {
  private static final Path QUICKSTART =
      Path.of("jobs/src/test/resources/org/logscape/jobs/spec/retired/quickstart.yaml");

  private NoteFolders() {}

  /** Writes them into the folder that is named. */
  public static void main(String[] arguments) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("spark.master", "local[2]");
    properties.setProperty("spark.ui.enabled", "false");
    properties.setProperty("spark.sql.shuffle.partitions", "2");
    try (SparkSession spark = NoteSession.of(properties)) {
      write(spark, Path.of(arguments[0]));
    }
  }

  static void write(SparkSession spark, Path folder) throws IOException {
    String spec =
        Files.readString(fromHere(QUICKSTART))
            .replace("replicas: 300", "replicas: 150")
            .replace(
                "events: [separatrix, basin]", "events: [separatrix, basin], levels: [1.2, 1.4]")
            .replace("burn_in: 500, every: 10, runs_per_group: 4", "burn_in: 10")
            .replace("fit: [", "fit: [stationary-law, ");
    ExperimentDir quickstart = dir(spark, folder, "quickstart");
    SweepJob.of(
            spark,
            SpecReader.read(spec, "quickstart.yaml"),
            quickstart,
            new SweepJob.Options(Mode.FRESH, OptionalInt.of(4), 1e9))
        .run(Optional.empty());
    FitJob.of(spark, quickstart, new FitJob.Options(40)).run();
    ExperimentDir measured = dir(spark, folder, "measured");
    SyntheticTables.write(spark, measured);
    for (ExperimentDir dir : new ExperimentDir[] {measured, dir(spark, folder, "empty")}) {
      dir.freeze(quickstart.spec().orElseThrow(), quickstart.manifest().orElseThrow());
    }
  }

  private static ExperimentDir dir(SparkSession spark, Path folder, String name) {
    return ExperimentDir.of(spark, folder.resolve(name).toString());
  }

  /** The build starts in the module's folder, a script in the checkout's. */
  private static Path fromHere(Path file) {
    return Files.exists(file) ? file : Path.of("..").resolve(file);
  }
}
