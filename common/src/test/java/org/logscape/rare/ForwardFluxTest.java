package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.logscape.random.StreamFamily;
import org.logscape.rare.estimate.RateEstimate;
import org.logscape.statistics.Interval;

class ForwardFluxTest {
  private static final int REPEATS = 20;

  private static Repeats sample(LangevinWell well, int trials) {
    Route route = well.crossing();
    Size size = Size.of(trials, 1_000_000);
    Interfaces interfaces = well.interfaces(route, size, 7);
    return Repeats.run(
        ForwardFlux.of(well.dynamics(), route, interfaces, size),
        StreamFamily.ofRareEvents(7, 0),
        REPEATS);
  }

  private static RateEstimate rate(LangevinWell well, Repeats repeats) {
    return repeats.estimator(well.learningRate()).rate(Integer.MAX_VALUE);
  }

  @Test
  void oracleAgreesWithTheIntegralAsTheStepShrinks() {
    // the finite step moves the ridge by 0.5826 s (Broadie, Glasserman, Kou 1997): 4.6 % at 0.01
    double coarse = new LangevinWell(1, 0.1, 0.2, 0.01).exactStepRate();
    double fine = new LangevinWell(1, 0.1, 0.2, 0.0025).exactStepRate();
    double exact = new LangevinWell(1, 0.1, 0.2, 0.01).exactRate();
    assertEquals(1, fine / exact, 0.035);
    assertEquals(2, (coarse / exact - 1) / (fine / exact - 1), 0.3);
  }

  @Test
  void rateOfOneInAMillionMillionAgreesWithTheStepsOwnRate() {
    LangevinWell well = new LangevinWell(1, 0.039, 0.1, 0.01);
    double exact = well.exactStepRate();
    Repeats repeats = sample(well, 1000);
    RateEstimate rate = rate(well, repeats);
    Interval interval = rate.interval(0.999).orElseThrow();
    assertTrue(interval.contains(exact), exact + " in " + interval);
    assertTrue(rate.relativeError() < 0.1);
  }
}
