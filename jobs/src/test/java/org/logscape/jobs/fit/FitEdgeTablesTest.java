package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.schemas.Table;

/** Every fit on cells of every fault, in one pass: each has a row that says what is wrong. */
@Tag("thorough")
class FitEdgeTablesTest {
  /** In 60 dimensions n is beyond n_c at every of these settings. */
  private static final String YAML =
      """
      name: edges
      seed: 5
      replicas: 40
      model: {type: double-well, dimensions: [2, 60], barrier: 2, label_noise: [0.5, 0.6, 0.7, 0.8, 0.9, 1]}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.04}
      pair: [model.label_noise]
      observe:
        escape: {events: [separatrix, basin], levels: [1.5, 2]}
        loss_histogram: {every: 1}
        snapshots: {every: 100}
      stop: {steps: 1000, after: never}
      fit: [escape-rate, escape-law, law-contest, survival, memorylessness, log-rank, competing-risks, contrast, stationary-law, tail-law]
      """;

  @TempDir static Path folder;
  private static Fits fits;
  private static Map<String, String> cells;

  @BeforeAll
  static void fit() {
    ExperimentDir dir = EdgeTables.write(folder, YAML);
    fits = Fits.of(dir);
    cells =
        dir.table(Table.CELLS).collectAsList().stream()
            .collect(
                Collectors.toMap(
                    row ->
                        place(EdgeTables.kind(row.getAs("label_noise")), row.getAs("dimensions")),
                    row -> row.getAs("cell_id")));
  }

  private static String place(EdgeTables.Kind kind, int dimensions) {
    return kind + "/" + dimensions;
  }

  private static List<Row> rows(EdgeTables.Kind kind, int dimensions, String law) {
    String cell = cells.get(place(kind, dimensions));
    return fits.rows().stream()
        .filter(row -> cell.equals(row.getAs("cell_id")) && row.getAs("law").equals(law))
        .toList();
  }

  private static String warnings(List<Row> rows) {
    return rows.stream().map(row -> row.<String>getAs("warnings")).collect(Collectors.joining("|"));
  }

  @Test
  void everyNumberIsOneAndEveryGapHasAReason() {
    for (Row row : fits.rows()) {
      for (String column : List.of("estimate", "ci_low", "ci_high", "predicted", "aic")) {
        Double value = row.getAs(column);
        assertThat(value == null || Double.isFinite(value)).as(column + " of " + row).isTrue();
      }
      if (row.getAs("estimate") == null || row.getAs("verdict").equals("too-few-events")) {
        assertThat(row.<String>getAs("warnings")).as(row.toString()).isNotEmpty();
      }
      boolean concludes = Set.of("agrees", "differs").contains(row.<String>getAs("verdict"));
      assertThat(concludes && row.getAs("estimate") == null).as(row.toString()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(EdgeTables.Kind.class)
  void everyCellHasARowOfEveryFit(EdgeTables.Kind kind) {
    for (String law :
        List.of(
            "escape-rate",
            "survival",
            "memorylessness",
            "competing-risks",
            "stationary-law",
            "tail-law",
            "law-contest")) {
      assertThat(rows(kind, 2, law)).as(law).isNotEmpty();
      assertThat(rows(kind, 60, law)).as(law + " beyond n_c").isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          SILENT; survival; no events: all 40 runs are censored
          SILENT; competing-risks; no events: all 40 runs are censored
          LONE; contrast; no events in one cell or both
          SILENT; memorylessness; no events
          SILENT; tail-law; no candidate for xmin
          SILENT; stationary-law; fewer than three bins hold counts
          LONE; escape-rate; fewer than
          LONE; memorylessness; fewer than
          LONE; tail-law; no candidate for xmin
          LONE; law-contest; fewer than 50 losses in the tail
          TIED; survival; all events at the last time
          TIED; memorylessness; fewer than
          HALVED; survival; all events at the last time
          DIVERGED; escape-rate; 40 of 40 runs diverged
          DIVERGED; stationary-law; no losses counted: all 40 runs diverged
          DIVERGED; tail-law; no losses counted: all 40 runs diverged
          DIVERGED; law-contest; no losses counted: all 40 runs diverged
          DIVERGED; competing-risks; it came first in every run
          """)
  void theReasonIsTold(EdgeTables.Kind kind, String law, String words) {
    assertThat(warnings(rows(kind, 2, law))).contains(words);
  }

  @Test
  void beyondTheCriticalNumberOfOutliersNothingIsConcludedOfARate() {
    for (EdgeTables.Kind kind : EdgeTables.Kind.values()) {
      for (Row rate : rows(kind, 60, "escape-rate")) {
        assertThat(rate.<String>getAs("verdict"))
            .isIn("outside-regime", "too-few-events", "no-prediction");
        assertThat(rate.<String>getAs("warnings")).contains("n_c");
      }
    }
  }

  @Test
  void oneEventHasARateAndItsExactInterval() {
    Row rate =
        rows(EdgeTables.Kind.LONE, 2, "escape-rate").stream()
            .filter(row -> row.getAs("parameter").equals("rate"))
            .filter(row -> row.getAs("event").equals("separatrix"))
            .findFirst()
            .orElseThrow();
    double exposure = 0.04 * (39 * 1000 + 400);
    assertThat(Fits.number(rate, "estimate") * exposure).isBetween(0.999999, 1.000001);
    // half the 2.5 % and 97.5 % points of chi-square with 2 and 4 degrees: 0.0253178, 5.571643
    assertThat(Fits.number(rate, "ci_low") * exposure).isBetween(0.02531, 0.02533);
    assertThat(Fits.number(rate, "ci_high") * exposure).isBetween(5.5716, 5.5717);
  }

  @Test
  void aSoundCellIsFittedBesideTheOthers() {
    Row shape =
        rows(EdgeTables.Kind.SOUND, 2, "survival").stream()
            .filter(row -> row.getAs("parameter").equals("weibull_shape"))
            .findFirst()
            .orElseThrow();
    // 0.78 / sqrt(37 events) is the standard error of log shape
    assertThat(Fits.number(shape, "estimate")).isBetween(Math.exp(-0.4), Math.exp(0.4));
    assertThat(rows(EdgeTables.Kind.SOUND, 2, "tail-law"))
        .anyMatch(row -> row.getAs("parameter").equals("p_value"));
  }
}
