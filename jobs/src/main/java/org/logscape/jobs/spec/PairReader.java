package org.logscape.jobs.spec;

import java.util.List;
import java.util.Optional;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Reads along which axes runs share their random numbers. */
final class PairReader {
  private static final String PATH = "pair";

  private PairReader() {}

  /** The pairing; none where there is a fault. */
  static Pairing read(Section top, Grid grid, Faults faults) {
    if (!top.has(PATH)) {
      return Pairing.none();
    }
    Domain.Reading<List<String>> reading = Domain.listOf(Domain.anyText()).read(top.raw(PATH));
    if (reading.value().isEmpty()) {
      faults.add(PATH, reading.problem());
      return Pairing.none();
    }
    List<String> paths = reading.value().get();
    Section.twice(paths)
        .ifPresent(path -> faults.add(PATH, "has %s twice; must be once".formatted(path)));
    for (String path : paths) {
      if (axis(path, grid).isEmpty() && !faults.at(path)) {
        faults.add(
            PATH,
            "has %s, which has no values; must be a key of model, dynamics or stop"
                .formatted(Literal.shown(path)));
      }
    }
    if (faults.none() && paths.stream().noneMatch(path -> axis(path, grid).get().varies())) {
      faults.add(
          PATH,
          "is %s; at least one must have a list of values, else no two cells are paired"
              .formatted(Literal.of(paths)));
    }
    return faults.none() ? Pairing.of(paths, grid) : Pairing.none();
  }

  private static Optional<Axis> axis(String path, Grid grid) {
    return grid.axes().stream().filter(axis -> axis.path().equals(path)).findFirst();
  }
}
