package org.logscape.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.logscape.data.DataFile;
import org.logscape.data.IdxFiles;
import org.logscape.data.LabelCoding;
import org.logscape.data.Samples;
import org.logscape.network.Activation;
import org.logscape.network.Architecture;
import org.logscape.network.EmpiricalLoss;
import org.logscape.network.Loss;
import org.logscape.network.Network;
import org.logscape.network.Oracle;

/**
 * Curvature of a network that PyTorch trained on Fashion-MNIST, against PyHessian on the same
 * weights and data and against the eigenvalues of the dense Hessian (network/oracle/spectrum.py).
 */
class CurvatureOracleTest {
  private static final Oracle ORACLE = Oracle.read("spectrum");
  private static final double[] THETA = ORACLE.get("theta");
  private static final double[] EXACT = ORACLE.get("eigenvalues");
  private static final Network NETWORK =
      new Network(Architecture.mlp(List.of(49, 12, 8, 1), Activation.TANH), Loss.MEAN_SQUARE);

  private static DataFile file(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(Oracle.class.getResourceAsStream("oracle/" + name), name)) {
      return DataFile.of(name, stream);
    }
  }

  private static EmpiricalLoss loss() throws IOException {
    Samples samples =
        IdxFiles.read(file("images.idx.gz"), file("labels.idx.gz")).samples(LabelCoding.EVEN_ODD);
    return EmpiricalLoss.of(NETWORK, samples);
  }

  @Test
  void theLossIsTheSame() throws IOException {
    try (EmpiricalLoss loss = loss()) {
      double theirs = ORACLE.get("loss")[0];
      assertThat(loss.evaluate(THETA).loss()).isCloseTo(theirs, within(1e-12 * theirs));
    }
  }

  /** PyHessian's power iteration stops at relative changes of 1e-10, which leave errors of 1e-4. */
  @Test
  void topTenEigenvalues() throws IOException {
    try (EmpiricalLoss loss = loss()) {
      TopEigenpairs top = TopEigenpairs.of(loss.hessian(THETA), 10, 1e-8, 300, Probes.of(1, 0));
      double[] other = ORACLE.get("pyhessian_top");
      for (int i = 0; i < 10; i++) {
        assertThat(top.values()[i]).isCloseTo(EXACT[i], within(1e-9 * EXACT[0]));
        assertThat(top.values()[i]).isCloseTo(other[i], within(1e-4 * EXACT[0]));
      }
    }
  }

  /** Four standard errors each: ours about the exact trace, and the two about each other. */
  @Test
  void trace() throws IOException {
    double exact = Arrays.stream(EXACT).sum();
    double[] other = ORACLE.get("pyhessian_trace");
    try (EmpiricalLoss loss = loss()) {
      LinearOperator hessian = loss.hessian(THETA);
      TraceEstimate plain = TraceEstimate.hutchinson(hessian, 100, Probes.of(2, 0));
      assertThat(plain.value()).isCloseTo(exact, within(4 * plain.standardError()));
      TraceEstimate better = TraceEstimate.hutchPlusPlus(hessian, 33, Probes.of(2, 1));
      assertThat(better.value())
          .isCloseTo(exact, within(4 * better.standardError() + 1e-9 * exact));
      assertThat(other[0]).isCloseTo(exact, within(4 * other[1]));
      assertThat(better.value())
          .isCloseTo(other[0], within(4 * Math.hypot(better.standardError(), other[1])));
    }
  }

  /**
   * Smoothed densities at the middle of the bulk and shares above thresholds. The share above x, of
   * rank r of n, has standard deviation below sqrt(2 r) / n for one sign vector; four of the
   * mean's. PyHessian has ten vectors.
   */
  @Test
  void density() throws IOException {
    int n = EXACT.length;
    int probes = 20;
    SpectralDensity other =
        new SpectralDensity(
            ORACLE.get("pyhessian_nodes"),
            Arrays.stream(ORACLE.get("pyhessian_weights")).map(w -> w / 10).toArray());
    try (EmpiricalLoss loss = loss()) {
      SpectralDensity ours = SpectralDensity.of(loss.hessian(THETA), probes, 50, Probes.of(3, 0));
      for (double share : new double[] {0.003, 0.01, 0.03}) {
        int rank = (int) (share * n);
        double threshold = Math.sqrt(EXACT[rank - 1] * EXACT[rank]);
        double one = Math.sqrt(2.0 * rank) / n;
        double exact = (double) rank / n;
        assertThat(ours.above(threshold)).isCloseTo(exact, within(4 * one / Math.sqrt(probes)));
        assertThat(other.above(threshold)).isCloseTo(exact, within(4 * one / Math.sqrt(10)));
        assertThat(ours.above(threshold))
            .isCloseTo(
                other.above(threshold), within(4 * one * Math.sqrt(1.0 / probes + 1.0 / 10)));
      }
      double second = Arrays.stream(EXACT).map(x -> x * x).sum() / n;
      double fourth = Arrays.stream(EXACT).map(x -> x * x * x * x).sum();
      assertThat(ours.moment(2)).isCloseTo(second, within(4 * Math.sqrt(2 * fourth / probes) / n));
    }
  }
}
