package org.logscape.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.BuildInfo;
import org.logscape.jobs.spec.Fingerprint;
import org.logscape.jobs.spec.Spec;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** What produced a folder: fingerprint of the spec, versions, git commit. */
public final class Manifest {
  private Manifest() {}

  /** The manifest of a sweep of {@code spec} in this JVM, as YAML. */
  public static String of(Spec spec, SparkSession spark) {
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
    DumpSettings style = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(style).dumpToString(entries);
  }
}
