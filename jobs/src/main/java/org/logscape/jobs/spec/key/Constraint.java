package org.logscape.jobs.spec.key;

import java.util.List;

/**
 * Which keys of a mapping may be given together.
 *
 * @param kind how many of them
 * @param keys of one mapping
 * @param noun what the keys give, for the fault that none is given
 * @param fault where the constraint is broken; the words in use where it has none
 */
public record Constraint(Kind kind, List<Key<?>> keys, String noun, List<Fault> fault) {
  /** How many of the keys may be given. */
  public enum Kind {
    AT_MOST_ONE,
    EXACTLY_ONE,
    AT_LEAST_ONE,
    ALL_OR_NONE
  }

  public Constraint {
    keys = List.copyOf(keys);
    fault = List.copyOf(fault);
  }

  /** At most one of the keys. */
  public static Constraint atMostOne(Key<?>... keys) {
    return new Constraint(Kind.AT_MOST_ONE, List.of(keys), "", List.of());
  }

  /** Exactly one of the keys. */
  public static Constraint exactlyOne(Key<?>... keys) {
    return new Constraint(Kind.EXACTLY_ONE, List.of(keys), "", List.of());
  }

  /** At least one of the keys. */
  public static Constraint atLeastOne(Key<?>... keys) {
    return new Constraint(Kind.AT_LEAST_ONE, List.of(keys), "", List.of());
  }

  /** All of the keys, or none. */
  public static Constraint allOrNone(Key<?>... keys) {
    return new Constraint(Kind.ALL_OR_NONE, List.of(keys), "", List.of());
  }

  /** The same with a fault of its own. */
  public Constraint otherwise(String path, String problem) {
    return new Constraint(kind, keys, noun, List.of(new Fault(path, problem)));
  }

  /** The same with a noun for what the keys give. */
  public Constraint named(String what) {
    return new Constraint(kind, keys, what, fault);
  }

  void check(Section section, Faults faults) {
    List<String> given = Key.names(keys).stream().filter(section::has).toList();
    boolean holds =
        switch (kind) {
          case AT_MOST_ONE -> given.size() <= 1;
          case EXACTLY_ONE -> given.size() == 1;
          case AT_LEAST_ONE -> !given.isEmpty();
          case ALL_OR_NONE -> given.isEmpty() || given.size() == keys.size();
        };
    if (!holds) {
      Fault broken =
          fault.stream().findFirst().orElseGet(() -> new Fault(section.path(), problem(given)));
      faults.add(broken.path(), broken.problem());
    }
  }

  private String problem(List<String> given) {
    String all = String.join(", ", Key.names(keys));
    return switch (kind) {
      case AT_MOST_ONE ->
          "has %s; must have at most one of them".formatted(String.join(" and ", given));
      case EXACTLY_ONE ->
          "has %s; must have exactly one of %s"
              .formatted(given.isEmpty() ? "no " + noun : String.join(" and ", given), all);
      case AT_LEAST_ONE -> "must have at least one of " + all;
      case ALL_OR_NONE ->
          "has one of %s; must have both of them, or none"
              .formatted(String.join(" and ", Key.names(keys)));
    };
  }
}
