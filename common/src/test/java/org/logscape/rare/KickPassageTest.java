package org.logscape.rare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.model.DoubleWell;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.random.StreamFamily;

/**
 * Rates of the steps of plain SGD in one parameter, beside those of an independent program
 * (oracle/kicks.py), and that program's rates for B = 1 beside runs.
 */
class KickPassageTest {
  private static final double TEMPERATURE = 0.02;

  /** A line of the program's table. */
  private record Stored(int batchSize, double barrier, double labelNoise, double rate) {
    static Stored of(String line) {
      String[] words = line.split(",", -1);
      return new Stored(
          Integer.parseInt(words[0]),
          Double.parseDouble(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]));
    }
  }

  private static List<Stored> stored(int batchSize) {
    try (BufferedReader file =
        new BufferedReader(
            new InputStreamReader(
                KickPassageTest.class.getResourceAsStream("oracle/kicks.csv"),
                StandardCharsets.UTF_8))) {
      return file.lines()
          .skip(1)
          .map(Stored::of)
          .filter(line -> line.batchSize() == batchSize)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Stored> pairs() {
    return stored(2).stream();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void ratesOfPairsAreThoseOfAnIndependentProgram(Stored stored) {
    SgdWell well = new SgdWell(1, stored.barrier(), stored.labelNoise(), TEMPERATURE);
    double coarse = well.exactStepRate(200);
    double fine = well.exactStepRate(400);
    // the error falls with the square of a cell's width; what is left goes with its fourth power
    double extrapolated = fine + (fine - coarse) / 3;
    double left = 0.25 * Math.abs(fine - extrapolated) / stored.rate();
    assertThat(extrapolated / stored.rate()).isCloseTo(1, within(1e-3 + left));
  }

  @Tag("thorough")
  @Test
  void ratesOfSingleSamplesAreThoseOfRuns() {
    for (Stored stored : stored(1).subList(0, 2)) {
      int runs = 4_000;
      double curvature = DoubleWell.isotropicCurvature(stored.barrier());
      DoubleWell well = DoubleWell.of(1, stored.barrier(), curvature, stored.labelNoise());
      double eta = TEMPERATURE / curvature;
      List<RunOutcome> outcomes =
          BlockKernel.untilEvent(
                  Sgd.of(well, eta, 1, NoiseEnhancement.of(1), Sampling.ONLINE),
                  Start.minimum(),
                  1_000_000_000,
                  List.of(
                      EscapeObserver.of(
                          well, Set.of(Event.SEPARATRIX), List.of(), EndsAfter.SEPARATRIX)))
              .run(StreamFamily.ofRuns(3, 1), 0, runs);
      assertThat(outcomes).allMatch(run -> run.status() == Status.ESCAPED);
      double steps = outcomes.stream().mapToLong(RunOutcome::steps).average().orElseThrow();
      // times of passage are exponential but for the first relaxation: s.e. 1 / sqrt(runs)
      assertThat(1 / (eta * steps) / stored.rate()).isCloseTo(1, within(4 / Math.sqrt(runs)));
    }
  }
}
