package org.logscape.rare.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathMomentsTest {

  @Test
  void weightedMeanAndSpreadAreThoseOfTheDefinition() {
    PathMoments moments = PathMoments.of(2, Optional.of(new double[] {0, 0}));
    moments.add(1, new double[] {3, 4}, 1);
    moments.add(4, new double[] {0, 1}, 3);
    // mean (1 + 3 x 4)/4, variance (1 (1 - 3.25)^2 + 3 (4 - 3.25)^2)/4
    assertEquals(3.25, moments.lossMean(), 1e-15);
    assertEquals(Math.sqrt(1.6875), moments.lossSd(), 1e-15);
    assertArrayEquals(new double[] {0.75, 1.75}, moments.thetaMean(), 1e-15);
    assertArrayEquals(
        new double[] {Math.sqrt(1.6875), Math.sqrt(1.6875)}, moments.thetaSd(), 1e-15);
    // (1 x 5 + 3 x 1)/4, and (1 + 3)^2 / (1 + 9)
    assertEquals(2, moments.saddleDistance().orElseThrow(), 1e-15);
    assertEquals(1.6, moments.effectivePaths(), 1e-15);
  }

  @Test
  void withoutASaddleThereIsNoDistance() {
    PathMoments moments = PathMoments.of(1, Optional.empty());
    moments.add(1, new double[] {1}, 2);
    assertTrue(moments.saddleDistance().isEmpty());
    assertEquals(0, moments.lossSd());
  }
}
