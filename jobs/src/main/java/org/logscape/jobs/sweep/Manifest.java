package org.logscape.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.BuildInfo;
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

  private Manifest() {}

  /**
   * The manifest of a job of {@code spec} in this JVM, as YAML.
   *
   * @param inputs what its networks learn from
   */
  public static String of(Spec spec, NetworkInputs inputs, SparkSession spark) {
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
        .checksum()
        .ifPresent(
            checksum -> {
              entries.put(DATA_SHA256, checksum);
              entries.put("blas_core", Blas.core());
            });
    DumpSettings style = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(style).dumpToString(entries);
  }

  /** The checksum of the data that a folder was computed with, where it was computed with any. */
  static Optional<String> dataChecksum(ExperimentDir dir) {
    return dir.manifest()
        .map(text -> new Load(LoadSettings.builder().build()).loadFromString(text))
        .map(entries -> ((Map<?, ?>) entries).get(DATA_SHA256))
        .map(String::valueOf);
  }
}
