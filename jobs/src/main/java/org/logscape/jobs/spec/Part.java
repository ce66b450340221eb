package org.logscape.jobs.spec;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.observe.ObserverSpec;
import org.logscape.jobs.spec.observe.Observers;
import org.logscape.jobs.spec.rare.Rare;

/**
 * One part of a spec: what of it the numbers of runs depend on, and how it may change when a folder
 * is resumed. Every component of {@link Spec} has its parts, and every observer has one; what is
 * missing is an error when the class is loaded.
 *
 * @param path in the file
 * @param component of {@link Spec}
 * @param identity settings by path that the fingerprint of a spec is made of
 * @param shown the part as a fault shows it
 * @param change what is allowed on resume
 */
record Part(
    String path,
    String component,
    Function<Spec, Map<String, Object>> identity,
    Function<Spec, Object> shown,
    Change change) {
  private static final String NONE = "none";

  /** What a resumed folder allows. */
  enum Change {
    /** Any: no number depends on it. */
    FREE,
    /** None. */
    EQUAL,
    /** It may be added, and then must stay. */
    ADDED,
    /** It may be added and changed, but not taken away. */
    KEPT,
    /** A number that may grow. */
    GROWS,
    /** Axes, whose values may be added to. */
    AXES
  }

  /** All parts, in the order in which faults are listed. */
  static final List<Part> ALL =
      Stream.of(
              Stream.of(
                  free(SpecKeys.NAME, "name"),
                  free(SpecKeys.CLAIM, "claimOrNull"),
                  of(SpecKeys.SEED, "seed", Spec::seed, Change.EQUAL),
                  of(SpecKeys.REPLICAS, "replicas", Spec::replicas, Change.GROWS),
                  new Part(
                      DataSpec.SECTION,
                      "dataOrNull",
                      spec -> spec.data().map(DataSpec::meaning).orElse(Map.of()),
                      spec -> spec.data().map(data -> text(data.meaning())).orElse(NONE),
                      Change.EQUAL),
                  new Part(
                      "start",
                      "start",
                      spec -> spec.start().meaning(),
                      spec -> SpecWriter.meaning(spec.start()),
                      Change.EQUAL)),
              Observers.ALL.stream().map(Part::of),
              Stream.of(
                  new Part(
                      "pair",
                      "pairing",
                      spec ->
                          spec.pairing().isEmpty()
                              ? Map.of()
                              : Map.of("pair", spec.pairing().paths().stream().sorted().toList()),
                      spec -> spec.pairing().shared(),
                      Change.EQUAL),
                  new Part(
                      Until.SECTION,
                      "until",
                      spec -> spec.until().values(),
                      spec -> spec.until().isWanted() ? text(spec.until().values()) : NONE,
                      Change.KEPT),
                  of(Stop.AFTER, "stop", spec -> spec.stop().after(), Change.EQUAL),
                  new Part(
                      "stop",
                      "stop",
                      spec -> spec.stop().convergenceValues(),
                      spec ->
                          spec.stop().convergedAt().isPresent()
                              ? text(spec.stop().convergenceValues())
                              : NONE,
                      Change.EQUAL),
                  new Part(
                      Rare.GROUP.path(),
                      "rareOrNull",
                      spec -> spec.rare().map(Rare::values).orElse(Map.of()),
                      spec -> spec.rare().map(rare -> text(rare.values())).orElse(NONE),
                      Change.ADDED),
                  new Part("grid", "grid", Part::axes, spec -> NONE, Change.AXES),
                  new Part("fit", "fits", spec -> Map.of(), spec -> NONE, Change.FREE)))
          .flatMap(parts -> parts)
          .toList();

  static {
    Set<String> listed = ALL.stream().map(Part::component).collect(Collectors.toSet());
    Set<String> known =
        Arrays.stream(Spec.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());
    if (!listed.equals(known)) {
      throw new ExceptionInInitializerError("parts of " + listed + ", a spec has " + known);
    }
  }

  /** What of a spec may never change in a folder, by path. */
  static Map<String, Object> fixed(Spec spec) {
    Map<String, Object> values = new TreeMap<>();
    ALL.stream()
        .filter(part -> part.change() == Change.EQUAL)
        .forEach(part -> values.putAll(part.identity().apply(spec)));
    return values;
  }

  private static Part free(Key<?> key, String component) {
    return new Part(key.path(), component, spec -> Map.of(), spec -> NONE, Change.FREE);
  }

  private static <T> Part of(Key<T> key, String component, Function<Spec, T> value, Change change) {
    return new Part(
        key.path(), component, spec -> Map.of(key.path(), value.apply(spec)), value::apply, change);
  }

  private static Part of(Group<? extends ObserverSpec> kind) {
    return new Part(
        kind.path(),
        "observe",
        spec -> observation(spec, kind).map(ObserverSpec::values).orElse(Map.of()),
        spec -> observation(spec, kind).map(found -> text(found.values())).orElse(NONE),
        Change.EQUAL);
  }

  private static Optional<? extends ObserverSpec> observation(
      Spec spec, Group<? extends ObserverSpec> kind) {
    return spec.observe().find(kind.type());
  }

  private static Map<String, Object> axes(Spec spec) {
    Map<String, Object> values = new TreeMap<>();
    for (Axis axis : spec.grid().axes()) {
      values.put(axis.path(), axis.values());
    }
    values.put(
        "zip",
        spec.grid().zips().stream()
            .map(zip -> zip.stream().sorted().toList())
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList());
    return values;
  }

  private static String text(Map<String, Object> values) {
    return SpecWriter.text(values);
  }
}
