package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Start;
import org.logscape.matrix.Precision;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;
import org.logscape.training.watch.NoiseWatcher;

/** An executor runs networks for hours: what a call takes outside the heap it gives back. */
class NetworkMemoryTest {
  private static final long MEBI = 1L << 20;

  /** 300,000 parameters: 1.2 MB of them in each of a step's, a loss's and the noise's buffers. */
  private static final Network NETWORK =
      new Network(Architecture.mlp(List.of(400, 600, 100, 1), Activation.RELU), Loss.MEAN_SQUARE);

  private static final Samples SET =
      new SyntheticSet(ImageShape.flat(400), 2, 1).draw(250, 1, 0).samples(LabelCoding.EVEN_ODD);

  private static final SgdSettings SETTINGS =
      new SgdSettings(1e-4, 10, NoiseEnhancement.of(1), Sampling.EPOCH);

  private static void run() {
    NetworkKernel.Task task =
        new NetworkKernel.Task(NETWORK, SET, SETTINGS, Precision.FLOAT32, NetworkStart.glorot());
    Watcher.Factory noise =
        NoiseWatcher.of(
            NETWORK, SET, Schedule.at(List.of(0L)), new NoiseWatcher.Depth(10, 0, 0, 0), 1);
    NetworkKernel.forSteps(task, 2, List.of(noise)).run(StreamFamily.ofRuns(1, 1), 0, 1);
  }

  private static void walk() {
    NetworkDynamics dynamics =
        NetworkDynamics.of(
            NETWORK,
            SET,
            SETTINGS,
            Precision.FLOAT32,
            SmallNetworks.point(NETWORK.architecture().parameters()));
    BlockKernel.forSteps(dynamics, Start.minimum(), 1, List.of())
        .run(StreamFamily.ofRuns(1, 1), 0, 1);
  }

  static Stream<Runnable> calls() {
    return Stream.of(NetworkMemoryTest::run, NetworkMemoryTest::walk);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void memoryOutsideTheHeapIsGivenBack(Runnable call) {
    for (int i = 0; i < 10; i++) {
      call.run();
    }
    long before = Pointer.physicalBytes();
    for (int i = 0; i < 60; i++) {
      call.run();
    }
    // a call takes some 15 MB outside the heap: a leak of it all would be 900 MB, of a tenth 90
    assertThat(Pointer.physicalBytes() - before).isLessThan(64 * MEBI);
  }
}
