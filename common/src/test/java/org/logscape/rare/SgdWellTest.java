package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.logscape.random.StreamFamily;
import org.logscape.rare.estimate.RateEstimate;
import org.logscape.statistics.Interval;

/** Real SGD over the ridge of a double well, beside the exact rate of its steps. */
class SgdWellTest {
  private static RateEstimate sampled(SgdWell well, int trials) {
    Route route = Route.along(OrderParameter.towardsSaddle(well.model()), 1);
    Size size = Size.of(trials, 1_000_000);
    Interfaces interfaces =
        Pilot.of(well.dynamics(), route, size, Long.MAX_VALUE, OptionalInt.empty())
            .run(StreamFamily.ofRarePilot(3, 0));
    return Repeats.run(
            ForwardFlux.of(well.dynamics(), route, interfaces, size),
            StreamFamily.ofRareEvents(3, 0),
            20)
        .estimator(well.learningRate())
        .rate(Integer.MAX_VALUE);
  }

  @Test
  void rateOfOneInAHundredMillionAgreesWithTheStepsOwnRate() {
    SgdWell well = new SgdWell(1, 2, 3.5, 0.02);
    double exact = well.exactStepRate(600);
    RateEstimate rate = sampled(well, 500);
    Interval interval = rate.interval(0.999).orElseThrow();
    assertTrue(interval.contains(exact), exact + " in " + interval);
    assertTrue(rate.relativeError() < 0.15, String.valueOf(rate.relativeError()));
    assertTrue(exact < 1e-6);
  }

  /** Where the metric is held at h* the steps keep the formula; the model's own falls. */
  @Test
  void whatTakesTheRateFromTheFormulaIsTheMetricsFall() {
    SgdWell well = new SgdWell(1, 2, 4, 0.02);
    double formula = well.twiceKappa();
    // steps see the ridge 0.58 of their size late, 0.58 sqrt(2 eta h*) = 16 %, and Kramers' formula
    // is good to a few T
    assertEquals(1, well.frozenStepRate(600) / formula, 0.25);
    assertTrue(well.exactStepRate(600) < 0.01 * formula);
  }

  @Test
  void exponentOfTheStepsIsThatOfTheMetricAlongTheWay() {
    for (double p : new double[] {1.5, 2, 3}) {
      SgdWell low = new SgdWell(1, p, 2.5 * p, 0.02);
      SgdWell high = new SgdWell(1, p, 1.75 * p, 0.02);
      double exponent =
          Math.log(low.exactStepRate(600) / high.exactStepRate(600))
              / (high.logRatio() - low.logRatio());
      // half of log(L^s/L*), 0.03 to 0.1 here, is what the expansion about L* leaves out
      assertEquals(1, exponent / low.metricExponent(), 0.06, "p = " + p);
    }
  }
}
