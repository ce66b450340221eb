package org.logscape.jobs.fit.escape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.fit.WarningCode;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.Event;
import org.logscape.statistics.RunBootstrap;

/**
 * Of 24 runs 23 start beyond the first level, so that about a third of the resamplings, (23/24)^24,
 * have events there and no time at risk.
 */
class StartsBeyondTest {
  private static final String SPEC =
      """
      name: beyond
      replicas: 24
      model: {type: linear-regression, dimensions: 2, label_noise: 1, samples: 50}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      start: {random: {scale: 0.5}}
      observe: {escape: {levels: [1.2, 1.5, 2]}}
      stop: {steps: 1000}
      """;

  private static List<EscapePoint> points() {
    Spec spec = SpecReader.read(SPEC, "beyond.yaml");
    CellTheory cell = CellRows.of(spec).theory(spec.grid().cell(0));
    String id = cell.facts().cellId();
    List<EventSums.End> rows = new ArrayList<>();
    for (int run = 0; run < 24; run++) {
      rows.add(level(id, run, 1.2, run == 0 ? 10L : 0L));
      rows.add(level(id, run, 1.5, 20L + run));
      rows.add(level(id, run, 2.0, 200L + 3L * run));
    }
    Map<EventSums.Key, EventSums> sums =
        EventSums.of(
            rows.iterator(),
            Map.of(id, new EventSums.Setting(cell.facts().learningRate(), cell.facts().lossMin())),
            RunBootstrap.of(1),
            200);
    return Stream.of(1.2, 1.5, 2.0)
        .map(level -> Watched.level(level))
        .map(
            event ->
                new EscapePoint(
                    cell, event, sums.get(new EventSums.Key(id, event)), 0, EndsAfter.NEVER))
        .toList();
  }

  private static EventSums.End level(String cell, int run, double level, long step) {
    return new EventSums.End(cell + "-" + run, cell, Event.LEVEL, level, true, step, null);
  }

  @Test
  void resamplingsWithoutTimeAtRiskAreFittedToTheOtherLevels() {
    List<EscapePoint> points = points();
    EventSums first = points.get(0).sums();
    long atNoRisk = 0;
    for (int r = 0; r < first.replicates(); r++) {
      atNoRisk += first.replicateExposure(r) == 0 && first.replicateEvents(r) > 0 ? 1 : 0;
    }
    assertThat(atNoRisk).isPositive();
    EscapeLaws.LabelledLaw law = EscapeLaws.of(points).levels().get(0);
    assertThat(law.fit().fit()).isPresent();
    assertThat(law.fit().replicates()).hasSize(200).allMatch(fit -> fit.isPresent());
    assertThat(EscapeLawRows.warnings(law))
        .extracting(Warning::code)
        .contains(WarningCode.STARTS_BEYOND);
  }

  @Test
  void aLevelWithoutTimeAtRiskHasNoLocalExponentAndSaysSo() {
    List<EscapePoint> points = points();
    EscapePoint none =
        new EscapePoint(
            points.get(0).theory(),
            points.get(0).watched(),
            EventSums.of(
                    Stream.of(level(points.get(0).theory().facts().cellId(), 1, 1.2, 0L))
                        .iterator(),
                    Map.of(
                        points.get(0).theory().facts().cellId(), new EventSums.Setting(0.04, 0.5)),
                    RunBootstrap.of(1),
                    200)
                .values()
                .iterator()
                .next(),
            0,
            EndsAfter.NEVER);
    List<FitRow> rows = LevelSlopes.rows(List.of(none, points.get(1)));
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.measured().estimate()).isNull();
              assertThat(row.warnings())
                  .extracting(Warning::code)
                  .contains(WarningCode.NO_TIME_AT_RISK);
            });
  }
}
