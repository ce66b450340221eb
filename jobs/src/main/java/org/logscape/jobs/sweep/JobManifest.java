package org.logscape.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.manifest.Manifest;
import org.logscape.jobs.manifest.Writer;
import org.logscape.jobs.spec.Fingerprint;
import org.logscape.jobs.spec.Identity;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecWriter;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.TableSchema;

/**
 * Freezes what a job does in its folder: the spec, and the manifest with the fingerprint of the
 * spec, checksums of what the job reads, and all programs that wrote to the folder, this one the
 * last.
 */
public final class JobManifest {
  private JobManifest() {}

  /**
   * Freezes a job of {@code spec} in this JVM. If another version wrote to the folder before, or
   * one that kept no checksum of the spec, it says so on standard error.
   *
   * @param dir where it writes; the writers that its manifest names are kept
   * @param inputs what its networks learn from
   */
  public static void freeze(
      ExperimentDir dir, Spec spec, NetworkInputs inputs, SparkSession spark) {
    freeze(dir, spec, new RunInputs(inputs, null), spark);
  }

  /** The same with what the runs of {@code spec} need beside it. */
  static void freeze(ExperimentDir dir, Spec spec, RunInputs inputs, SparkSession spark) {
    boolean isOfNetworks = inputs.networks().checksum().isPresent();
    Writer writer =
        isOfNetworks ? Writer.ofNetworks(spark.version()) : Writer.ofLandscapes(spark.version());
    Manifest before = Manifest.of(dir);
    before
        .difference(writer)
        .ifPresent(line -> System.err.printf("logscape: %s: %s%n", dir.path(), line));
    if (dir.spec().isPresent() && before.entry(Manifest.SPEC_SHA256).isEmpty()) {
      System.err.printf(
          "logscape: %s: an older version wrote it; the checksum of its spec is kept from now on%n",
          dir.path());
    }
    String text = SpecWriter.write(spec);
    Map<String, Object> entries = entries(spec, inputs);
    entries.put(Manifest.SPEC_SHA256, Manifest.checksum(text));
    dir.spec()
        .map(Manifest::checksum)
        .ifPresent(old -> entries.put(Manifest.SPEC_SHA256_BEFORE, old));
    dir.freeze(text, before.continued(entries, writer, dir.nextWave()).text());
  }

  private static Map<String, Object> entries(Spec spec, RunInputs inputs) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("name", spec.name());
    entries.put(Manifest.FINGERPRINT, Fingerprint.of(spec));
    Identity identity = spec.grid().identity();
    entries.put(Manifest.IDENTITY_VERSION, identity.version());
    if (identity.version() > 1) {
      entries.put(Manifest.IDENTITY, identity.checksum());
    }
    entries.put("seed", spec.seed());
    entries.put("cells", spec.grid().cells());
    entries.put("runs", spec.runs());
    entries.put(Manifest.SCHEMA, TableSchema.VERSION);
    inputs.networks().checksum().ifPresent(checksum -> entries.put(Manifest.DATA_SHA256, checksum));
    inputs
        .start()
        .ifPresent(
            start -> {
              entries.put(Manifest.START_SHA256, start.checksum());
              entries.put(Manifest.START_SNAPSHOTS, start.count());
              entries.put(Manifest.START_RUNS_WITHOUT, start.runsWithout());
            });
    return entries;
  }
}
