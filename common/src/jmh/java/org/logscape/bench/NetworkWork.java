package org.logscape.bench;

import java.util.List;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.matrix.Precision;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;
import org.logscape.training.NetworkEnsemble;
import org.logscape.training.SgdSettings;

/** Networks whose training step is timed: single precision, ReLU, mean-square loss, epochs. */
public enum NetworkWork {
  /** The papers' small network. */
  SMALL(List.of(784, 100, 100, 1), 100, 1),
  /** A wide one, bound by products. */
  WIDE(List.of(784, 1024, 1024, 10), 100, 1),
  /** Many small ones. */
  ENSEMBLE_784(List.of(784, 100, 100, 1), 100, 64),
  /** Many tiny ones. */
  ENSEMBLE_32(List.of(32, 32, 1), 16, 64);

  private static final int SAMPLES = 2000;
  private static final double LEARNING_RATE = 0.01;

  private final List<Integer> widths;
  private final int batch;
  private final int networks;

  NetworkWork(List<Integer> widths, int batch, int networks) {
    this.widths = widths;
    this.batch = batch;
    this.networks = networks;
  }

  /** Networks that a step moves. */
  public int networks() {
    return networks;
  }

  /** What the Python program is asked: widths, batch, networks. */
  public String arguments() {
    String joined = String.join("-", widths.stream().map(String::valueOf).toList());
    return joined + " " + batch + " " + networks;
  }

  /** A seated ensemble. */
  NetworkEnsemble ensemble() {
    int outputs = widths.get(widths.size() - 1);
    Samples samples =
        new SyntheticSet(ImageShape.flat(widths.get(0)), 10, 1)
            .draw(SAMPLES, 1, 0)
            .samples(outputs == 1 ? LabelCoding.EVEN_ODD : LabelCoding.ONE_HOT);
    Network network = new Network(Architecture.mlp(widths, Activation.RELU), Loss.MEAN_SQUARE);
    SgdSettings settings =
        new SgdSettings(LEARNING_RATE, batch, NoiseEnhancement.of(1), Sampling.EPOCH);
    NetworkEnsemble ensemble =
        NetworkEnsemble.of(network, samples, settings, Precision.FLOAT32, networks);
    StreamFamily family = StreamFamily.ofTraining(1);
    for (int lane = 0; lane < networks; lane++) {
      ensemble.seat(lane, family, lane);
      ensemble.place(lane, network.architecture().glorot(ensemble.streams(), lane));
    }
    return ensemble;
  }
}
