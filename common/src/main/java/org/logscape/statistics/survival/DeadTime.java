package org.logscape.statistics.survival;

import org.logscape.statistics.Finding;

/**
 * The time at the start in which events are rarer because runs still relax: the change point of a
 * hazard that is one constant before and a larger one after, by maximum likelihood over the times
 * of the first half of the events (Matthews and Farewell, Biometrics 38, 1982, 463; Loader,
 * Biometrika 78, 1991, 749). It is 0 unless the change earns its two parameters by BIC, so that
 * laws without a dead time seldom lose data to it.
 *
 * @param time the dead time, 0 or the time of an event
 * @param rateBefore events over time at risk before it; 0 where it is 0
 * @param rateAfter events over time at risk after it
 * @param gain how much log-likelihood it gains over one constant rate
 */
public record DeadTime(double time, double rateBefore, double rateAfter, double gain) {
  private static final double SEARCHED = 0.5;

  /** Estimates it; nothing without events or time at risk. */
  public static Finding<DeadTime> of(RiskTable table) {
    double events = table.events();
    if (events == 0) {
      return Finding.none("no events");
    }
    double[] onTest = TotalTimeOnTest.of(table);
    double all = onTest.length == 0 ? 0 : onTest[onTest.length - 1];
    if (!(all > 0)) {
      return Finding.none("no time at risk");
    }
    double constant = term(events, all);
    DeadTime best = new DeadTime(0, 0, events / all, 0);
    double before = 0;
    for (int i = 0; i < onTest.length && before <= SEARCHED * events; i++) {
      if (table.events(i) > 0 && onTest[i] > 0) {
        // Just before the event, and just after it.
        for (double early : new double[] {before, before + table.events(i)}) {
          double rateBefore = early / onTest[i];
          double rateAfter = (events - early) / (all - onTest[i]);
          double gain = term(early, onTest[i]) + term(events - early, all - onTest[i]) - constant;
          if (rateBefore < rateAfter && gain > best.gain) {
            best = new DeadTime(table.time(i), rateBefore, rateAfter, gain);
          }
        }
      }
      before += table.events(i);
    }
    return Finding.of(best.gain > Math.log(events) ? best : new DeadTime(0, 0, events / all, 0));
  }

  private static double term(double events, double exposure) {
    return events == 0 ? 0 : events * Math.log(events / exposure);
  }
}
