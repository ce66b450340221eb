package org.logscape.statistics.survival;

import java.util.Arrays;
import org.logscape.statistics.Finding;
import org.logscape.statistics.NormalInterval;
import org.logscape.statistics.Uniformity;

/**
 * Whether, after a dead time, the exponential law holds: the total time on test at each event,
 * divided by that at the last one, is uniform on (0, 1) if the hazard is constant (Epstein and
 * Sobel, Journal of the American Statistical Association 48, 1953, 486; Barlow and Campo 1975).
 * That is exact where observation ends with an event or nothing is censored. It holds in the limit
 * where censoring does not depend on the future (Gill, Annals of Statistics 14, 1986). Where the
 * dead time is an event's time that event is the origin, so that a sharp dead time of any length
 * drops out exactly.
 *
 * <p>Several events at one time are spread evenly since the time before, as for times that were
 * recorded in steps.
 *
 * @param deadTime the time left out at the start
 * @param events how many events are tested: all after the dead time but the last
 * @param trend {@code (sum u - m/2) / sqrt(m/12)}, Gaussian if there is no memory; positive where
 *     the hazard rises, negative where it falls (Barlow and Proschan, Biometrika 56, 1969)
 * @param trendPValue two-sided
 * @param uniformity of all: any departure; its Anderson-Darling p-value is the test's
 */
public record Memorylessness(
    double deadTime, int events, double trend, double trendPValue, Uniformity uniformity) {
  private static final int FEWEST = 5;
  private static final int MOST = 10_000_000;

  /**
   * Tests after a dead time that was not chosen by these data.
   *
   * @param table the times
   * @param deadTime at least 0, unit time
   * @return the test; nothing with fewer than 6 events after the dead time
   */
  public static Finding<Memorylessness> of(RiskTable table, double deadTime) {
    RiskTable later = table.after(deadTime);
    long events = later.events();
    if (events <= FEWEST) {
      return Finding.none("fewer than " + (FEWEST + 1) + " events after the dead time: " + events);
    }
    if (events > MOST) {
      return Finding.none("more than " + MOST + " events: test a sample of the runs");
    }
    double[] onTest = TotalTimeOnTest.of(later);
    double end = onTest[later.lastEvent()];
    double[] places = new double[(int) events];
    int k = 0;
    double sum = 0;
    for (int i = 0; i <= later.lastEvent(); i++) {
      double from = i == 0 ? 0 : onTest[i - 1];
      for (long j = 1; j <= later.events(i); j++) {
        places[k] = (from + (onTest[i] - from) * j / later.events(i)) / end;
        sum += places[k++];
      }
    }
    // The last event is where watching is taken to end.
    double[] tested = Arrays.copyOf(places, k - 1);
    sum -= places[k - 1];
    double trend = (sum - 0.5 * tested.length) / Math.sqrt(tested.length / 12.0);
    return Uniformity.of(tested)
        .map(
            uniformity ->
                new Memorylessness(
                    deadTime, tested.length, trend, NormalInterval.pValue(trend), uniformity));
  }

  /**
   * Tests after the dead time that {@link DeadTime} finds in the same data. Its p-values ignore
   * that search; {@link MemorylessnessBootstrap} gives one that does.
   *
   * @return the test; nothing where no dead time or too few events are found
   */
  public static Finding<Memorylessness> of(RiskTable table) {
    return DeadTime.of(table).flatMap(dead -> of(table, dead.time()));
  }
}
