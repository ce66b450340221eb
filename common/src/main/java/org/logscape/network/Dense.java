package org.logscape.network;

import static org.logscape.matrix.Blas.As.IS;
import static org.logscape.matrix.Blas.As.TRANSPOSED;

import java.util.Arrays;
import org.logscape.matrix.Blas;
import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;

/**
 * y = W x + b.
 *
 * @param inputs columns of W
 * @param outputs rows of W
 */
record Dense(int inputs, int outputs) implements Layer {

  @Override
  public int rows() {
    return outputs;
  }

  @Override
  public int columns() {
    return inputs;
  }

  @Override
  public double glorot() {
    return Math.sqrt(6.0 / (inputs + outputs));
  }

  @Override
  public Work work() {
    return new Work((long) inputs * outputs, 0);
  }

  @Override
  public LayerPass pass(Precision precision, int batch) {
    return new Pass(precision, batch);
  }

  private final class Pass implements LayerPass {
    private final Reals ones;

    Pass(Precision precision, int batch) {
      double[] one = new double[batch];
      Arrays.fill(one, 1);
      ones = Reals.copyOf(precision, one);
    }

    @Override
    public void forward(int n, Weights w, Reals x, Reals y) {
      for (int i = 0; i < n; i++) {
        y.put(i * outputs, w.bias(), 0, outputs);
      }
      addProduct(n, w, x, y);
    }

    private void addProduct(int n, Weights w, Reals x, Reals y) {
      Blas.multiply(
          IS, TRANSPOSED, n, outputs, inputs, 1, x, inputs, w.matrix(), inputs, 1, y, outputs);
    }

    @Override
    public void tangent(int n, Weights w, Weights v, Reals x, Reals rx, Reals y, Reals ry) {
      forward(n, v, x, ry);
      if (rx != null) {
        addProduct(n, w, rx, ry);
      }
    }

    @Override
    public void backward(int n, Weights w, Reals y, Reals dy, Reals dx) {
      pullBack(n, w, dy, 0, dx);
    }

    @Override
    public void tangentBackward(
        int n, Weights w, Weights v, Reals y, Reals ry, Reals dy, Reals rdy, Reals rdx) {
      pullBack(n, w, rdy, 0, rdx);
      pullBack(n, v, dy, 1, rdx);
    }

    private void pullBack(int n, Weights w, Reals dy, double keep, Reals dx) {
      Blas.multiply(
          IS, IS, n, inputs, outputs, 1, dy, outputs, w.matrix(), inputs, keep, dx, inputs);
    }

    @Override
    public void gradient(int n, Reals x, Reals dy, double scale, Weights into) {
      addOuter(n, x, dy, scale, into);
      Blas.multiply(TRANSPOSED, n, outputs, scale, dy, ones, 1, into.bias());
    }

    private void addOuter(int n, Reals x, Reals dy, double scale, Weights into) {
      Blas.multiply(
          TRANSPOSED,
          IS,
          outputs,
          inputs,
          n,
          scale,
          dy,
          outputs,
          x,
          inputs,
          1,
          into.matrix(),
          inputs);
    }

    @Override
    public void tangentGradient(
        int n, Reals x, Reals rx, Reals dy, Reals rdy, double scale, Weights into) {
      gradient(n, x, rdy, scale, into);
      if (rx != null) {
        addOuter(n, rx, dy, scale, into);
      }
    }

    /** The gradient is dy x^T and dy: its squared length needs neither. */
    @Override
    public void squaredNorms(int n, Reals x, Reals dy, double[] sums) {
      for (int i = 0; i < n; i++) {
        sums[i] += square(dy, i * outputs, outputs) * (1 + square(x, i * inputs, inputs));
      }
    }

    private static double square(Reals values, int from, int count) {
      double sum = 0;
      for (int j = from; j < from + count; j++) {
        sum = Math.fma(values.get(j), values.get(j), sum);
      }
      return sum;
    }

    @Override
    public void close() {
      ones.close();
    }
  }
}
