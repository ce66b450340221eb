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
import org.logscape.model.Passage;

/**
 * A surface whose path bends: three minima and two saddles, as K. Mueller and L. Brown (Theor.
 * Chim. Acta 53 (1979) 75) tabulate them.
 */
class LandscapeTest {
  private static final double[] LEFT = {-0.558, 1.442};
  private static final double[] MIDDLE = {-0.050, 0.467};
  private static final double[] RIGHT = {0.623, 0.028};
  private static final double[] HIGH_SADDLE = {-0.822, 0.624};
  private static final double[] LOW_SADDLE = {0.212, 0.293};
  private static final Landscape SURFACE = surface();

  private static Landscape surface() {
    Map<String, Integer> parameters = new LinkedHashMap<>();
    parameters.put("x", 1);
    parameters.put("y", 1);
    return Landscape.ofLoss(
        Names.of(parameters, List.of()),
        Map.of(),
        "200 - 200*exp(-(x - 1)^2 - 10*y^2) - 100*exp(-x^2 - 10*(y - 0.5)^2)"
            + " - 170*exp(-6.5*(x + 0.5)^2 + 11*(x + 0.5)*(y - 1.5) - 6.5*(y - 1.5)^2)"
            + " + 15*exp(0.7*(x + 1)^2 + 0.6*(x + 1)*(y - 1) + 0.7*(y - 1)^2)");
  }

  @Test
  void minimaAreThoseOfTheTable() {
    for (double[] expected : List.of(LEFT, MIDDLE, RIGHT)) {
      StationaryPoint point = Minima.near(SURFACE, expected, "one");
      assertThat(point.position()).containsExactly(expected, within(1e-3));
      assertThat(point.index()).isZero();
      assertThat(Geometry.norm(SURFACE.gradient(point.position()))).isLessThan(1e-11);
    }
    assertThat(Minima.search(SURFACE)).hasSize(3);
  }

  @Test
  void theStringFindsTheSaddles() {
    assertSaddle(LEFT, MIDDLE, HIGH_SADDLE);
    assertSaddle(MIDDLE, RIGHT, LOW_SADDLE);
    assertSaddle(RIGHT, MIDDLE, LOW_SADDLE);
  }

  private static void assertSaddle(double[] from, double[] to, double[] expected) {
    StationaryPoint saddle = StringMethod.saddle(SURFACE, at(from), at(to));
    assertThat(saddle.position()).containsExactly(expected, within(1e-3));
    assertThat(saddle.index()).isEqualTo(1);
    assertThat(Geometry.norm(SURFACE.gradient(saddle.position()))).isLessThan(1e-11);
  }

  @Test
  void theExitIsTheLowestSaddle() {
    Wells wells = Wells.of(SURFACE, at(MIDDLE), List.of(at(LEFT), at(RIGHT)));
    assertThat(wells.exit().orElseThrow().other().position()).containsExactly(RIGHT, within(1e-3));
    Passage passage = wells.passage().orElseThrow();
    assertThat(passage.axis()).isEqualTo(-1);
    assertThat(passage.position(MIDDLE)).isGreaterThan(passage.separatrix());
    assertThat(passage.arrival()).isBetween(passage.position(RIGHT), passage.separatrix());
    assertThat(wells.departure()).isBetween(passage.separatrix(), passage.position(MIDDLE));
  }

  /**
   * From the left minimum the ways to both others lead over the high saddle; behind it is the
   * middle.
   */
  @Test
  void theOtherMinimumLiesAtTheFootOfTheSaddle() {
    Wells wells = Wells.of(SURFACE, at(LEFT), List.of(at(RIGHT), at(MIDDLE)));
    Wells.Exit exit = wells.exit().orElseThrow();
    assertThat(exit.saddle().position()).containsExactly(HIGH_SADDLE, within(1e-3));
    assertThat(exit.other().position()).containsExactly(MIDDLE, within(1e-3));
  }

  @Test
  void thePathRunsDownhillFromTheSaddle() {
    StationaryPoint middle = at(MIDDLE);
    Wells wells = Wells.of(SURFACE, middle, List.of(at(RIGHT)));
    EscapePath path = EscapePath.of(SURFACE, middle, wells.exit().orElseThrow());
    assertThat(path.points().get(path.minimum())).isEqualTo(middle.position());
    assertThat(path.points().get(path.saddle()))
        .isEqualTo(wells.exit().orElseThrow().saddle().position());
    for (int i = path.minimum(); i < path.saddle(); i++) {
      assertThat(SURFACE.loss(path.points().get(i + 1)))
          .isGreaterThan(SURFACE.loss(path.points().get(i)));
    }
    for (int i = path.saddle(); i < path.points().size() - 1; i++) {
      assertThat(SURFACE.loss(path.points().get(i + 1)))
          .isLessThan(SURFACE.loss(path.points().get(i)));
    }
    for (int i = path.minimum(); i > 0; i--) {
      assertThat(SURFACE.loss(path.points().get(i - 1)))
          .isGreaterThan(SURFACE.loss(path.points().get(i)));
    }
  }

  @Test
  void aMinimumOnTheWayIsNamed() {
    StationaryPoint left = at(LEFT);
    StationaryPoint right = at(RIGHT);
    assertThatThrownBy(
            () ->
                EscapePath.of(
                    SURFACE, left, Wells.of(SURFACE, left, List.of(right)).exit().orElseThrow()))
        .isInstanceOf(LandscapeException.class)
        .hasMessageContaining("near (-0.05")
        .hasMessageEndingWith("name that minimum too");
  }

  private static StationaryPoint at(double[] guess) {
    return Minima.near(SURFACE, guess, "one");
  }
}
