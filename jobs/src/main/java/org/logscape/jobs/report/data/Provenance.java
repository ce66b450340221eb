package org.logscape.jobs.report.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.manifest.Manifest;
import org.logscape.jobs.spec.SpecKeys;
import org.logscape.jobs.store.ExperimentDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The frozen spec and the manifest of a folder. Any text in it may come from a user.
 *
 * @param path the folder
 * @param spec the resolved spec, YAML
 * @param entries the manifest's entries in their order
 */
public record Provenance(String path, String spec, Map<String, String> entries) {
  /** Reads the folder's spec and manifest. */
  static Provenance of(ExperimentDir dir) {
    Map<String, String> entries = new LinkedHashMap<>();
    Manifest.of(dir).entries().forEach((key, value) -> entries.put(key, String.valueOf(value)));
    return new Provenance(dir.path(), dir.spec().orElse(""), entries);
  }

  /** The claim that the experiment tests; empty if its spec has none. */
  public String claim() {
    Object keys = new Load(LoadSettings.builder().build()).loadFromString(spec);
    return keys instanceof Map<?, ?> map && map.get(SpecKeys.CLAIM.path()) instanceof String claim
        ? claim
        : "";
  }

  /** The name of the spec. */
  public String name() {
    return entry("name");
  }

  /** An entry of the manifest; {@code unknown} if it has none. */
  public String entry(String key) {
    return entries.getOrDefault(key, "unknown");
  }

  /** The commands that give the same tables again. */
  public List<String> commands() {
    List<String> lines = new ArrayList<>();
    String commit = entry("git_commit");
    if (!commit.equals("unknown")) {
      lines.add("git checkout " + commit);
      if (entry("git_dirty").equals("true")) {
        lines.add("# the program had changes beyond that commit");
      }
    }
    lines.add("submit/logscape run spec.yaml --out out/again");
    return lines;
  }
}
