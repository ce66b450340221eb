package org.logscape.jobs.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.logscape.data.Checksum;
import org.logscape.jobs.build.BuildInfo;
import org.logscape.jobs.errors.DamageException;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.Identity;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.TableSchema;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What produced a folder: fingerprint of the spec, checksums of what was read, the version of
 * Logscape that began it and of each one that went on.
 *
 * @param entries by key, in the order in which they are written
 */
public record Manifest(Map<String, Object> entries) {
  /** The version of {@link Identity}, which says how cells are named; absent before version 2. */
  public static final String IDENTITY_VERSION = "identity_version";

  /** The checksum of {@link Identity}; absent in version 1. */
  public static final String IDENTITY = "identity";

  /** The checksum of the frozen spec, and that of the spec before it; absent in older folders. */
  public static final String SPEC_SHA256 = "spec_sha256";

  /** See {@link #SPEC_SHA256}: a driver that is killed may leave the one before. */
  public static final String SPEC_SHA256_BEFORE = "spec_sha256_before";

  /** The checksum of all of the spec that determines numbers. */
  public static final String FINGERPRINT = "fingerprint";

  /** The checksum of the data that networks learnt from, where there are any. */
  public static final String DATA_SHA256 = "data_sha256";

  /** The checksum of the snapshots at which runs started, where they started at any. */
  public static final String START_SHA256 = "start_sha256";

  /** Version of the contract of the tables. */
  public static final String SCHEMA = "schema";

  /** All programs that wrote to the folder, each with the first wave that it may have published. */
  public static final String WRITERS = "writers";

  /** How many snapshots runs started at. */
  public static final String START_SNAPSHOTS = "start_snapshots";

  /** Runs whose snapshots were all at other steps than the one that was asked for. */
  public static final String START_RUNS_WITHOUT = "start_runs_without";

  /**
   * That of a folder; without entries where it has none.
   *
   * @throws DamageException if it is not what was written
   */
  public static Manifest of(ExperimentDir dir) {
    return dir.manifest()
        .map(text -> new Manifest(mapping(text, dir.path())))
        .orElse(new Manifest(Map.of()));
  }

  private static Map<String, Object> mapping(String text, String path) {
    Object yaml;
    try {
      yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (YamlEngineException broken) {
      yaml = null;
    }
    if (!(yaml instanceof Map<?, ?> found)) {
      throw new DamageException(
          List.of(
              path
                  + "/_logscape/manifest.yaml: is damaged; restore it from a copy, or start a new"
                  + " folder"));
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    found.forEach((key, value) -> entries.put(String.valueOf(key), value));
    return entries;
  }

  /** One entry as text, where there is one. */
  public Optional<String> entry(String key) {
    return Optional.ofNullable(entries.get(key)).map(String::valueOf);
  }

  /** One entry as a number, where there is one. */
  public OptionalLong number(String key) {
    return entry(key).stream().mapToLong(Long::parseLong).findFirst();
  }

  /** What names the cells; folders from before there was an entry for it name them by values. */
  public Identity identity() {
    return entry(IDENTITY).map(Identity::new).orElse(Identity.ofValues());
  }

  /**
   * Makes sure that this version of Logscape knows what the tables of the folder mean.
   *
   * @param path of the folder
   * @throws UserException if a later version wrote it
   */
  public void requireReadable(String path) {
    long schema = number(SCHEMA).orElse(1);
    if (schema > TableSchema.VERSION) {
      throw UserException.of(
          "%s: its tables have schema %d, of a later version of Logscape; this one (%s) reads up to schema %d"
              .formatted(path, schema, BuildInfo.current().version(), TableSchema.VERSION));
    }
  }

  /**
   * Makes sure that a spec is the one that the tables were computed from. Changes of it that no
   * number depends on are let pass, as is any in a folder of an older version.
   *
   * @param path of the folder
   * @param text as it lies in the folder
   * @param fingerprint of the spec that the text says
   * @throws DamageException if it was changed
   */
  void requireSpec(String path, String text, String fingerprint) {
    String checksum = checksum(text);
    boolean isFrozen =
        entry(SPEC_SHA256).isEmpty()
            || Stream.of(SPEC_SHA256, SPEC_SHA256_BEFORE)
                .anyMatch(key -> entry(key).filter(checksum::equals).isPresent());
    if (!isFrozen && entry(FINGERPRINT).filter(fingerprint::equals).isEmpty()) {
      throw new DamageException(
          List.of(
              path
                  + "/_logscape/spec.yaml: was changed, so it is not what the tables were computed"
                  + " from; restore it from a copy (to extend the experiment, change a spec of your"
                  + " own and resume with it)"));
    }
  }

  /** The checksum of a spec as text. */
  public static String checksum(String spec) {
    return Checksum.of(spec.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /**
   * The manifest of a job that goes on in this one's folder. The versions at its top stay those
   * that the folder was begun with.
   *
   * @param job what is to be said of the job
   * @param writer who goes on
   * @param fromWave the number of the wave that is published next
   */
  public Manifest continued(Map<String, Object> job, Writer writer, int fromWave) {
    List<Object> writers = new ArrayList<>();
    Writer first = Writer.of(entries).orElse(writer);
    if (entries.get(WRITERS) instanceof List<?> known) {
      writers.addAll(known);
    } else {
      writers.add(first.entry(1));
    }
    if (difference(writer).isPresent()) {
      writers.add(writer.entry(fromWave));
    }
    Map<String, Object> all = new LinkedHashMap<>(job);
    all.putAll(first.versions());
    all.put(WRITERS, writers);
    return new Manifest(all);
  }

  /** What a user should know before a program goes on in this folder; empty where all is equal. */
  public Optional<String> difference(Writer writer) {
    return last().flatMap(writer::difference);
  }

  private Optional<Writer> last() {
    return entries.get(WRITERS) instanceof List<?> known
        ? Writer.of((Map<?, ?>) known.get(known.size() - 1))
        : Writer.of(entries);
  }

  /** As YAML. */
  public String text() {
    DumpSettings style = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(style).dumpToString(entries);
  }
}
