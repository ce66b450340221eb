package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Cells that a grid would hold twice: they would be one cell with its runs doubled. */
final class Repeats {
  private Repeats() {}

  /**
   * A fault for each axis that has a value twice, and for each zip group whose axes stand at the
   * same values twice. Silent where the zip itself has a fault, since then nobody knows what walks
   * together.
   */
  static void refuse(Grid grid, Faults faults) {
    if (faults.at("zip")) {
      return;
    }
    for (Axis axis : grid.axes()) {
      if (grid.zips().stream().noneMatch(zip -> zip.contains(axis.path()))) {
        Section.twice(axis.values())
            .ifPresent(
                value ->
                    faults.add(
                        axis.path(),
                        "has %s twice; must have each once".formatted(Literal.of(value))));
      }
    }
    for (List<String> zip : grid.zips()) {
      Optional<Object> twice = Section.twice(tuples(grid, zip));
      twice.ifPresent(
          tuple ->
              faults.add(
                  "zip",
                  "joins %s twice (%s); must join each once"
                      .formatted(Literal.of(tuple), String.join(", ", zip))));
    }
  }

  /** What the axes of a group stand at, step by step. */
  private static List<List<Object>> tuples(Grid grid, List<String> zip) {
    List<List<Object>> tuples = new ArrayList<>();
    for (Axis axis : grid.axes()) {
      if (zip.contains(axis.path())) {
        for (int i = 0; i < axis.values().size(); i++) {
          if (tuples.size() <= i) {
            tuples.add(new ArrayList<>());
          }
          tuples.get(i).add(axis.values().get(i));
        }
      }
    }
    return tuples;
  }
}
