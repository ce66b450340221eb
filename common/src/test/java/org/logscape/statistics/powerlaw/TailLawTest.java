package org.logscape.statistics.powerlaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.hipparchus.analysis.integration.RombergIntegrator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One contract for every law of the tail: density and survival are one law. */
class TailLawTest {

  static Stream<TailLaw> continuous() {
    return Stream.of(
        new PowerLaw(2.3, 1.5),
        new ExponentialTail(0.7, 1.5),
        LognormalTail.of(1.2, 0.3, 1.5),
        LognormalTail.of(-2, 0.8, 1.5),
        LognormalTail.of(1.2, 1e-6, 1.5),
        new StretchedExponentialTail(1.1, 0.4, 1.5),
        new StretchedExponentialTail(0.2, 1.8, 1.5),
        TruncatedPowerLaw.of(1.4, 0.02, 1.5),
        TruncatedPowerLaw.of(-0.6, 0.3, 1.5),
        TruncatedPowerLaw.of(1.4, 1e-7, 1.5));
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void densityIsTheSlopeOfSurvival(TailLaw law) {
    assertThat(law.logSurvival(1.5)).isCloseTo(0, within(1e-12));
    for (double[] ends : new double[][] {{1.5, 1.9}, {1.9, 5}, {5, 20}}) {
      double mass =
          new RombergIntegrator()
              .integrate(100_000, x -> Math.exp(law.logDensity(x)), ends[0], ends[1]);
      assertThat(Math.exp(law.logProbability(ends[0], ends[1])))
          .isCloseTo(mass, within(1e-5 * mass + 1e-14));
    }
    assertThat(law.logProbability(4, Double.POSITIVE_INFINITY))
        .isCloseTo(law.logSurvival(4), within(1e-12));
  }

  @Test
  void rivalsEndInThePowerLaw() {
    TailLaw power = new PowerLaw(2.2, 1.5);
    for (double x : new double[] {1.6, 3, 40}) {
      assertThat(LognormalTail.of(1.2, 1e-9, 1.5).logDensity(x))
          .isCloseTo(power.logDensity(x), within(1e-7));
      assertThat(new StretchedExponentialTail(1.2, 1e-9, 1.5).logDensity(x))
          .isCloseTo(power.logDensity(x), within(1e-7));
      assertThat(TruncatedPowerLaw.of(1.2, 1e-12, 1.5).logDensity(x))
          .isCloseTo(power.logDensity(x), within(1e-7));
    }
  }

  @Test
  void scaledErrorFunctionJoins() {
    // On both sides of the switch at 3, and in the far left.
    assertThat(LognormalTail.logScaledErfc(3)).isCloseTo(9 + Math.log(Erf.erfc(3)), within(1e-12));
    assertThat(LognormalTail.logScaledErfc(-30)).isCloseTo(900 + Math.log(2), within(1e-9));
    // erfcx(100) = 0.005641613782989433 (SciPy 1.17.1, special.erfcx).
    assertThat(LognormalTail.logScaledErfc(100))
        .isCloseTo(Math.log(0.005641613782989433), within(1e-13));
  }
}
