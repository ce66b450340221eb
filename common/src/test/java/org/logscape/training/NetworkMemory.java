package org.logscape.training;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.ObserverFactory;
import org.logscape.kernel.Schedule;
import org.logscape.kernel.Start;
import org.logscape.matrix.Precision;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;
import org.logscape.training.watch.NoiseObserver;

/**
 * A program that calls networks again and again and prints by how many bytes the process grew. Its
 * heap is to be of one size, touched from the start, so that only memory outside can grow.
 */
final class NetworkMemory {
  /** 300,000 parameters: 1.2 MB of them in each of a step's, a loss's and the noise's buffers. */
  private static final Network NETWORK =
      new Network(Architecture.mlp(List.of(400, 600, 100, 1), Activation.RELU), Loss.MEAN_SQUARE);

  private static final Samples SET =
      new SyntheticSet(ImageShape.flat(400), 2, 1).draw(250, 1, 0).samples(LabelCoding.EVEN_ODD);

  private static final SgdSettings SETTINGS =
      new SgdSettings(1e-4, 10, NoiseEnhancement.of(1), Sampling.EPOCH);

  private NetworkMemory() {}

  private static void run() {
    ObserverFactory noise =
        NoiseObserver.of(
            NETWORK, SET, Schedule.at(List.of(0L)), new NoiseObserver.Depth(10, 0, 0, 0), 1);
    BlockKernel.forSteps(
            dynamics(), NetworkDynamics.glorot(NETWORK.architecture()), 2, List.of(noise))
        .run(StreamFamily.ofRuns(1, 1), 0, 1);
  }

  private static NetworkDynamics dynamics() {
    return NetworkDynamics.of(NETWORK, SET, SETTINGS, Precision.FLOAT32);
  }

  private static void walk() {
    NetworkDynamics dynamics =
        dynamics().about(SmallNetworks.point(NETWORK.architecture().parameters()));
    BlockKernel.forSteps(dynamics, Start.minimum(), 1, List.of())
        .run(StreamFamily.ofRuns(1, 1), 0, 1);
  }

  /** What is called: {@code run} or {@code walk}. */
  public static void main(String[] args) {
    Runnable call = args[0].equals("run") ? NetworkMemory::run : NetworkMemory::walk;
    for (int i = 0; i < 20; i++) {
      call.run();
    }
    long before = Pointer.physicalBytes();
    for (int i = 0; i < 60; i++) {
      call.run();
    }
    System.out.println(Pointer.physicalBytes() - before);
  }
}
