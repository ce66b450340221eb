package org.logscape.jobs.spec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.model.NetworkSpec;

/** The keys at the top of a spec, and the sections that stand there. */
public final class SpecKeys {
  public static final Key<String> NAME =
      Key.required(
              "name",
              Domain.text(
                  Pattern.compile("[A-Za-z0-9._-]+"),
                  "of letters, digits, dot, underscore, hyphen"))
          .text("name of the experiment");
  public static final Key<String> CLAIM =
      Key.optional(
              "claim", Domain.text(Pattern.compile("[\\s\\S]*\\S[\\s\\S]*"), "that is not blank"))
          .text("one sentence: what the experiment tests; no number depends on it");
  public static final Key<Long> SEED =
      Key.withDefault("seed", 1L, Domain.anyWholeNumber()).text("key of all random streams");
  public static final Key<Integer> REPLICAS =
      Key.withDefault("replicas", 100, Domain.countAtLeast(1))
          .unit("runs")
          .text("independent runs of each cell");

  /** What joins axes, for the schema and the reference page. */
  public static final String ZIP_TEXT =
      "paths of lists that walk together, or a list of such groups; other lists are multiplied";

  /** What pairs cells, for the schema and the reference page. */
  public static final String PAIR_TEXT =
      "paths of lists: cells that differ in these alone give their runs equal random numbers";

  /** The laws to be fitted. */
  public static final Key<List<Fit>> FIT = FitReader.FIT;

  /** The single keys. */
  public static final List<Key<?>> KEYS = List.of(NAME, CLAIM, SEED, REPLICAS);

  /** Names at the top of the file. */
  static final List<String> TOP =
      List.of(
          NAME.name(),
          CLAIM.name(),
          SEED.name(),
          REPLICAS.name(),
          "model",
          DataSpec.SECTION,
          "dynamics",
          "zip",
          "pair",
          "start",
          "observe",
          "stop",
          "rare",
          Until.SECTION,
          "fit");

  private SpecKeys() {}

  /** The value that an absent key of the grid counts as; empty where it counts as none. */
  static Optional<Object> neutral(String path) {
    return axes()
        .filter(key -> key.path().equals(path) && key.hasNeutral())
        .findFirst()
        .flatMap(Key::fallback);
  }

  /** Every key that may be an axis of the grid. */
  public static Stream<Key<?>> axes() {
    return Stream.of(
            Stream.<Key<?>>of(ModelSpec.TYPE, NetworkSpec.TAKE),
            Stream.of(ModelType.values()).map(ModelType::group).flatMap(SpecKeys::keys),
            keys(DynamicsSpec.GROUP),
            keys(Stop.LIMITS))
        .flatMap(keys -> keys);
  }

  private static Stream<Key<?>> keys(Group<?> group) {
    return group.keys().stream();
  }
}
