package org.logscape.training.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.junit.jupiter.api.Test;
import org.logscape.data.Samples;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Observation;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.matrix.Precision;
import org.logscape.network.EmpiricalLoss;
import org.logscape.noise.NoiseStrength;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeEvent;
import org.logscape.observe.EscapeObserver;
import org.logscape.observe.Event;
import org.logscape.observe.Snapshot;
import org.logscape.observe.SnapshotObserver;
import org.logscape.observe.TrajectoryObserver;
import org.logscape.observe.TrajectoryObserver.Stretch;
import org.logscape.random.StreamFamily;
import org.logscape.spectrum.Outliers;
import org.logscape.spectrum.Probes;
import org.logscape.training.NetworkDynamics;
import org.logscape.training.SmallNetworks;

/** What each observer tells of a run, against the run's own states, taken at every step. */
class NetworkObserversTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 78);
  private static final long STEPS = 48;
  private static final long EPOCH = 12;

  private static RunOutcome run(ObserverFactory... observers) {
    return BlockKernel.forSteps(
            SmallNetworks.dynamics(0.2), SmallNetworks.glorot(), STEPS, List.of(observers))
        .run(STREAMS, 0, 1)
        .get(0);
  }

  private static <T extends Observation> List<T> seen(RunOutcome run, Class<T> kind) {
    return run.observations().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static List<Snapshot> everyState() {
    return seen(run(SnapshotObserver.periodic(Schedule.every(1))), Snapshot.class);
  }

  @Test
  void evaluationsAreThoseOfTheStates() {
    List<Evaluated> evaluations =
        seen(
            run(
                EvaluationObserver.of(
                    SmallNetworks.tanh(),
                    Schedule.every(2 * EPOCH),
                    EPOCH,
                    Optional.of(SmallNetworks.test()),
                    Precision.FLOAT32)),
            Evaluated.class);
    List<Snapshot> states = everyState();
    assertThat(evaluations).extracting(Evaluated::epoch).containsExactly(0, 2, 4);
    try (EmpiricalLoss test =
        EmpiricalLoss.of(SmallNetworks.tanh(), SmallNetworks.test(), Precision.FLOAT32)) {
      for (Evaluated evaluated : evaluations) {
        Snapshot state = states.get((int) (evaluated.epoch() * EPOCH));
        assertThat(evaluated.training().loss()).isEqualTo(state.loss());
        assertThat(evaluated.test()).contains(test.evaluate(state.theta()));
      }
    }
  }

  @Test
  void anEndBetweenEpochsIsEvaluatedWhereItsEpochWasNot() {
    List<Evaluated> evaluations =
        seen(
            run(
                EvaluationObserver.of(
                    SmallNetworks.tanh(),
                    Schedule.every(3 * EPOCH),
                    EPOCH,
                    Optional.empty(),
                    Precision.FLOAT32)),
            Evaluated.class);
    assertThat(evaluations).extracting(Evaluated::epoch).containsExactly(0, 3, 4);
    assertThat(evaluations.get(2).training().loss()).isEqualTo(everyState().get(48).loss());
    assertThat(evaluations.get(2).test()).isEmpty();
  }

  @Test
  void levelsAreReachedWhereTheStatesReachThem() {
    List<Snapshot> states = everyState();
    double highest = states.stream().mapToDouble(Snapshot::loss).max().orElseThrow();
    double unit = states.get(0).loss() / 2;
    List<Double> levels = List.of(1.5, 2 * highest / unit);
    List<EscapeEvent> events =
        seen(
            run(EscapeObserver.ofLevels(SmallNetworks.basin(unit), levels, EndsAfter.NEVER, 3)),
            EscapeEvent.class);
    assertThat(events).hasSize(2);
    assertThat(events.get(0).occurred()).isTrue();
    assertThat(events.get(0).step()).isZero();
    assertThat(events.get(0).loss()).isEqualTo(OptionalDouble.of(states.get(0).loss()));
    assertThat(events.get(0).lossBefore()).isEmpty();
    assertThat(events.get(1).occurred()).isFalse();
    assertThat(events.get(1).step()).isEqualTo(STEPS);
    assertThat(events.get(1).time()).isEqualTo(0.2 * STEPS);
    assertThatThrownBy(
            () -> EscapeObserver.ofLevels(SmallNetworks.basin(0), levels, EndsAfter.NEVER, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * From a trained state a large rate climbs: a level on the way is dated by the look that saw it.
   */
  @Test
  void aLevelIsDatedByTheLookThatSawIt() {
    Snapshot trained = everyState().get((int) STEPS);
    NetworkDynamics climbing = SmallNetworks.dynamics(0.9);
    Start start = Start.at(trained.theta());
    List<Snapshot> states =
        seen(
            BlockKernel.forSteps(
                    climbing, start, STEPS, List.of(SnapshotObserver.periodic(Schedule.every(3))))
                .run(STREAMS, 0, 1)
                .get(0),
            Snapshot.class);
    double highest = states.stream().mapToDouble(Snapshot::loss).max().orElseThrow();
    double level = (trained.loss() + highest) / 2 / trained.loss();
    Snapshot first =
        states.stream()
            .filter(state -> state.loss() >= level * trained.loss())
            .findFirst()
            .orElseThrow();
    assertThat(first.step()).isPositive();
    RunOutcome run =
        BlockKernel.untilEvent(
                climbing,
                start,
                STEPS,
                List.of(
                    EscapeObserver.ofLevels(
                        SmallNetworks.basin(trained.loss()), List.of(level), EndsAfter.LEVELS, 3)))
            .run(STREAMS, 0, 1)
            .get(0);
    EscapeEvent event = seen(run, EscapeEvent.class).get(0);
    assertThat(run.steps()).isEqualTo(first.step());
    assertThat(event.step()).isEqualTo(first.step());
    assertThat(event.loss()).isEqualTo(OptionalDouble.of(first.loss()));
    assertThat(event.lossBefore())
        .isEqualTo(OptionalDouble.of(states.get(states.indexOf(first) - 1).loss()));
  }

  @Test
  void noiseIsThatOfTheStatesAndItsSampleAgrees() {
    int batch = 10;
    int minibatches = 400;
    RunOutcome run =
        run(
            NoiseObserver.of(
                SmallNetworks.tanh(),
                SmallNetworks.training(),
                Schedule.at(List.of(0L, STEPS)),
                new NoiseObserver.Depth(batch, minibatches, 20, 3),
                9));
    List<NoiseMeasured> noise = seen(run, NoiseMeasured.class);
    List<Snapshot> states = everyState();
    assertThat(noise).extracting(NoiseMeasured::step).containsExactly(0L, STEPS);
    try (EmpiricalLoss loss = EmpiricalLoss.of(SmallNetworks.tanh(), SmallNetworks.training())) {
      for (NoiseMeasured measured : noise) {
        double[] theta = states.get((int) measured.step()).theta();
        assertThat(measured.strength()).isEqualTo(NoiseStrength.of(loss, theta));
        // the scatter of 400 independent minibatches: four standard errors
        assertThat(measured.sampled().orElseThrow().trace())
            .isCloseTo(
                measured.strength().trace(batch),
                within(4 * measured.sampled().orElseThrow().standardError()));
        assertThat(measured.alignment().orElseThrow()).isBetween(0.0, 1.0);
      }
    }
    List<SpectrumMeasured> spectra = seen(run, SpectrumMeasured.class);
    assertThat(spectra).hasSize(6);
    for (SpectrumMeasured part : spectra) {
      assertThat(part.values()).hasSize(3).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }
  }

  /**
   * The loss of one linear layer is a parabola: its Hessian is (1/N) X^T X with a column of ones.
   */
  @Test
  void theSpectrumOfALinearNetworkIsThatOfItsInputs() {
    Samples set = SmallNetworks.training();
    double[][] moment = new double[7][7];
    for (int s = 0; s < set.size(); s++) {
      double[] x = new double[7];
      for (int j = 0; j < 6; j++) {
        x[j] = set.inputs()[s * 6 + j];
      }
      x[6] = 1;
      for (int i = 0; i < 7; i++) {
        for (int j = 0; j < 7; j++) {
          moment[i][j] += x[i] * x[j] / set.size();
        }
      }
    }
    double[] exact =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(moment)).getEigenvalues();
    try (EmpiricalLoss loss = EmpiricalLoss.of(SmallNetworks.linear(), set)) {
      List<SpectrumMeasured> parts =
          new Curvature(7, 42, 3, 2).measure(5, loss.hessian(new double[7]), Probes.of(1, 0));
      assertThat(parts)
          .extracting(SpectrumMeasured::kind)
          .containsExactly(
              SpectrumMeasured.Kind.EIGENVALUE,
              SpectrumMeasured.Kind.TRACE,
              SpectrumMeasured.Kind.DENSITY);
      double[] sorted = Arrays.stream(exact).sorted().toArray();
      double[] found = parts.get(0).values();
      for (int i = 0; i < 7; i++) {
        assertThat(found[i]).isCloseTo(sorted[6 - i], within(1e-8));
      }
      double error = parts.get(1).errors()[0];
      assertThat(parts.get(1).values()[0])
          .isCloseTo(Arrays.stream(exact).sum(), within(4 * error + 1e-9));
      SpectrumMeasured density = parts.get(2);
      double mass = 0;
      for (int i = 1; i < density.values().length; i++) {
        mass +=
            (density.values()[i] - density.values()[i - 1])
                * (density.densities()[i] + density.densities()[i - 1])
                / 2;
      }
      // Gaussians at both ends are cut at one of their widths, so at most a sixth of their mass
      assertThat(mass).isBetween(1 - 0.16, 1 + 1e-2);
    }
  }

  @Test
  void aRunEndsAtTheFirstLookThatSeesItConverged() {
    List<Snapshot> states = everyState();
    double target = states.get(20).loss();
    Snapshot first =
        states.stream()
            .filter(state -> state.step() % 3 == 0 && state.loss() <= target)
            .findFirst()
            .orElseThrow();
    List<ObserverFactory> observers =
        List.of(ConvergenceObserver.of(new ConvergenceObserver.Target.Loss(target), 3));
    RunOutcome run =
        BlockKernel.untilDone(SmallNetworks.dynamics(0.2), SmallNetworks.glorot(), STEPS, observers)
            .keepingStates()
            .run(STREAMS, 0, 1)
            .get(0);
    EscapeEvent event = seen(run, EscapeEvent.class).get(0);
    assertThat(run.status()).isEqualTo(Status.FINISHED);
    assertThat(run.state()).isEmpty();
    assertThat(run.steps()).isEqualTo(first.step()).isLessThan(STEPS);
    assertThat(event.kind()).isEqualTo(Event.CONVERGED);
    assertThat(event.occurred()).isTrue();
    assertThat(event.step()).isEqualTo(first.step());
    assertThat(event.loss()).isEqualTo(OptionalDouble.of(first.loss()));
    assertThat(event.lossBefore())
        .isEqualTo(OptionalDouble.of(states.get((int) first.step() - 3).loss()));

    // a limit that is too low: censored there, and goes on from there to the same end
    long low = first.step() - 2;
    BlockKernel tooShort =
        BlockKernel.untilDone(SmallNetworks.dynamics(0.2), SmallNetworks.glorot(), low, observers)
            .keepingStates();
    RunOutcome cut = tooShort.run(STREAMS, 0, 1).get(0);
    assertThat(cut.status()).isEqualTo(Status.CENSORED);
    assertThat(seen(cut, EscapeEvent.class).get(0).occurred()).isFalse();
    RunOutcome whole =
        BlockKernel.untilDone(SmallNetworks.dynamics(0.2), SmallNetworks.glorot(), STEPS, observers)
            .goOn(List.of(cut.state().orElseThrow()))
            .get(0);
    assertThat(whole).usingRecursiveComparison().isEqualTo(run);
  }

  @Test
  void aRunEndsWhereItsErrorIsLow() {
    double most = 0.25;
    RunOutcome run =
        BlockKernel.untilDone(
                SmallNetworks.dynamics(0.2),
                SmallNetworks.glorot(),
                5_000,
                List.of(
                    SnapshotObserver.periodic(Schedule.every(4)),
                    ConvergenceObserver.of(new ConvergenceObserver.Target.ErrorRate(most), 4)))
            .run(STREAMS, 0, 1)
            .get(0);
    assertThat(run.status()).isEqualTo(Status.FINISHED);
    List<Snapshot> states = seen(run, Snapshot.class);
    try (EmpiricalLoss loss =
        EmpiricalLoss.of(SmallNetworks.tanh(), SmallNetworks.training(), Precision.FLOAT32)) {
      for (Snapshot state : states) {
        boolean isLast = state.step() == run.steps();
        assertThat(1 - loss.evaluate(state.theta()).accuracy() <= most).isEqualTo(isLast);
      }
    }
    assertThat(states.size()).isGreaterThan(1);
  }

  /**
   * One linear layer of one output: G and J^T J are (1/N) X^T X with a column of ones, whatever
   * theta, and both traces are the mean of 1 + |x|^2.
   */
  @Test
  void theSharpnessOfALinearNetworkIsThatOfItsInputs() {
    Samples set = SmallNetworks.training();
    double trace = 1;
    for (float x : set.inputs()) {
      trace += (double) x * x / set.size();
    }
    NetworkDynamics dynamics = SmallNetworks.linearDynamics(0.1);
    List<ObserverFactory> observers =
        List.of(
            SnapshotObserver.periodic(Schedule.every(STEPS)),
            SharpnessObserver.of(SmallNetworks.linear(), set, Curvature.of(7, 0), 9));
    RunOutcome run =
        BlockKernel.forSteps(
                dynamics,
                NetworkDynamics.glorot(SmallNetworks.linear().architecture()),
                STEPS,
                observers)
            .run(STREAMS, 0, 1)
            .get(0);
    List<Snapshot> states = seen(run, Snapshot.class);
    SharpnessMeasured end = seen(run, SharpnessMeasured.class).get(0);
    assertThat(end.step()).isEqualTo(STEPS);
    assertThat(end.gaussNewtonTrace()).isCloseTo(trace, within(1e-10 * trace));
    assertThat(end.jacobianTrace()).isCloseTo(trace, within(1e-10 * trace));
    double square = 0;
    for (int i = 0; i < 7; i++) {
      double moved = states.get(1).theta()[i] - states.get(0).theta()[i];
      square += moved * moved;
    }
    assertThat(end.distance()).isPositive().isCloseTo(Math.sqrt(square), within(1e-12));
    double[] eigenvalues;
    try (EmpiricalLoss loss = EmpiricalLoss.of(SmallNetworks.linear(), set)) {
      assertThat(end.loss()).isEqualTo(loss.evaluate(states.get(1).theta()).loss());
      eigenvalues = Curvature.of(7, 0).top(loss.hessian(new double[7]), Probes.of(1, 0)).values();
    }
    Outliers outliers = end.outliers().orElseThrow();
    assertThat(outliers.count()).isEqualTo(Outliers.of(eigenvalues).count());
    assertThat(outliers.size())
        .isCloseTo(Outliers.of(eigenvalues).size(), within(1e-6 * eigenvalues[0]));
  }

  @Test
  void aTrajectoryIsTheStatesOfItsStretch() {
    List<Snapshot> states = everyState();
    List<Snapshot> kept = new ArrayList<>();
    RunOutcome run = run(TrajectoryObserver.of(new Stretch(10, STEPS, 7), kept::add));
    assertThat(run.observations()).isEmpty();
    assertThat(kept).extracting(Snapshot::step).containsExactly(10L, 17L, 24L, 31L, 38L, 45L, 48L);
    for (Snapshot state : kept) {
      assertThat(state.theta()).isEqualTo(states.get((int) state.step()).theta());
    }
  }

  /** Interrupted in mid-epoch, every observer goes on as if nothing had been between. */
  @Test
  void aRunThatWasInterruptedIsSeenAsAWholeOneIs() {
    List<ObserverFactory> observers =
        List.of(
            EscapeObserver.ofLevels(
                SmallNetworks.basin(0.1), List.of(2.0, 50.0), EndsAfter.NEVER, 3),
            SnapshotObserver.periodic(Schedule.every(9)),
            EvaluationObserver.of(
                SmallNetworks.tanh(),
                Schedule.every(EPOCH),
                EPOCH,
                Optional.of(SmallNetworks.test()),
                Precision.FLOAT32),
            NoiseObserver.of(
                SmallNetworks.tanh(),
                SmallNetworks.training(),
                Schedule.every(EPOCH),
                new NoiseObserver.Depth(10, 20, 5, 2),
                9),
            SpectrumObserver.of(
                SmallNetworks.tanh(),
                SmallNetworks.training(),
                Schedule.every(EPOCH),
                Curvature.of(3, 2),
                9),
            SharpnessObserver.of(
                SmallNetworks.tanh(), SmallNetworks.training(), Curvature.of(3, 0), 9),
            ConvergenceObserver.of(new ConvergenceObserver.Target.Loss(1e-9), 5));
    NetworkDynamics dynamics = SmallNetworks.dynamics(0.2);
    Start start = SmallNetworks.glorot();
    List<RunOutcome> whole =
        BlockKernel.forSteps(dynamics, start, STEPS, observers).run(STREAMS, 0, 2);
    List<RunState> states =
        BlockKernel.forSteps(dynamics, start, 29, observers)
            .keepingStates()
            .run(STREAMS, 0, 2)
            .stream()
            .map(run -> run.state().orElseThrow())
            .toList();
    List<RunOutcome> parts = BlockKernel.forSteps(dynamics, start, STEPS, observers).goOn(states);
    for (int run = 0; run < 2; run++) {
      assertThat(parts.get(run))
          .usingRecursiveComparison()
          .withStrictTypeChecking()
          .isEqualTo(whole.get(run));
      assertThat(seen(parts.get(run), SpectrumMeasured.class)).hasSizeGreaterThan(10);
      assertThat(seen(parts.get(run), SharpnessMeasured.class)).hasSize(1);
    }
  }
}
