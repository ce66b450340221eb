package org.logscape.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.model.DoubleWell;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.random.StreamFamily;

/** Observers against a dense record (a snapshot at every step) of the same runs. */
class ObserversTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(8, 1);
  private static final DoubleWell WELL = DoubleWell.of(2, 2, 6, 0.5);
  private static final Dynamics SGD =
      Sgd.of(WELL, 0.04, 1, NoiseEnhancement.of(1), Sampling.ONLINE);

  @Test
  void escapesAreTheFirstPassagesOfTheDenseRecord() {
    List<Double> levels = List.of(1.1, 1.3, 1.9);
    List<RunOutcome> outcomes =
        BlockKernel.untilEvent(
                SGD,
                Start.minimum(),
                400,
                List.of(
                    EscapeObserver.of(
                        WELL, Set.of(Event.SEPARATRIX, Event.BASIN), levels, EndsAfter.ALL),
                    SnapshotObserver.periodic(Schedule.every(1).afterStart())))
            .run(STREAMS, 0, 200);
    int checked = 0;
    for (RunOutcome outcome : outcomes) {
      List<Snapshot> path =
          outcome.observations().stream()
              .filter(Snapshot.class::isInstance)
              .map(Snapshot.class::cast)
              .toList();
      List<EscapeEvent> events =
          outcome.observations().stream()
              .filter(EscapeEvent.class::isInstance)
              .map(EscapeEvent.class::cast)
              .toList();
      assertThat(events).hasSize(5);
      for (EscapeEvent event : events) {
        long first = firstPassage(path, event);
        assertThat(event.occurred()).isEqualTo(first > 0);
        assertThat(event.step()).isEqualTo(first > 0 ? first : outcome.steps());
        assertThat(event.time()).isCloseTo(0.04 * event.step(), within(1e-12));
        if (event.occurred()) {
          assertThat(event.loss()).hasValue(path.get((int) first - 1).loss());
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(300);
    assertThat(outcomes).extracting(RunOutcome::status).contains(Status.ESCAPED, Status.CENSORED);
  }

  private static long firstPassage(List<Snapshot> path, EscapeEvent event) {
    for (Snapshot snapshot : path) {
      boolean reached =
          switch (event.kind()) {
            case SEPARATRIX -> snapshot.theta()[0] < 0;
            case BASIN -> snapshot.theta()[0] < -Math.sqrt(1.5);
            case LEVEL -> snapshot.loss() >= event.level().orElseThrow() * WELL.minimumLoss();
            case CONVERGED -> throw new IllegalArgumentException("an event of networks");
          };
      if (reached) {
        return snapshot.step();
      }
    }
    return 0;
  }

  @ParameterizedTest
  @CsvSource({
    // learning rate (2 diverges), every; more runs than a block has lanes
    "0.1, 1",
    "0.1, 3",
    "2, 1",
    "2, 3"
  })
  void histogramCountsTheLossAfterTheBurnIn(double learningRate, int every) {
    LinearRegression model = LinearRegression.isotropic(2, 1, Inputs.GAUSSIAN, 1);
    Dynamics sgd = Sgd.of(model, learningRate, 1, NoiseEnhancement.of(1), Sampling.ONLINE);
    LogBins bins = LogBins.of(20);
    List<RunOutcome> outcomes =
        BlockKernel.forSteps(
                sgd,
                Start.minimum(),
                1_000,
                List.of(
                    LossHistogramObserver.of(model, bins, 100, every),
                    SnapshotObserver.periodic(Schedule.every(1).afterStart())))
            .run(STREAMS, 0, 70);
    for (RunOutcome outcome : outcomes) {
      LossHistogram histogram = (LossHistogram) outcome.observations().get(0);
      long[] expected = new long[bins.count()];
      double sum = 0;
      for (int step = 100 + every; step <= outcome.steps(); step += every) {
        double loss = ((Snapshot) outcome.observations().get(step)).loss();
        if (Double.isFinite(loss)) {
          expected[bins.bin(loss / 0.5 - 1)]++;
          sum += loss;
        }
      }
      assertThat(histogram.counts()).isEqualTo(expected);
      assertThat(histogram.samples()).isEqualTo(Arrays.stream(expected).sum()).isPositive();
      assertThat(histogram.meanLoss()).isEqualTo(sum / histogram.samples());
    }
    Status status = learningRate < 1 ? Status.FINISHED : Status.DIVERGED;
    assertThat(outcomes).extracting(RunOutcome::status).containsOnly(status);
  }

  @Test
  void snapshotsAreTakenOnTimeAndAtTheEscape() {
    List<RunOutcome> outcomes =
        BlockKernel.untilEvent(
                SGD,
                Start.minimum(),
                500,
                List.of(
                    EscapeObserver.of(
                        WELL, Set.of(Event.SEPARATRIX), List.of(), EndsAfter.SEPARATRIX),
                    SnapshotObserver.withEscape(Schedule.every(100).afterStart())))
            .run(STREAMS, 0, 300);
    for (RunOutcome outcome : outcomes) {
      List<Snapshot> snapshots =
          outcome.observations().stream()
              .filter(Snapshot.class::isInstance)
              .map(Snapshot.class::cast)
              .toList();
      long[] periodic =
          snapshots.stream()
              .filter(s -> s.reason() == Snapshot.Reason.PERIODIC)
              .mapToLong(Snapshot::step)
              .toArray();
      assertThat(periodic)
          .isEqualTo(LongStream.rangeClosed(1, outcome.steps() / 100).map(k -> 100 * k).toArray());
      List<Snapshot> escapes =
          snapshots.stream().filter(s -> s.reason() == Snapshot.Reason.ESCAPE).toList();
      assertThat(escapes).hasSize(outcome.status() == Status.ESCAPED ? 1 : 0);
      escapes.forEach(
          s -> {
            assertThat(s.theta()[0]).isNegative();
            assertThat(s.step()).isEqualTo(outcome.steps());
            assertThat(s.loss()).isEqualTo(outcome.finalLoss());
          });
    }
    assertThat(Arrays.asList(Status.ESCAPED, Status.CENSORED))
        .isSubsetOf(outcomes.stream().map(RunOutcome::status).toList());
  }

  @Test
  void refusesEventsThatAModelDoesNotHave() {
    LinearRegression noiseless = LinearRegression.isotropic(1, 1, Inputs.GAUSSIAN, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EscapeObserver.of(noiseless, Set.of(Event.BASIN), List.of(), EndsAfter.ALL));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EscapeObserver.of(noiseless, Set.of(), List.of(2.0), EndsAfter.ALL));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LossHistogramObserver.of(noiseless, LogBins.of(20), 0, 1));
  }
}
