package org.logscape.network;

import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;

/**
 * The same function of each number, in place.
 *
 * @param inputs numbers of a sample
 * @param activation the function
 */
record PointwiseLayer(int inputs, Activation activation) implements Layer {

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public LayerPass pass(Precision precision, int batch) {
    Pointwise pointwise = Pointwise.of(precision);
    return switch (activation) {
      case TANH -> new Tanh(pointwise);
      case RELU -> new Relu(pointwise);
    };
  }

  private abstract static class Pass implements LayerPass {
    @Override
    public boolean inPlace() {
      return true;
    }

    @Override
    public void tangent(int n, Weights w, Weights v, Reals x, Reals rx, Reals y, Reals ry) {
      backward(n, w, y, ry, ry);
    }
  }

  private final class Tanh extends Pass {
    private final Pointwise pointwise;

    Tanh(Pointwise pointwise) {
      this.pointwise = pointwise;
    }

    @Override
    public void forward(int n, Weights w, Reals x, Reals y) {
      pointwise.tanh(y.bytes(), n * inputs);
    }

    @Override
    public void backward(int n, Weights w, Reals y, Reals dy, Reals dx) {
      pointwise.tanhSlope(y.bytes(), dy.bytes(), n * inputs);
    }

    @Override
    public void tangentBackward(
        int n, Weights w, Weights v, Reals y, Reals ry, Reals dy, Reals rdy, Reals rdx) {
      pointwise.tanhCurve(y.bytes(), ry.bytes(), dy.bytes(), rdy.bytes(), n * inputs);
    }
  }

  private final class Relu extends Pass {
    private final Pointwise pointwise;

    Relu(Pointwise pointwise) {
      this.pointwise = pointwise;
    }

    @Override
    public void forward(int n, Weights w, Reals x, Reals y) {
      pointwise.relu(y.bytes(), n * inputs);
    }

    @Override
    public void backward(int n, Weights w, Reals y, Reals dy, Reals dx) {
      pointwise.reluSlope(y.bytes(), dy.bytes(), n * inputs);
    }

    @Override
    public void tangentBackward(
        int n, Weights w, Weights v, Reals y, Reals ry, Reals dy, Reals rdy, Reals rdx) {
      backward(n, w, y, rdy, rdx);
    }
  }
}
