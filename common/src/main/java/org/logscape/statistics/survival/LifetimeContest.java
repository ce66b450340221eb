package org.logscape.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Contest;
import org.logscape.statistics.contest.Nesting;

/** The contest of lifetime laws on one risk table: an event's likelihood is f(t), else S(t). */
public final class LifetimeContest {
  private LifetimeContest() {}

  /**
   * A contest of laws that were fitted to the table.
   *
   * @param table the data
   * @param laws the laws, no two of a kind
   * @throws IllegalArgumentException if two laws are of a kind
   */
  public static Contest of(RiskTable table, List<LifetimeLaw> laws) {
    double[] counts = new double[2 * table.size()];
    for (int i = 0; i < table.size(); i++) {
      counts[2 * i] = table.events(i);
      counts[2 * i + 1] = table.censored(i);
    }
    List<Contender> contenders = new ArrayList<>();
    for (LifetimeLaw law : laws) {
      double[] each = new double[counts.length];
      for (int i = 0; i < table.size(); i++) {
        double survival = law.logSurvival(table.time(i));
        each[2 * i] = counts[2 * i] > 0 ? survival + law.logHazard(table.time(i)) : 0;
        each[2 * i + 1] = survival;
      }
      contenders.add(new Contender(law.name(), law.parameters(), each, within(law)));
    }
    return Contest.of(contenders, counts);
  }

  private static Map<String, Nesting> within(LifetimeLaw law) {
    return law instanceof ExponentialFit
        ? Map.of("weibull", Nesting.INTERIOR, "piecewise exponential", Nesting.INTERIOR)
        : Map.of();
  }
}
