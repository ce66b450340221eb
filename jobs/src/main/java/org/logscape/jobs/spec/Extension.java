package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.Literal;

/**
 * Whether a spec continues the results of an older one: the same experiment, with more replicas,
 * more values on its axes, or a higher step limit. Runs that are there stay valid then, and the
 * missing ones can be added.
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
   * What keeps {@code now} from continuing the folder of {@code old}; empty where it may. Name,
   * claim and fits may change.
   *
   * @return one fault a key: what the folder has and what the spec has
   */
  public static List<Fault> check(Spec old, Spec now) {
    RaisedLimit then = RaisedLimit.of(old.grid());
    RaisedLimit here = RaisedLimit.of(now.grid());
    Extension extension = new Extension(old.on(then.named()), now.on(here.named()));
    if (then.isRaised() && !here.isRaised()) {
      extension.differ(then.path(), then.text(), here.text(), "may grow, not shrink");
    }
    extension.compare();
    return List.copyOf(extension.faults);
  }

  /**
   * What {@code spec} is in the folder of {@code old}: the same, but for a higher step limit. Cells
   * keep the names that they have in the folder. Under a higher limit they also keep the random
   * numbers that they had under the limit that the folder was begun with, and runs that its limit
   * ended go on.
   */
  public static Spec continued(Spec old, Spec spec) {
    Spec now = spec.identified(old.grid().identity());
    boolean isPlain =
        Stream.of(old, now).noneMatch(s -> s.rare().isPresent() || s.until().isWanted());
    return isPlain ? now.on(RaisedLimit.of(old.grid()).raisedTo(now.grid())) : now;
  }

  private void compare() {
    Part.ALL.forEach(this::compare);
  }

  private void compare(Part part) {
    Object before = part.shown().apply(old);
    Object after = part.shown().apply(now);
    switch (part.change()) {
      case FREE -> {
        // No number depends on it.
      }
      case EQUAL -> same(part.path(), before, after);
      case ADDED -> {
        if (!part.identity().apply(old).isEmpty()) {
          same(part.path(), before, after);
        }
      }
      case KEPT -> {
        if (!part.identity().apply(old).isEmpty() && part.identity().apply(now).isEmpty()) {
          differ(
              part.path(),
              before,
              after,
              "a width must be asked for still (until, or --until-width)");
        }
      }
      case GROWS -> {
        if (((Number) after).longValue() < ((Number) before).longValue()) {
          differ(part.path(), before, after, "may grow, not shrink");
        }
      }
      case AXES -> independentGroups().forEach(this::compareValues);
    }
  }

  private void same(String path, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      differ(path, before, after, "must be equal");
    }
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
                    .map(
                        path ->
                            Optional.ofNullable(point.values().get(path))
                                .or(() -> SpecKeys.neutral(path))
                                .orElse("none"))
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
