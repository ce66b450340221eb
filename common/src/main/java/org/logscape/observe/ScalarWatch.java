package org.logscape.observe;

/** Lane after lane. */
final class ScalarWatch implements Watch {

  @Override
  public boolean anyBelow(double[] value, double[] bound, int live) {
    for (int lane = 0; lane < live; lane++) {
      if (value[lane] < bound[lane]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean anyAtLeast(double[] value, double[] bound, int live) {
    for (int lane = 0; lane < live; lane++) {
      if (value[lane] >= bound[lane]) {
        return true;
      }
    }
    return false;
  }
}
