package org.logscape.jobs.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContourLinesTest {
  private static final int GRID = 60;

  private interface Function {
    double of(double x, double y);
  }

  private static double[] places() {
    double[] places = new double[GRID + 1];
    for (int i = 0; i <= GRID; i++) {
      places[i] = -2 + 4.0 * i / GRID;
    }
    return places;
  }

  private static List<List<double[]>> lines(Function function, double level) {
    double[] x = places();
    double[][] values = new double[GRID + 1][GRID + 1];
    for (int i = 0; i <= GRID; i++) {
      for (int j = 0; j <= GRID; j++) {
        values[i][j] = function.of(x[i], x[j]);
      }
    }
    return ContourLines.of(x, x, values, level);
  }

  /** Linear interpolation of a parabola is off by at most h^2/4 of its value. */
  @Test
  void aCircleIsOneClosedLine() {
    List<List<double[]>> lines = lines((x, y) -> x * x + y * y, 1.1);
    assertThat(lines).hasSize(1);
    List<double[]> circle = lines.get(0);
    double spacing = 4.0 / GRID;
    for (double[] point : circle) {
      assertThat(point[0] * point[0] + point[1] * point[1])
          .isCloseTo(1.1, within(spacing * spacing / 4));
    }
    assertThat(circle.get(0)).containsExactly(circle.get(circle.size() - 1));
    assertThat(circle.size()).isGreaterThan(GRID);
  }

  /** Cassini's curve below the height of its saddle is two lines, above it one. */
  @Test
  void belowTheSaddleThereIsALineAboutEachMinimum() {
    Function wells = (x, y) -> (x * x - 1) * (x * x - 1) + y * y;
    assertThat(lines(wells, 0.5)).hasSize(2);
    assertThat(lines(wells, 1.5)).hasSize(1);
    assertThat(lines(wells, -1)).isEmpty();
  }

  /** Lines that leave the grid are open. */
  @Test
  void aStraightLineGoesFromEdgeToEdge() {
    List<List<double[]>> lines = lines((x, y) -> x, 0.01);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).hasSize(GRID + 1);
  }
}
