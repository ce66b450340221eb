package org.logscape.jobs.fit.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.escape.EscapePoint;
import org.logscape.jobs.fit.escape.EventSums;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.SpecReader;
import org.logscape.jobs.sweep.CellRows;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.Event;
import org.logscape.statistics.RunBootstrap;

/** The metric-corrected law among the laws that contend for rates over saddles. */
class MetricCorrectedContestTest {
  private static final int RUNS = 400;
  private static final double UNIT = 1e-4;
  private static final String WELLS =
      """
      name: wells
      seed: 1
      replicas: 400
      model: {type: double-well, dimensions: 1, barrier: [1.5, 2, 3], label_noise: [8, 6]}
      dynamics: {type: sgd, batch_size: 1, temperature: 0.02}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: 4000000}
      """;

  @Test
  void ratesDrawnFromItPreferItAndRejectTheFormula() {
    List<FitRow> rows = LawContest.ofRates(drawn());
    assertThat(verdict(rows, "metric-corrected")).isEqualTo(Verdict.PREFERRED);
    assertThat(verdict(rows, "log-landscape")).isEqualTo(Verdict.REJECTED);
  }

  private static Verdict verdict(List<FitRow> rows, String law) {
    return rows.stream()
        .filter(row -> row.group().toString().contains("law=" + law))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /**
   * Wells of three shapes, whose exponents differ, so that no single power fits; exponential times
   * of 400 runs of each cell, in steps of t so small that they do not count.
   */
  private static List<EscapePoint> drawn() {
    Spec spec = SpecReader.read(WELLS, "wells.yaml");
    SplittableRandom random = new SplittableRandom(5);
    List<CellTheory> cells =
        LongStream.range(0, spec.grid().cells())
            .mapToObj(cell -> CellRows.of(spec).theory(spec.grid().cell(cell)))
            .toList();
    List<EventSums.End> rows = new ArrayList<>();
    Map<String, EventSums.Setting> settings = new HashMap<>();
    for (CellTheory cell : cells) {
      String id = cell.facts().cellId();
      double rate = cell.metricCorrectedRate(Watched.separatrix()).orElseThrow();
      settings.put(id, new EventSums.Setting(UNIT, null));
      for (int run = 0; run < RUNS; run++) {
        long step = (long) Math.ceil(-Math.log1p(-random.nextDouble()) / (rate * UNIT));
        rows.add(new EventSums.End(id + "-" + run, id, Event.SEPARATRIX, null, true, step, null));
      }
    }
    Map<EventSums.Key, EventSums> sums =
        EventSums.of(rows.iterator(), settings, RunBootstrap.of(7), 100);
    return cells.stream()
        .map(
            cell ->
                new EscapePoint(
                    cell,
                    Watched.separatrix(),
                    sums.get(new EventSums.Key(cell.facts().cellId(), Watched.separatrix())),
                    0,
                    EndsAfter.NEVER))
        .toList();
  }
}
