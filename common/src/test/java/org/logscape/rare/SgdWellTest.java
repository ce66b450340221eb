package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.logscape.random.StreamFamily;
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

  /**
   * Where the metric is held at h* the steps keep the formula; where it is the model's they do not.
   */
  @Test
  void whatTakesTheRateFromTheFormulaIsTheMetricsFall() {
    SgdWell well = new SgdWell(1, 2, 4, 0.02);
    double formula = well.twiceKappa();
    // T = 0.02: Kramers' formula is good to a few T, the finite step to 0.58 sqrt(eta h*)
    assertEquals(1, well.frozenStepRate(600) / formula, 0.15);
    assertTrue(well.exactStepRate(600) < 0.01 * formula);
  }
}
