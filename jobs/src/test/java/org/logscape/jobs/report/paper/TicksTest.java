package org.logscape.jobs.report.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.jobs.report.figure.Axis;

class TicksTest {
  private static List<String> log(double from, double to) {
    return Ticks.of(Axis.log(""), Math.log10(from), Math.log10(to)).stream()
        .map(Ticks.Tick::label)
        .toList();
  }

  @Test
  void decadesHavePowersOfTen() {
    assertThat(log(5e-4, 20)).containsExactly("10⁻³", "10⁻²", "10⁻¹", "1", "10¹");
    assertThat(log(1e-12, 1e12)).hasSizeBetween(4, 9).contains("10⁻¹²", "1", "10⁹");
  }

  @Test
  void aDecadeHasOneTwoFive() {
    assertThat(log(0.02, 0.6)).containsExactly("0.02", "0.05", "0.1", "0.2", "0.5");
  }

  @Test
  void lessHasRoundNumbers() {
    assertThat(log(1.3, 2.6)).containsExactly("1.5", "2", "2.5");
  }

  @Test
  void aLinearAxisHasRoundNumbersAtTheirPlaces() {
    assertThat(Ticks.of(Axis.linear(""), -0.04, 1.04))
        .extracting(Ticks.Tick::label)
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(Ticks.of(Axis.linear(""), 3, 3)).hasSize(1);
  }
}
