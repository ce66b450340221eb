package org.logscape.jobs.fit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.RowRecords;
import org.logscape.jobs.fit.FitRow;
import org.logscape.jobs.fit.Rows;
import org.logscape.jobs.fit.Verdict;
import org.logscape.jobs.fit.Warning;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.schemas.Table;

/** The decoupling test and the outliers, on spectra that are known. */
class SpectraTest {
  private static final CellFacts CELL = cell(2.5, 2);

  /** A cell of which the fits need n and h* alone. */
  private static CellFacts cell(Double size, Integer outliers) {
    Object[] row = new Object[Table.CELLS.schema().columns().size()];
    row[Table.CELLS.schema().indexOf("cell_id")] = "c";
    row[Table.CELLS.schema().indexOf("model")] = "mlp";
    row[Table.CELLS.schema().indexOf("dynamics")] = "sgd";
    row[Table.CELLS.schema().indexOf("label")] = "";
    row[Table.CELLS.schema().indexOf("learning_rate")] = 0.1;
    row[Table.CELLS.schema().indexOf("batch_size")] = 1;
    row[Table.CELLS.schema().indexOf("noise_enhancement")] = 1.0;
    row[Table.CELLS.schema().indexOf("noise_factor")] = 1.0;
    row[Table.CELLS.schema().indexOf("steps_limit")] = 100L;
    row[Table.CELLS.schema().indexOf("replicas")] = 1;
    row[Table.CELLS.schema().indexOf("dimensions")] = 100;
    row[Table.CELLS.schema().indexOf("hessian_outlier")] = size;
    row[Table.CELLS.schema().indexOf("outliers")] = outliers;
    return (CellFacts) RowRecords.row(Table.CELLS, row);
  }

  private static final class Entries {
    private final List<MeasuredSpectrum.Entry> all = new ArrayList<>();

    Entries add(String run, Long step, String kind, int count, IntToDoubleFunction value) {
      for (int i = 0; i < count; i++) {
        all.add(new MeasuredSpectrum.Entry("c", run, step, kind, i, value.applyAsDouble(i), 0.2));
      }
      return this;
    }

    List<FitRow> decoupling() {
      return Decoupling.rows("c", MeasuredSpectrum.of(all));
    }

    List<FitRow> spectrum() {
      return SpectrumRows.rows(CELL, MeasuredSpectrum.of(all));
    }
  }

  private static Entries both(double factor, double power) {
    Entries entries = new Entries();
    for (int run = 0; run < 3; run++) {
      double own = 1 + 0.01 * run;
      String name = "c-" + run;
      entries
          .add(name, 500L, "decoupled-eigenvalue", 20, i -> 7.0 / (i + 1))
          .add(
              name,
              500L,
              "loss-weighted-eigenvalue",
              20,
              i -> factor * own * Math.pow(7.0 / (i + 1), power));
    }
    return entries;
  }

  @Test
  void equalSpectraAgreeRankByRank() {
    List<FitRow> rows = both(1 / 1.01, 1).decoupling();
    FitRow ratio = Rows.one(rows, Decoupling.RATIO, "step=500 ranks=10");
    assertThat(ratio.measured().estimate()).isCloseTo(Math.cbrt(1.01 * 1.02) / 1.01, within(1e-12));
    assertThat(ratio.predicted()).isEqualTo(1);
    assertThat(ratio.verdict()).isEqualTo(Verdict.AGREES);
    assertThat(ratio.support().observations()).isEqualTo(30);
    assertThat(Rows.one(rows, Decoupling.RATIO, "ranks=20").verdict()).isEqualTo(Verdict.AGREES);
    assertThat(Rows.one(rows, Decoupling.SPREAD, "ranks=10").measured().estimate())
        .isCloseTo(1, within(1e-12));
    FitRow slope = Rows.one(rows, Decoupling.SLOPE);
    assertThat(slope.measured().estimate()).isCloseTo(1, within(1e-12));
    assertThat(slope.verdict()).isEqualTo(Verdict.AGREES);
    assertThat(Rows.one(rows, Decoupling.LOG_CORRELATION).measured().estimate())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void anotherSizeOrShapeDiffers() {
    List<FitRow> rows = both(2, 1.2).decoupling();
    assertThat(Rows.one(rows, Decoupling.SLOPE).measured().estimate())
        .isCloseTo(1.2, within(1e-12));
    assertThat(Rows.one(rows, Decoupling.SLOPE).verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(Rows.one(rows, Decoupling.RATIO, "ranks=10").verdict()).isEqualTo(Verdict.DIFFERS);
  }

  /** ln ratio is +- ln 1.3 in turn over ten ranks: mean 0, deviation ln 1.3 sqrt(10/9). */
  @Test
  void theSpreadIsThatOverRanks() {
    List<FitRow> rows =
        new Entries()
            .add("c-0", 0L, "decoupled-eigenvalue", 10, i -> 1.0 / (i + 1))
            .add(
                "c-0",
                0L,
                "loss-weighted-eigenvalue",
                10,
                i -> (i % 2 == 0 ? 1.3 : 1 / 1.3) / (i + 1))
            .decoupling();
    FitRow ratio = Rows.one(rows, Decoupling.RATIO);
    assertThat(ratio.measured().estimate()).isCloseTo(1, within(1e-12));
    assertThat(ratio.verdict()).isEqualTo(Verdict.TOO_FEW_EVENTS);
    assertThat(ratio.warnings())
        .extracting(Warning::text)
        .containsExactly("one spectrum: no interval over runs");
    assertThat(Rows.one(rows, Decoupling.SPREAD).measured().estimate())
        .isCloseTo(Math.pow(1.3, Math.sqrt(10.0 / 9)), within(1e-12));
  }

  @Test
  void ranksEndWhereAnEigenvalueIsZero() {
    List<FitRow> rows =
        new Entries()
            .add("c-0", 0L, "decoupled-eigenvalue", 10, i -> i < 2 ? 1.0 / (i + 1) : 0)
            .add("c-0", 0L, "loss-weighted-eigenvalue", 10, i -> 1.0 / (i + 1))
            .decoupling();
    assertThat(Rows.one(rows, Decoupling.RATIO).group().toString()).isEqualTo("step=0 ranks=2");
    assertThat(Rows.one(rows, Decoupling.SLOPE).warnings())
        .extracting(Warning::text)
        .containsExactly("fewer than 3 ranks");
    FitRow nothing =
        Rows.one(
            new Entries()
                .add("c-0", 0L, "loss-weighted-eigenvalue", 10, i -> 0)
                .add("c-0", 0L, "decoupled-eigenvalue", 10, i -> 0)
                .decoupling(),
            Decoupling.RATIO);
    assertThat(nothing.measured().estimate()).isNull();
    assertThat(nothing.warnings())
        .extracting(Warning::text)
        .containsExactly("no rank has a positive eigenvalue in both spectra");
    assertThat(new Entries().add(null, null, "eigenvalue", 3, i -> 3 - i).decoupling()).isEmpty();
  }

  @Test
  void outliersOfTheMinimumAreThoseOfTheRule() {
    List<FitRow> rows =
        new Entries()
            .add(null, null, "eigenvalue", 8, i -> i < 3 ? 4 - i : 0.3 / i)
            .add(null, null, "trace", 1, i -> 12)
            .spectrum();
    assertThat(rows)
        .allMatch(row -> row.group().toString().equals("minimum") && row.predicted() == null);
    assertThat(Rows.one(rows, SpectrumRows.OUTLIERS).measured().estimate()).isEqualTo(3);
    assertThat(Rows.one(rows, SpectrumRows.OUTLIERS).warnings()).isEmpty();
    assertThat(Rows.one(rows, SpectrumRows.SIZE).measured().estimate()).isEqualTo(3);
    assertThat(Rows.one(rows, SpectrumRows.RATIO).measured().estimate())
        .isCloseTo(20, within(1e-12));
    assertThat(Rows.one(rows, SpectrumRows.SHARE).measured().estimate())
        .isCloseTo(9.0 / 12, within(1e-12));
    FitRow trace = Rows.one(rows, SpectrumRows.TRACE);
    assertThat(trace.measured().high()).isCloseTo(12 + 1.96 * 0.2, within(1e-5));
    assertThat(rows).allMatch(row -> row.verdict() == Verdict.NO_PREDICTION);
  }

  @Tag("thorough")
  @Test
  void alongRunsTheMinimumsNumbersStandAsPredicted() {
    Entries entries = new Entries();
    for (int run = 0; run < 3; run++) {
      double own = 0.1 * (run - 1);
      entries.add("c-" + run, 700L, "eigenvalue", 6, i -> i < 2 ? 2.5 + own : 0.1 / i);
    }
    List<FitRow> rows = entries.spectrum();
    FitRow size = Rows.one(rows, SpectrumRows.SIZE, "step=700");
    assertThat(size.predicted()).isEqualTo(2.5);
    assertThat(size.measured().estimate()).isCloseTo(2.5, within(1e-12));
    assertThat(size.verdict()).isEqualTo(Verdict.AGREES);
    FitRow count = Rows.one(rows, SpectrumRows.OUTLIERS, "step=700");
    assertThat(count.predicted()).isEqualTo(2);
    assertThat(count.verdict()).isEqualTo(Verdict.AGREES);
  }

  @Test
  void aCellWithoutAMinimumHasNoPrediction() {
    List<FitRow> rows =
        SpectrumRows.rows(
            cell(null, null),
            MeasuredSpectrum.of(
                new Entries().add("c-0", 7L, "eigenvalue", 6, i -> i < 2 ? 2 : 0.1 / i).all));
    assertThat(rows)
        .isNotEmpty()
        .allMatch(row -> row.predicted() == null && row.verdict() == Verdict.NO_PREDICTION);
  }

  @Test
  void whatIsNoCutIsSaidToBeNone() {
    List<FitRow> rows =
        new Entries().add(null, null, "eigenvalue", 30, i -> Math.pow(1.1, -i)).spectrum();
    assertThat(Rows.one(rows, SpectrumRows.OUTLIERS).warnings())
        .extracting(Warning::text)
        .hasSizeGreaterThanOrEqualTo(1)
        .first()
        .isEqualTo(
            "no clear cut between outliers and bulk in this spectrum: neighbours' largest ratio is"
                + " 1.10");
    assertThat(
            Rows.one(
                    new Entries().add(null, null, "eigenvalue", 3, i -> i < 2 ? 5 : 1).spectrum(),
                    SpectrumRows.OUTLIERS)
                .warnings())
        .extracting(Warning::text)
        .containsExactly("the cut is at the last eigenvalue computed: there may be more outliers");
    assertThat(
            Rows.one(
                    new Entries().add(null, null, "eigenvalue", 3, i -> -1 - i).spectrum(),
                    SpectrumRows.OUTLIERS)
                .warnings())
        .extracting(Warning::text)
        .containsExactly("fewer than two eigenvalues, or the largest is not positive");
  }
}
