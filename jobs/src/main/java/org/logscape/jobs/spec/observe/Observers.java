package org.logscape.jobs.spec.observe;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.logscape.jobs.spec.key.Group;

/**
 * The catalogue of observers: one line each. Reading, the resolved spec, the comparison on resume,
 * the reference page and the JSON Schema all go through it, in this order; a kind that is missing
 * is an error when the class is loaded.
 */
public final class Observers {
  /** Their sections. */
  public static final List<Group<? extends ObserverSpec>> ALL =
      List.of(
          EscapeSpec.GROUP,
          LossHistogramSpec.GROUP,
          SnapshotsSpec.GROUP,
          EvaluationSpec.GROUP,
          NoiseSpec.GROUP,
          SpectrumSpec.GROUP,
          SharpnessSpec.GROUP,
          OccupancySpec.GROUP);

  static {
    Set<Class<?>> listed = ALL.stream().map(Group::type).collect(Collectors.toSet());
    Set<Class<?>> known =
        Arrays.stream(ObserverSpec.class.getPermittedSubclasses()).collect(Collectors.toSet());
    if (!listed.equals(known)) {
      throw new ExceptionInInitializerError("observers listed " + listed + ", known " + known);
    }
  }

  private Observers() {}

  /** Where a spec has an observer's settings, as in {@code observe.noise}. */
  public static String path(ObserverSpec observer) {
    return ALL.stream()
        .filter(group -> group.type() == observer.getClass())
        .findFirst()
        .orElseThrow()
        .path();
  }
}
