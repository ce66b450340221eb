package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DescentTest {

  @Test
  void sharesOfTheEndAreFollowedBackToTheBasin() {
    // of three crossings two have children, of whose four members two have children again
    double[][] shares = Descent.of(new int[][] {{-1, -1, -1}, {0, 0, 2, 2}, {1, 1, 1, 3}}).shares();
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, shares[2]);
    assertArrayEquals(new double[] {0, 0.75, 0, 0.25}, shares[1]);
    assertArrayEquals(new double[] {0.75, 0, 0.25}, shares[0]);
  }

  @Test
  void whereNothingArrivedThereAreNoShares() {
    double[][] shares = Descent.of(new int[][] {{-1, -1}, {}}).shares();
    assertArrayEquals(new double[] {0, 0}, shares[0]);
    assertEquals(0, shares[1].length);
  }

  @Test
  void pathsThatShareTheirPastCountOnce() {
    assertEquals(1, Descent.concentration(new int[] {7, 7, 7}));
    assertEquals(0.25, Descent.concentration(new int[] {1, 2, 3, 4}));
    assertEquals(0, Descent.concentration(new int[0]));
    // two repeats of equal weight, four paths each
    assertEquals(8, Descent.effectivePaths(new double[] {2, 2}, new double[] {0.25, 0.25}), 1e-12);
    // all weight in one repeat, all of it from one crossing
    assertEquals(1, Descent.effectivePaths(new double[] {3, 0}, new double[] {1, 0.25}), 1e-12);
    assertEquals(0, Descent.effectivePaths(new double[] {0}, new double[] {0}));
  }
}
