package org.logscape.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * The interval of a statistic of one correlated series. The series is cut into stretches, and the
 * statistic is computed without each of them in turn (Kuensch, Annals of Statistics 17, 1989,
 * 1217). The interval is valid where the stretches are longer than the correlation time.
 */
public final class BlockJackknife {
  private BlockJackknife() {}

  /**
   * {@code estimate +- t s}, {@code s^2 = (g - 1)/g sum (theta_(-j) - mean)^2} over g stretches, t
   * of g - 1 degrees of freedom.
   *
   * @param stretches sums over each stretch
   * @param plus adds sums
   * @param statistic the statistic of such a sum; NaN where it is not defined
   * @param level the coverage, between 0 and 1
   * @return the interval; empty with fewer than three stretches, or where the statistic is not a
   *     number without one of them
   * @throws IllegalArgumentException if {@code level} is not between 0 and 1
   */
  public static <S> Optional<Interval> of(
      List<S> stretches, BinaryOperator<S> plus, ToDoubleFunction<S> statistic, double level) {
    int count = stretches.size();
    if (count < 3) {
      return Optional.empty();
    }
    double[] without = new double[count];
    double mean = 0;
    for (int j = 0; j < count; j++) {
      List<S> rest = new ArrayList<>(stretches);
      rest.remove(j);
      without[j] = statistic.applyAsDouble(rest.stream().reduce(plus).orElseThrow());
      mean += without[j] / count;
    }
    double squares = 0;
    for (double value : without) {
      squares += (value - mean) * (value - mean);
    }
    double estimate = statistic.applyAsDouble(stretches.stream().reduce(plus).orElseThrow());
    double error = Math.sqrt(squares * (count - 1) / count);
    return Double.isFinite(estimate) && Double.isFinite(error)
        ? Optional.of(StudentInterval.around(estimate, error, count - 1, level))
        : Optional.empty();
  }
}
