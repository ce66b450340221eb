package org.logscape.jobs.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.fit.escape.EscapeLaws;
import org.logscape.jobs.predict.CellFacts;
import org.logscape.jobs.predict.CellTheory;

/** The lines of the figure of rates are those of the fit. */
class PowerLawGroupTest {
  /**
   * A double well with L* = 0.5, L^s = 1, h* = 2 and one outlier, at the given T = eta h* a / B.
   */
  private static CellTheory cell(double temperature) {
    double eta = temperature / 2;
    return CellTheory.of(
        new CellFacts(
            "id",
            "double-well",
            "sgd",
            "online",
            eta,
            1,
            1,
            1,
            null,
            0.0,
            0.0,
            null,
            1000,
            10,
            1,
            2.0,
            1.0,
            "gaussian",
            null,
            0.5,
            1.0,
            2.0,
            1,
            1.0,
            1.0,
            temperature,
            temperature,
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "test",
            1L,
            null,
            null));
  }

  private static List<List<CellTheory>> lines(
      List<CellTheory> cells, Function<CellTheory, CellGroup> group) {
    return List.copyOf(CellGroup.grouped(cells, group).values());
  }

  /** 0.24 and 0.24001 are 0.240 to three digits; 1e-12 of a number is rounding. */
  @Test
  void cellsWhoseTemperaturesPrintAlikeAreNotOneLine() {
    List<CellTheory> cells = List.of(cell(0.24), cell(0.24001), cell(0.24 * (1 + 1e-12)));
    List<List<CellTheory>> drawn = lines(cells, PowerLawGroup::of);
    assertThat(drawn).containsExactly(List.of(cells.get(0), cells.get(2)), List.of(cells.get(1)));
    assertThat(drawn).isEqualTo(lines(cells, EscapeLaws::setting));
  }

  @Test
  void namesShowTheDigitsThatTellLinesApart() {
    CellGroup cold = PowerLawGroup.of(cell(0.24));
    CellGroup near = PowerLawGroup.of(cell(0.24001));
    CellGroup hot = PowerLawGroup.of(cell(0.39));
    assertThat(PowerLawGroup.names(List.of(cold, hot)))
        .isEqualTo(Map.of(cold, "T = 0.240, n = 1", hot, "T = 0.390, n = 1"));
    assertThat(PowerLawGroup.names(List.of(cold, near)))
        .isEqualTo(Map.of(cold, "T = 0.24, n = 1", near, "T = 0.24001, n = 1"));
  }
}
