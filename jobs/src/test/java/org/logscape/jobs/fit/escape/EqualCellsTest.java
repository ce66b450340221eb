package org.logscape.jobs.fit.escape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.Event;
import org.logscape.statistics.RunBootstrap;

/** Cells are equal by their numbers to 1e-9, not by the three digits that are shown. */
class EqualCellsTest {
  private static final String SPEC =
      """
      name: equal
      replicas: 20
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: %s}
      dynamics: {type: sgd, batch_size: %s, noise_enhancement: %s, %s}
      zip: [%s]
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 1000}
      """;

  /** One point a cell, with an event of every run after as many steps as its number. */
  private static List<EscapePoint> points(String yaml) {
    Spec spec = SpecReader.read(yaml, "equal.yaml");
    List<CellTheory> cells =
        LongStream.range(0, spec.grid().cells())
            .mapToObj(cell -> CellRows.of(spec).theory(spec.grid().cell(cell)))
            .toList();
    Map<String, EventSums.Setting> settings = new HashMap<>();
    List<EventSums.End> rows = new ArrayList<>();
    for (CellTheory cell : cells) {
      String id = cell.facts().cellId();
      settings.put(id, new EventSums.Setting(cell.facts().learningRate(), cell.facts().lossMin()));
      for (long run = 1; run <= 20; run++) {
        rows.add(
            new EventSums.End(
                id + "-" + run, id, Event.SEPARATRIX, null, true, 10_000 * run, null));
      }
    }
    Map<EventSums.Key, EventSums> sums =
        EventSums.of(rows.iterator(), settings, RunBootstrap.of(1), 50);
    Watched event = Watched.separatrix();
    return cells.stream()
        .map(
            cell ->
                new EscapePoint(
                    cell,
                    event,
                    sums.get(new EventSums.Key(cell.facts().cellId(), event)),
                    0,
                    EndsAfter.SEPARATRIX))
        .toList();
  }

  /** B_eff = 5/(4 + 1) = 1 exactly; alpha = 1.9999 has 1.00012, which is shown as 1.00 too. */
  @Test
  void twinsHaveOneEffectiveBatchSize() {
    List<EscapePoint> points =
        points(
            SPEC.formatted(
                "1",
                "[1, 5, 5]",
                "[1, 2, 1.9999]",
                "learning_rate: 0.04",
                "dynamics.batch_size, dynamics.noise_enhancement"));
    List<FitRow> rows = EffectiveBatch.rows(points);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).cellId()).isEqualTo(points.get(1).theory().facts().cellId());
    assertThat(rows.get(0).group()).hasToString("B_eff=1.00");
    assertThat(rows.get(0).measured().estimate()).isEqualTo(1.0);
  }

  /** Temperatures 0.02 and 0.020001 are shown alike to three digits, and are two lines. */
  @Test
  void linesHaveOneTemperature() {
    List<EscapePoint> points =
        points(
            SPEC.formatted(
                "[1, 2, 1, 2]",
                "1",
                "1",
                "temperature: [0.02, 0.02, 0.020001, 0.020001]",
                "model.label_noise, dynamics.temperature"));
    List<EscapeLaws.LabelledLaw> laws = EscapeLaws.of(points).groups();
    assertThat(laws).hasSize(2);
    assertThat(laws)
        .extracting(law -> law.group().toString())
        .containsExactly(
            "temperature=0.02 outliers=2 sampling=online",
            "temperature=0.020001 outliers=2 sampling=online");
  }

  @Test
  void rivalsThatFitEquallyWellAreUndecided() {
    List<EscapePoint> points =
        points(
            SPEC.replace("zip: [%s]\n", "")
                .formatted("[0.5, 1, 2]", "1", "1", "learning_rate: 0.04"));
    EscapeLaws.LabelledLaw law = EscapeLaws.of(points).slopes().get(0);
    List<FitRow> rows = EscapeLawRows.contest(law, law);
    assertThat(rows)
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.verdict()).isEqualTo(Verdict.UNDECIDED);
              // equals tells 0 from -0
              assertThat(row.measured().estimate()).isEqualTo(Double.valueOf(0.0));
            });
  }
}
