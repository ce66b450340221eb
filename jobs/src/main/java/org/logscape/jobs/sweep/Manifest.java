package org.logscape.jobs.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.spec.Fingerprint;
import org.logscape.jobs.spec.Spec;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** What produced a folder: fingerprint of the spec, versions, git commit. */
final class Manifest {
  private static final String BUILD = "/org/logscape/jobs/build.properties";

  private Manifest() {}

  /** The manifest of a sweep of {@code spec} in this JVM, as YAML. */
  static String of(Spec spec, SparkSession spark) {
    Properties build = new Properties();
    try (InputStream in = Manifest.class.getResourceAsStream(BUILD)) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("name", spec.name());
    entries.put("fingerprint", Fingerprint.of(spec));
    entries.put("seed", spec.seed());
    entries.put("cells", spec.grid().cells());
    entries.put("runs", spec.runs());
    entries.put("logscape", build.getProperty("version"));
    entries.put("git_commit", build.getProperty("git.commit.id", "unknown"));
    entries.put("git_dirty", build.getProperty("git.dirty", "unknown"));
    entries.put("spark", spark.version());
    entries.put("nd4j", build.getProperty("nd4j"));
    entries.put("java", System.getProperty("java.version"));
    entries.put("architecture", System.getProperty("os.arch"));
    DumpSettings style = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(style).dumpToString(entries);
  }
}
