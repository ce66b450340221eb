package org.logscape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.data.SyntheticSet;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.random.StreamFamily;

class SettlingTest {

  /** One linear layer with mean-square loss: the minimum is the least-squares solution. */
  @Test
  void aLinearNetworkSettlesAtLeastSquares() {
    Samples set =
        new SyntheticSet(ImageShape.flat(6), 4, 1).draw(50, 1, 0).samples(LabelCoding.EVEN_ODD);
    double[][] rows = new double[set.size()][7];
    double[] y = new double[set.size()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 6; j++) {
        rows[i][j] = set.inputs()[i * 6 + j];
      }
      rows[i][6] = 1;
      y[i] = set.targets()[i];
    }
    RealVector best =
        new QRDecomposition(new Array2DRowRealMatrix(rows))
            .getSolver()
            .solve(new ArrayRealVector(y));
    Network network =
        new Network(Architecture.mlp(List.of(6, 1), Activation.TANH), Loss.MEAN_SQUARE);
    try (EmpiricalLoss loss = EmpiricalLoss.of(network, set)) {
      Settling settled = Settling.of(loss, new double[7], 1e-10, 2000);
      assertThat(settled.gradientNorm()).isLessThan(1e-10);
      for (int i = 0; i < 7; i++) {
        assertThat(settled.theta()[i]).isCloseTo(best.getEntry(i), within(1e-8));
      }
    }
  }

  /** A network's valleys are flat: it may run out of steps, and then says so. */
  @Test
  void aNetworkGoesDown() {
    Samples set =
        new SyntheticSet(ImageShape.flat(4), 3, 1).draw(100, 1, 0).samples(LabelCoding.ONE_HOT);
    Network network =
        new Network(Architecture.mlp(List.of(4, 3, 3), Activation.TANH), Loss.MEAN_SQUARE);
    double[] start = network.architecture().glorot(StreamFamily.ofTraining(1).lanes(0, 1), 0);
    try (EmpiricalLoss loss = EmpiricalLoss.of(network, set)) {
      double before = loss.evaluate(start).loss();
      Settling some = Settling.of(loss, start, 1e-12, 100);
      Settling more = Settling.of(loss, start, 1e-12, 500);
      assertThat(some.iterations()).isEqualTo(100);
      assertThat(some.loss()).isLessThan(before);
      assertThat(more.loss()).isLessThan(some.loss());
      assertThat(loss.evaluate(more.theta()).loss()).isEqualTo(more.loss());
    }
  }
}
