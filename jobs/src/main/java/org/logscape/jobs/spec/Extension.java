package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.observe.Observe;

/**
 * Whether a spec continues the results of an older one: the same experiment, with more replicas, or
 * more values on its axes, or both. Runs that are there stay valid then, and the missing ones can
 * be added.
 */
public final class Extension {
  private final Spec old;
  private final Spec now;
  private final List<Fault> faults = new ArrayList<>();

  private Extension(Spec old, Spec now) {
    this.old = old;
    this.now = now;
  }

  /**
   * What keeps {@code now} from continuing the folder of {@code old}; empty where it may. Name and
   * fits may change.
   *
   * @return one fault a key: what the folder has and what the spec has
   */
  public static List<Fault> check(Spec old, Spec now) {
    Extension extension = new Extension(old, now);
    extension.compare();
    return List.copyOf(extension.faults);
  }

  private void compare() {
    same(SpecReader.SEED.path(), old.seed(), now.seed());
    if (now.replicas() < old.replicas()) {
      differ(SpecReader.REPLICAS.path(), old.replicas(), now.replicas(), "may grow, not shrink");
    }
    same(DataSpec.SECTION, meaning(old), meaning(now));
    same("start", SpecWriter.meaning(old.start()), SpecWriter.meaning(now.start()));
    sameObserver("observe.escape", Observe::escape);
    sameObserver("observe.loss_histogram", Observe::lossHistogram);
    sameObserver("observe.snapshots", Observe::snapshots);
    sameObserver("observe.evaluation", Observe::evaluation);
    sameObserver("observe.noise", Observe::noise);
    sameObserver("observe.spectrum", Observe::spectrum);
    same("pair", old.pairing().shared(), now.pairing().shared());
    if (old.until().isWanted() && !now.until().isWanted()) {
      differ(
          Until.SECTION,
          SpecWriter.text(old.until()),
          "none",
          "a width must be asked for still (until, or --until-width)");
    }
    same(Stop.AFTER.path(), old.stop().after(), now.stop().after());
    // a folder of brute force may go on to rare events, and not back
    old.rare()
        .ifPresent(
            rare ->
                same(
                    "rare",
                    SpecWriter.text(rare),
                    now.rare().map(SpecWriter::text).orElse("none")));
    independentGroups().forEach(this::compareValues);
  }

  /** Where the files lie may change; that they are the same, their checksums tell. */
  private static String meaning(Spec spec) {
    return spec.data().map(data -> SpecWriter.text(data.meaning())).orElse("none");
  }

  private void same(String path, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      differ(path, before, after, "must be equal");
    }
  }

  private void sameObserver(
      String path, Function<Observe, Optional<? extends Observe.Observation>> observer) {
    same(path, text(observer.apply(old.observe())), text(observer.apply(now.observe())));
  }

  private static String text(Optional<? extends Observe.Observation> observation) {
    return observation.map(SpecWriter::text).orElse("none");
  }

  private void differ(String path, Object before, Object after, String rule) {
    faults.add(
        new Fault(
            path,
            "the folder has %s, the spec has %s; %s"
                .formatted(Literal.of(before), Literal.of(after), rule)));
  }

  /**
   * Paths that no zip joins, in either spec, vary independently: the old grid lies within the new
   * one if it does so group by group.
   */
  private List<Set<String>> independentGroups() {
    List<Set<String>> groups = new ArrayList<>();
    Stream.of(old, now)
        .flatMap(spec -> spec.grid().axes().stream())
        .map(axis -> Set.of(axis.path()))
        .forEach(path -> join(groups, path));
    Stream.of(old, now)
        .flatMap(spec -> spec.grid().zips().stream())
        .forEach(zip -> join(groups, new LinkedHashSet<>(zip)));
    return groups;
  }

  private static void join(List<Set<String>> groups, Set<String> paths) {
    Set<String> joined = new LinkedHashSet<>();
    groups.removeIf(
        group -> {
          boolean touches = group.stream().anyMatch(paths::contains);
          if (touches) {
            joined.addAll(group);
          }
          return touches;
        });
    joined.addAll(paths);
    groups.add(joined);
  }

  private void compareValues(Set<String> group) {
    List<String> paths = List.copyOf(group);
    Set<List<Object>> kept = tuples(now, paths);
    tuples(old, paths).stream()
        .filter(tuple -> !kept.contains(tuple))
        .findFirst()
        .ifPresent(
            lost ->
                differ(
                    String.join(" and ", paths),
                    text(lost),
                    text(kept),
                    "values may be added, not taken away"));
  }

  private static Set<List<Object>> tuples(Spec spec, List<String> paths) {
    return spec.grid()
        .points(paths)
        .map(
            point ->
                paths.stream()
                    .map(path -> Objects.requireNonNullElse(point.values().get(path), "none"))
                    .toList())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String text(List<Object> tuple) {
    return tuple.size() == 1 ? Literal.of(tuple.get(0)) : Literal.of(tuple);
  }

  private static String text(Set<List<Object>> tuples) {
    int shown = 10;
    String list =
        tuples.stream().limit(shown).map(Extension::text).collect(Collectors.joining(", "));
    return tuples.size() <= shown ? list : "%s and %d more".formatted(list, tuples.size() - shown);
  }
}
