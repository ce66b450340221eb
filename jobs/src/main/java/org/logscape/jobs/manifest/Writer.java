package org.logscape.jobs.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.build.BuildInfo;
import org.logscape.matrix.Blas;

/**
 * A program that wrote to a folder, and the machine that it ran on.
 *
 * @param versions by key, as in the manifest: {@code logscape}, {@code git_commit}, {@code java}
 *     and so on
 */
public record Writer(Map<String, String> versions) {
  private static final String LOGSCAPE = "logscape";
  private static final String COMMIT = "git_commit";
  private static final String DIRTY = "git_dirty";
  private static final String SPARK = "spark";
  private static final String ND4J = "nd4j";
  private static final String JAVA = "java";
  private static final String ARCHITECTURE = "architecture";
  private static final String BLAS = "blas_core";
  private static final List<String> KEYS =
      List.of(LOGSCAPE, COMMIT, DIRTY, SPARK, ND4J, JAVA, ARCHITECTURE, BLAS);

  /** On these the last digits of runs depend; ND4J matters to networks alone, as BLAS does. */
  private static final Set<String> OF_NUMBERS = Set.of(ARCHITECTURE, BLAS);

  /** The first wave that a writer may have published, beside its versions in the manifest. */
  static final String FROM_WAVE = "from_wave";

  /** This JVM, for a spec without networks. */
  public static Writer ofLandscapes(String spark) {
    BuildInfo build = BuildInfo.current();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put(LOGSCAPE, build.version());
    versions.put(COMMIT, build.gitCommit());
    versions.put(DIRTY, build.gitDirty());
    versions.put(SPARK, spark);
    versions.put(ND4J, build.nd4j());
    versions.put(JAVA, System.getProperty("java.version"));
    versions.put(ARCHITECTURE, System.getProperty("os.arch"));
    return new Writer(versions);
  }

  /** This JVM, for a spec of networks, whose numbers depend on the matrix library too. */
  public static Writer ofNetworks(String spark) {
    Map<String, String> versions = new LinkedHashMap<>(ofLandscapes(spark).versions());
    versions.put(BLAS, Blas.core());
    return new Writer(versions);
  }

  /** The versions among some entries of a manifest; empty where it has none. */
  static Optional<Writer> of(Map<?, ?> entries) {
    Map<String, String> versions = new LinkedHashMap<>();
    KEYS.stream()
        .filter(key -> entries.get(key) != null)
        .forEach(key -> versions.put(key, String.valueOf(entries.get(key))));
    return versions.isEmpty() ? Optional.empty() : Optional.of(new Writer(versions));
  }

  /** The entry of a writer in the list of all. */
  Map<String, Object> entry(int fromWave) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put(FROM_WAVE, fromWave);
    entry.putAll(versions);
    return entry;
  }

  /** What a user should know before runs of this writer come to those of an earlier one. */
  Optional<String> difference(Writer earlier) {
    List<String> keys =
        KEYS.stream()
            .filter(key -> Stream.of(this, earlier).allMatch(w -> w.versions.containsKey(key)))
            .filter(key -> !Objects.equals(versions.get(key), earlier.versions.get(key)))
            .toList();
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    String sentence =
        "was last written with %s, now with %s".formatted(earlier.text(keys), text(keys));
    return Optional.of(
        keys.stream().anyMatch(this::isOfNumbers)
            ? sentence + "; the last digits of new runs may differ from what they would have been"
            : sentence);
  }

  private boolean isOfNumbers(String key) {
    return OF_NUMBERS.contains(key) || (key.equals(ND4J) && versions.containsKey(BLAS));
  }

  private String text(List<String> keys) {
    return keys.stream()
        .map(key -> key + " " + versions.get(key))
        .collect(Collectors.joining(", "));
  }
}
