package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Reads which axes walk together: one group of paths, or a list of groups. */
final class ZipReader {
  private static final String PATH = "zip";

  private final List<Axis> axes;
  private final Faults faults;

  private ZipReader(List<Axis> axes, Faults faults) {
    this.axes = axes;
    this.faults = faults;
  }

  /** The groups; a group with a fault is left out. */
  static List<List<String>> read(Object yaml, List<Axis> axes, Faults faults) {
    return yaml == null ? List.of() : new ZipReader(axes, faults).groups(yaml);
  }

  private List<List<String>> groups(Object yaml) {
    Domain<List<String>> paths = Domain.listOf(Domain.anyText());
    Optional<List<String>> single = paths.read(yaml).value();
    Optional<List<List<String>>> several = Domain.listOf(paths).read(yaml).value();
    if (single.isEmpty() && several.isEmpty()) {
      faults.add(
          PATH,
          "is %s; must be a list of paths, or a list of such lists".formatted(Literal.shown(yaml)));
      return List.of();
    }
    List<List<String>> groups = several.orElseGet(() -> List.of(single.orElseThrow()));
    Section.twice(groups.stream().flatMap(List::stream).toList())
        .ifPresent(path -> faults.add(PATH, "has %s twice; must be once".formatted(path)));
    List<List<String>> good = new ArrayList<>();
    for (List<String> group : groups) {
      if (isGood(group)) {
        good.add(group);
      }
    }
    // Axes of one value walk together anyway.
    return good.stream().filter(group -> length(group.get(0)) > 1).toList();
  }

  private boolean isGood(List<String> group) {
    if (group.size() < 2) {
      faults.add(PATH, "has %s alone; must be at least two paths".formatted(Literal.of(group)));
      return false;
    }
    List<String> unknown = group.stream().filter(path -> length(path) == 0).toList();
    for (String path : unknown) {
      // A key with a fault is no axis; the fault is already reported.
      if (!faults.at(path)) {
        faults.add(
            PATH,
            "has %s, which has no values; must be a key of model, dynamics or stop"
                .formatted(Literal.shown(path)));
      }
    }
    if (!unknown.isEmpty()) {
      return false;
    }
    if (group.stream().mapToInt(this::length).distinct().count() > 1) {
      List<String> lengths = group.stream().map(path -> path + " has " + length(path)).toList();
      faults.add(
          PATH,
          "joins lists of different lengths (%s); must be of equal length"
              .formatted(String.join(", ", lengths)));
      return false;
    }
    return true;
  }

  /** Number of values at a path; 0 where it is no axis. */
  private int length(String path) {
    return axes.stream()
        .filter(axis -> axis.path().equals(path))
        .mapToInt(axis -> axis.values().size())
        .findFirst()
        .orElse(0);
  }
}
