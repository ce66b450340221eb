package org.logscape.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.build.BuildInfo;
import org.logscape.jobs.spec.Fingerprint;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.matrix.Blas;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** What produced a folder: fingerprint of the spec, versions, git commit. */
public final class Manifest {
  private static final String DATA_SHA256 = "data_sha256";
  private static final String START_SHA256 = "start_sha256";
  private static final String START_SNAPSHOTS = "start_snapshots";
  private static final String START_RUNS_WITHOUT = "start_runs_without";

  private Manifest() {}

  /**
   * The manifest of a job of {@code spec} in this JVM, as YAML.
   *
   * @param inputs what its networks learn from
   */
  public static String of(Spec spec, NetworkInputs inputs, SparkSession spark) {
    return of(spec, new RunInputs(inputs, null), spark);
  }

  /** The same with what the runs of {@code spec} need beside it. */
  static String of(Spec spec, RunInputs inputs, SparkSession spark) {
    BuildInfo build = BuildInfo.current();
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("name", spec.name());
    entries.put("fingerprint", Fingerprint.of(spec));
    entries.put("seed", spec.seed());
    entries.put("cells", spec.grid().cells());
    entries.put("runs", spec.runs());
    entries.put("logscape", build.version());
    entries.put("git_commit", build.gitCommit());
    entries.put("git_dirty", build.gitDirty());
    entries.put("spark", spark.version());
    entries.put("nd4j", build.nd4j());
    entries.put("java", System.getProperty("java.version"));
    entries.put("architecture", System.getProperty("os.arch"));
    inputs
        .networks()
        .checksum()
        .ifPresent(
            checksum -> {
              entries.put(DATA_SHA256, checksum);
              entries.put("blas_core", Blas.core());
            });
    inputs
        .start()
        .ifPresent(
            start -> {
              entries.put(START_SHA256, start.checksum());
              entries.put(START_SNAPSHOTS, start.count());
              entries.put(START_RUNS_WITHOUT, start.runsWithout());
            });
    DumpSettings style = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(style).dumpToString(entries);
  }

  /** The checksum of the data that a folder was computed with, where it was computed with any. */
  static Optional<String> dataChecksum(ExperimentDir dir) {
    return entry(dir, DATA_SHA256);
  }

  /** The checksum of the snapshots at which runs of a folder started, where they started at any. */
  static Optional<String> startChecksum(ExperimentDir dir) {
    return entry(dir, START_SHA256);
  }

  /** How many snapshots runs of a folder started at, where they started at any. */
  public static OptionalLong startSnapshots(ExperimentDir dir) {
    return number(dir, START_SNAPSHOTS);
  }

  /** Runs whose snapshots were all at other steps than the one that was asked for. */
  public static OptionalLong startRunsWithout(ExperimentDir dir) {
    return number(dir, START_RUNS_WITHOUT);
  }

  private static OptionalLong number(ExperimentDir dir, String key) {
    return entry(dir, key).stream().mapToLong(Long::parseLong).findFirst();
  }

  private static Optional<String> entry(ExperimentDir dir, String key) {
    return dir.manifest()
        .map(text -> new Load(LoadSettings.builder().build()).loadFromString(text))
        .map(entries -> ((Map<?, ?>) entries).get(key))
        .map(String::valueOf);
  }
}
