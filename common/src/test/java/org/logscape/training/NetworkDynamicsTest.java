package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.dynamics.Motion;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.dynamics.Stepper;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Observation;
import org.logscape.kernel.Origin;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.RunState;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.matrix.Precision;
import org.logscape.model.Basin;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.observe.Snapshot;
import org.logscape.observe.SnapshotObserver;
import org.logscape.random.StreamFamily;
import org.logscape.rare.OrderParameter;
import org.logscape.simd.Lanes;

/** Networks under the kernel, at once and interrupted, against the same networks step by step. */
class NetworkDynamicsTest {
  private static final StreamFamily STREAMS = StreamFamily.ofRuns(5, 77);
  private static final int EVERY = 7;

  /** Somewhere to start: nothing here needs a minimum. */
  private static final Basin POINT =
      SmallNetworks.point(SmallNetworks.tanh().architecture().parameters());

  private static SgdSettings settings(Sampling sampling, double alpha) {
    return new SgdSettings(0.05, 10, NoiseEnhancement.of(alpha), sampling);
  }

  private static NetworkDynamics dynamics(SgdSettings settings) {
    return NetworkDynamics.of(
            SmallNetworks.tanh(), SmallNetworks.training(), settings, Precision.FLOAT32)
        .about(POINT)
        .lookingEvery(EVERY);
  }

  private static BlockKernel kernel(NetworkDynamics dynamics, long steps) {
    return BlockKernel.forSteps(
        dynamics,
        Start.minimum(),
        steps,
        List.of(SnapshotObserver.periodic(Schedule.every(EVERY).afterStart())));
  }

  private static List<String> states(List<Observation> observations) {
    return observations.stream()
        .map(Snapshot.class::cast)
        .map(s -> s.step() + " " + s.loss() + " " + Arrays.toString(s.theta()))
        .toList();
  }

  /** 120 samples, an epoch of 12 or 6 steps. */
  @ParameterizedTest
  @CsvSource({"EPOCH, 1", "EPOCH, 2", "REPLACEMENT, 1", "REPLACEMENT, 1.5"})
  void aRunIsThatOfAnEnsembleAtEachLook(Sampling sampling, double alpha) {
    SgdSettings settings = settings(sampling, alpha);
    List<RunOutcome> looked = kernel(dynamics(settings), 10 * EVERY).run(STREAMS, 0, 3);
    for (int run = 0; run < 3; run++) {
      List<String> expected =
          stepped(SmallNetworks.tanh(), SmallNetworks.training(), settings, POINT, run, 10);
      assertThat(states(looked.get(run).observations())).hasSize(10).isEqualTo(expected);
      assertThat(looked.get(run).steps()).isEqualTo(10 * EVERY);
    }
  }

  /** States of a network that is moved step by step, at each look. */
  private static List<String> stepped(
      Network network, Samples set, SgdSettings settings, Basin start, int run, int looks) {
    List<Observation> states = new ArrayList<>();
    try (NetworkEnsemble one = NetworkEnsemble.of(network, set, settings, Precision.FLOAT32, 1);
        EmpiricalLoss loss = EmpiricalLoss.of(network, set, Precision.FLOAT32)) {
      one.seat(0, STREAMS, run);
      one.place(0, start.minimum());
      for (int look = 1; look <= looks; look++) {
        for (int step = 0; step < EVERY; step++) {
          one.step(1);
        }
        double[] theta = one.theta(0);
        states.add(
            new Snapshot(
                Snapshot.Reason.PERIODIC,
                (long) look * EVERY,
                loss.evaluate(theta).loss(),
                Motion.atRest(theta)));
      }
    }
    return states(states);
  }

  @Test
  void convolutionsMoveLikewise() {
    ImageShape image = new ImageShape(4, 4, 1);
    Network cnn =
        new Network(
            Architecture.cnn(image, List.of(List.of(2)), 1, Activation.TANH), Loss.MEAN_SQUARE);
    Samples set = new SyntheticSet(image, 4, 1).draw(60, 3, 0).samples(LabelCoding.EVEN_ODD);
    Basin start = SmallNetworks.point(cnn.architecture().parameters());
    SgdSettings settings = settings(Sampling.EPOCH, 1.5);
    NetworkDynamics dynamics =
        NetworkDynamics.of(cnn, set, settings, Precision.FLOAT32).about(start).lookingEvery(EVERY);
    assertThat(states(kernel(dynamics, 3 * EVERY).run(STREAMS, 0, 1).get(0).observations()))
        .hasSize(3)
        .isEqualTo(stepped(cnn, set, settings, start, 0, 3));
  }

  @ParameterizedTest
  @CsvSource({"EPOCH, 1", "EPOCH, 2", "REPLACEMENT, 1", "REPLACEMENT, 1.5"})
  void aRunThatWasInterruptedGoesOnToTheSameBits(Sampling sampling, double alpha) {
    NetworkDynamics dynamics = dynamics(settings(sampling, alpha));
    List<RunOutcome> atOnce = kernel(dynamics, 12 * EVERY).run(STREAMS, 0, 4);
    // no multiple of an epoch: 12 or 6 steps
    List<RunState> states =
        new ArrayList<>(
            kernel(dynamics, 5 * EVERY).keepingStates().run(STREAMS, 0, 4).stream()
                .map(outcome -> outcome.state().orElseThrow())
                .toList());
    Collections.shuffle(states, new Random(1));
    List<RunOutcome> later = new ArrayList<>(kernel(dynamics, 12 * EVERY).goOn(states));
    later.sort(Comparator.comparingInt(RunOutcome::replica));
    for (int run = 0; run < 4; run++) {
      assertThat(states(later.get(run).observations()))
          .hasSize(12)
          .isEqualTo(states(atOnce.get(run).observations()));
      assertThat(later.get(run).tau()).isEqualTo(atOnce.get(run).tau());
      assertThat(later.get(run).steps()).isEqualTo(12 * EVERY);
    }
  }

  /** Where samples are drawn by epochs the place in the epoch is part of the state. */
  @Test
  void aNewRunFromAStateDependsOnTheStateAndItsStreamAlone() {
    NetworkDynamics dynamics = dynamics(settings(Sampling.EPOCH, 1));
    RunState state =
        kernel(dynamics, 5 * EVERY).keepingStates().run(STREAMS, 0, 1).get(0).state().orElseThrow();
    StreamFamily trials = StreamFamily.ofRareEvents(5, 77);
    Origin there = new Origin(trials, 9, state.motion());
    Origin beside = new Origin(trials, 10, state.motion());
    Origin afresh = new Origin(trials, 9, Motion.atRest(state.motion().theta()));
    BlockKernel kernel = kernel(dynamics, 4 * EVERY);
    List<List<String>> runs =
        kernel.from(List.of(there, beside, afresh, there)).stream()
            .map(run -> states(run.observations()))
            .toList();
    assertThat(runs.get(3)).isEqualTo(runs.get(0));
    assertThat(runs.get(1)).isNotEqualTo(runs.get(0));
    assertThat(runs.get(2)).isNotEqualTo(runs.get(0));
    try (EmpiricalLoss loss =
        EmpiricalLoss.of(SmallNetworks.tanh(), SmallNetworks.training(), Precision.FLOAT32)) {
      assertThat(state.loss()).isEqualTo(loss.evaluate(state.motion().theta()).loss());
    }
  }

  @Test
  void lanesDoNotMatter() {
    NetworkDynamics dynamics = dynamics(settings(Sampling.EPOCH, 1));
    double[][] alone = new double[3][];
    for (int run = 0; run < 3; run++) {
      try (Stepper stepper = dynamics.stepper(1)) {
        seat(stepper, 0, run);
        stepper.step();
        stepper.step();
        alone[run] = stepper.ensemble().thetaOf(0);
      }
    }
    try (Stepper stepper = dynamics.stepper(3)) {
      for (int run = 0; run < 3; run++) {
        seat(stepper, run, run);
      }
      stepper.step();
      // the first run ends, the last takes its lane
      stepper.move(2, 0);
      stepper.ensemble().live(2);
      stepper.step();
      assertThat(stepper.ensemble().thetaOf(0)).isEqualTo(alone[2]);
      assertThat(stepper.ensemble().thetaOf(1)).isEqualTo(alone[1]);
    }
  }

  private static void seat(Stepper stepper, int lane, int run) {
    stepper.ensemble().live(lane + 1);
    stepper.ensemble().streams().seat(lane, STREAMS, run);
    stepper.ensemble().place(lane, POINT.minimum());
    stepper.seat(lane);
  }

  @Test
  void aRunThatDivergesSaysSo() {
    SgdSettings steep = new SgdSettings(1e6, 10, NoiseEnhancement.of(1), Sampling.EPOCH);
    RunOutcome run = kernel(dynamics(steep), 1_000).run(STREAMS, 0, 1).get(0);
    assertThat(run.status()).isEqualTo(Status.DIVERGED);
    assertThat(run.finalLoss()).isNotFinite();
    assertThat(run.steps()).isLessThan(1_000);
  }

  @Test
  void orderParametersReadWhatIsSeenAtALook() {
    NetworkDynamics dynamics = dynamics(settings(Sampling.EPOCH, 1));
    try (Stepper stepper = dynamics.stepper(2);
        EmpiricalLoss loss =
            EmpiricalLoss.of(SmallNetworks.tanh(), SmallNetworks.training(), Precision.FLOAT32)) {
      seat(stepper, 0, 0);
      seat(stepper, 1, 1);
      stepper.step();
      double[] distances = new double[Lanes.roundUp(2)];
      double[] losses = new double[Lanes.roundUp(2)];
      OrderParameter.distance(POINT).values(stepper.ensemble(), distances);
      OrderParameter.loss(POINT).values(stepper.ensemble(), losses);
      for (int lane = 0; lane < 2; lane++) {
        double[] theta = stepper.ensemble().thetaOf(lane);
        double[] from = POINT.minimum();
        double square = 0;
        for (int i = 0; i < theta.length; i++) {
          square += (theta[i] - from[i]) * (theta[i] - from[i]);
        }
        assertThat(distances[lane]).isPositive().isCloseTo(Math.sqrt(square), within(1e-12));
        assertThat(losses[lane]).isEqualTo(loss.evaluate(theta).loss() / 0.1);
      }
    }
  }

  @Test
  void looksAreAtLeastOneStepApart() {
    NetworkDynamics dynamics = dynamics(settings(Sampling.EPOCH, 1));
    assertThatThrownBy(() -> dynamics.lookingEvery(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
