package org.logscape.rare;

import java.util.List;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.SgdSettings;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.Start;
import org.logscape.matrix.Precision;
import org.logscape.model.Basin;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.EscapeObserver;
import org.logscape.random.StreamFamily;
import org.logscape.training.NetworkDynamics;
import org.logscape.training.Training;
import org.logscape.training.minimum.MinimumSearch;
import org.logscape.training.watch.Curvature;

/**
 * Cells of networks at trained minima, where brute force reaches. Labels are noisy enough that no
 * network here fits them, so L* is large and one sample moves L by little.
 */
final class NetworkCells {
  private final Network network;
  private final Samples set;
  private final MinimumSearch.Minimum found;

  private NetworkCells(Network network, Samples set) {
    this.network = network;
    this.set = set;
    int parameters = network.architecture().parameters();
    MinimumSearch search =
        new MinimumSearch(
            new Training(
                network,
                new SgdSettings(0.05, 10, NoiseEnhancement.of(1), Sampling.EPOCH),
                Precision.FLOAT32,
                50,
                0),
            1e-9,
            20_000,
            new Curvature(parameters, 20 * parameters, 3, 0));
    found = search.run(set, 4, 0);
  }

  /** Both ways to draw samples, with and without noise enhancement. */
  static List<Comparison> all() {
    NetworkCells one = mlp();
    return List.of(
        one.cell("mlp N=120 epochs", new Setting(0.2, 4, 1, Sampling.EPOCH, 5, 1.2)),
        one.cell(
            "mlp N=120 replacement a=2.5", new Setting(0.1, 4, 1.5, Sampling.REPLACEMENT, 4, 1.4)));
  }

  private static NetworkCells mlp() {
    return new NetworkCells(
        new Network(Architecture.mlp(List.of(6, 1, 1), Activation.TANH), Loss.MEAN_SQUARE),
        new SyntheticSet(ImageShape.flat(6), 4, 1).draw(120, 3, 0).samples(LabelCoding.EVEN_ODD));
  }

  /**
   * A cell.
   *
   * @param curvatureStep eta h*
   * @param every steps from look to look
   * @param level L/L*
   */
  private record Setting(
      double curvatureStep, int batch, double alpha, Sampling sampling, int every, double level) {}

  private record Minimum(double[] minimum, double minimumLoss, double outlierCurvature)
      implements Basin {}

  private Comparison cell(String name, Setting setting) {
    double curvature = found.outliers().size();
    double lossThere = found.evaluation().loss();
    SgdSettings settings =
        new SgdSettings(
            setting.curvatureStep() / curvature,
            setting.batch(),
            NoiseEnhancement.of(setting.alpha()),
            setting.sampling());
    NetworkDynamics dynamics =
        NetworkDynamics.of(network, set, settings, Precision.FLOAT32)
            .about(new Minimum(found.theta(), lossThere, curvature))
            .lookingEvery(setting.every());
    BlockKernel kernel =
        BlockKernel.untilEvent(
            dynamics,
            Start.minimum(),
            10_000_000,
            List.of(
                EscapeObserver.ofLevels(
                    dynamics.basin(),
                    List.of(setting.level()),
                    EndsAfter.LEVELS,
                    setting.every())));
    return new Comparison(
        name,
        dynamics,
        Route.along(OrderParameter.loss(dynamics.basin()), setting.level()),
        runs -> kernel.run(StreamFamily.ofRuns(1, 0), 0, runs));
  }
}
