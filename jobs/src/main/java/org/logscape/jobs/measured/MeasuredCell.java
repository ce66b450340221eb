package org.logscape.jobs.measured;

import java.util.OptionalDouble;
import org.logscape.statistics.survival.RiskTable;

/**
 * Runs under one setting.
 *
 * @param name of the cell
 * @param times how long each run was watched, and whether it escaped then
 * @param lossRatio L^s/L* of the saddle or level, above 1, where it is known
 * @param outliers n, where it is known
 * @param temperature T = eta h* a / B, where it is known
 */
record MeasuredCell(
    String name,
    RiskTable times,
    OptionalDouble lossRatio,
    OptionalDouble outliers,
    OptionalDouble temperature) {

  /** 1/T + 1 - n/2, the exponent of the rate in the loss ratio (arXiv 2105.09557). */
  OptionalDouble exponent() {
    return outliers.isPresent() && temperature.isPresent()
        ? OptionalDouble.of(1 / temperature.getAsDouble() + 1 - outliers.getAsDouble() / 2)
        : OptionalDouble.empty();
  }
}
