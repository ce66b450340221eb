package org.logscape.jobs.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.dynamics.ScheduleKinds;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.text.Numbers;

/** The learning rates of cells whose rate changes with the step, as lines for a terminal. */
final class ScheduleText {
  private static final int QUARTERS = 4;

  private ScheduleText() {}

  /** A line for each different schedule and rate; none where all rates are constant. */
  static List<String> lines(List<CellSpec> cells) {
    Set<String> lines = new LinkedHashSet<>();
    cells.stream()
        .filter(cell -> !cell.dynamics().schedule().isConstant())
        .forEach(cell -> lines.add(line(cell)));
    return new ArrayList<>(lines);
  }

  private static String line(CellSpec cell) {
    String rates =
        LongStream.rangeClosed(0, QUARTERS)
            .map(quarter -> cell.steps() / QUARTERS * quarter)
            .distinct()
            .mapToObj(
                step ->
                    "%s at step %,d"
                        .formatted(Numbers.brief(cell.dynamics().sgd().learningRateAt(step)), step))
            .collect(Collectors.joining(", "));
    return "learning rate by %s: %s"
        .formatted(Literal.of(ScheduleKinds.ALL.written(cell.dynamics().schedule())), rates);
  }
}
