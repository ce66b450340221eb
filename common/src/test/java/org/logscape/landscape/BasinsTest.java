package org.logscape.landscape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.logscape.formula.Landscape;
import org.logscape.formula.names.Names;
import org.logscape.model.BasinRegion;
import org.logscape.model.Slab;

class BasinsTest {

  /** L = (u^2 - 1)^2/2: L'' = 6 u^2 - 2 is 4 at the minimum and 2 at u = sqrt(2/3). */
  @Test
  void aRegionEndsWhereTheCurvatureIsHalf() {
    Landscape landscape = landscape("1 + (u^2 - 1)^2/2");
    List<BasinRegion> regions = Basins.of(landscape, minima(landscape, 1, -1));
    Slab right = regions.get(0).slabs().get(0);
    Slab left = regions.get(1).slabs().get(0);
    assertThat(right.low()).isCloseTo(Math.sqrt(2.0 / 3), within(1e-12));
    assertThat(left.high()).isCloseTo(-Math.sqrt(2.0 / 3), within(1e-12));
    assertThat(right.high()).isInfinite();
    assertThat(left.low()).isInfinite();
  }

  /** L = u^2 (u^2 - 1)^2 has minima at -1, 0 and 1: the middle one has a border on each side. */
  @Test
  void threeMinimaHaveRegionsThatDoNotOverlap() {
    Landscape landscape = landscape("1 + u^2*(u^2 - 1)^2");
    List<BasinRegion> regions = Basins.of(landscape, minima(landscape, -1, 0, 1));
    for (double u = -1.5; u <= 1.5; u += 0.01) {
      double[] theta = {u};
      assertThat(regions.stream().filter(region -> region.holds(theta)).count())
          .as("u = %s", u)
          .isLessThanOrEqualTo(1);
    }
    assertThat(regions)
        .satisfiesExactly(
            first -> assertThat(first.holds(new double[] {-1})).isTrue(),
            second -> {
              assertThat(second.holds(new double[] {0})).isTrue();
              // ridges at u = +-1/sqrt(3)
              assertThat(second.holds(new double[] {0.5})).isFalse();
              assertThat(second.holds(new double[] {-0.5})).isFalse();
            },
            third -> assertThat(third.holds(new double[] {1})).isTrue());
  }

  @Test
  void aLoneMinimumHasNoBorder() {
    Landscape landscape = landscape("1 + (u^2 - 1)^2/2");
    assertThatThrownBy(() -> Basins.of(landscape, minima(landscape, 1)))
        .isInstanceOf(LandscapeException.class)
        .hasMessage(
            "the basin of minimum m1 has no border: no saddle separates it from another minimum");
  }

  private static Landscape landscape(String loss) {
    return Landscape.ofLoss(Names.of(Map.of("u", 1), List.of()), Map.of(), loss);
  }

  private static Map<String, StationaryPoint> minima(Landscape landscape, double... guesses) {
    Map<String, StationaryPoint> minima = new LinkedHashMap<>();
    for (double guess : guesses) {
      String name = "m" + (minima.size() + 1);
      minima.put(name, Minima.near(landscape, new double[] {guess}, name));
    }
    return minima;
  }
}
