package org.logscape.network;

import static org.logscape.matrix.Blas.As.IS;
import static org.logscape.matrix.Blas.As.TRANSPOSED;

import java.util.Arrays;
import org.logscape.matrix.Blas;
import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;

/**
 * A 3 x 3 convolution with one pixel of zeros about the image, so that its size stays. The channels
 * of a pixel lie together; row o of the weights holds the kernel of output channel o, row by row,
 * pixel by pixel.
 *
 * <p>Sample by sample it is a product of matrices: the neighbourhoods of all pixels, one a row (9
 * {@code channels} numbers), times the transposed weights. They are laid out anew for each product
 * and each pass back: for one sample they fit the caches, for a batch of the papers' network they
 * would be gigabytes.
 *
 * @param height rows of the image
 * @param width its columns
 * @param channels channels that enter
 * @param filters channels that leave
 */
record Convolution(int height, int width, int channels, int filters) implements Layer {

  @Override
  public int inputs() {
    return height * width * channels;
  }

  @Override
  public int outputs() {
    return height * width * filters;
  }

  @Override
  public int rows() {
    return filters;
  }

  @Override
  public int columns() {
    return 9 * channels;
  }

  @Override
  public double glorot() {
    return Math.sqrt(6.0 / (9 * channels + 9 * filters));
  }

  /** The filters are applied at every pixel, to its neighbourhood. */
  @Override
  public Work work() {
    long pixels = (long) height * width;
    return new Work(pixels * columns() * filters, pixels);
  }

  @Override
  public LayerPass pass(Precision precision, int batch) {
    return new Pass(precision);
  }

  private final class Pass implements LayerPass {
    private final int pixels = height * width;
    private final Pointwise pointwise;
    private final Reals ones;
    private final Reals framed;
    private final Reals patches;
    private final Reals own;

    Pass(Precision precision) {
      pointwise = Pointwise.of(precision);
      double[] one = new double[pixels];
      Arrays.fill(one, 1);
      ones = Reals.copyOf(precision, one);
      framed = Reals.of(precision, (long) (height + 2) * (width + 2) * channels);
      patches = Reals.of(precision, (long) pixels * columns());
      own = Reals.of(precision, parameters());
    }

    @Override
    public void forward(int n, Weights w, Reals x, Reals y) {
      for (int sample = 0; sample < n; sample++) {
        Reals out = outputs(y, sample);
        fill(w.bias(), out);
        addProduct(w, x, sample, out);
      }
    }

    @Override
    public void tangent(int n, Weights w, Weights v, Reals x, Reals rx, Reals y, Reals ry) {
      for (int sample = 0; sample < n; sample++) {
        Reals out = outputs(ry, sample);
        fill(v.bias(), out);
        addProduct(v, x, sample, out);
        if (rx != null) {
          addProduct(w, rx, sample, out);
        }
      }
    }

    private void fill(Reals bias, Reals out) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        out.put(pixel * filters, bias, 0, filters);
      }
    }

    private void addProduct(Weights w, Reals x, int sample, Reals out) {
      layOut(x, sample);
      int k = columns();
      Blas.multiply(
          IS, TRANSPOSED, pixels, filters, k, 1, patches, k, w.matrix(), k, 1, out, filters);
    }

    @Override
    public void backward(int n, Weights w, Reals y, Reals dy, Reals dx) {
      for (int sample = 0; sample < n; sample++) {
        pullBack(w, outputs(dy, sample), 0);
        collect(dx, sample);
      }
    }

    @Override
    public void tangentBackward(
        int n, Weights w, Weights v, Reals y, Reals ry, Reals dy, Reals rdy, Reals rdx) {
      for (int sample = 0; sample < n; sample++) {
        pullBack(w, outputs(rdy, sample), 0);
        pullBack(v, outputs(dy, sample), 1);
        collect(rdx, sample);
      }
    }

    private void pullBack(Weights w, Reals dy, double keep) {
      int k = columns();
      Blas.multiply(IS, IS, pixels, k, filters, 1, dy, filters, w.matrix(), k, keep, patches, k);
    }

    @Override
    public void gradient(int n, Reals x, Reals dy, double scale, Weights into) {
      for (int sample = 0; sample < n; sample++) {
        layOut(x, sample);
        Reals slope = outputs(dy, sample);
        addOuter(slope, scale, into.matrix());
        Blas.multiply(TRANSPOSED, pixels, filters, scale, slope, ones, 1, into.bias());
      }
    }

    @Override
    public void tangentGradient(
        int n, Reals x, Reals rx, Reals dy, Reals rdy, double scale, Weights into) {
      gradient(n, x, rdy, scale, into);
      if (rx != null) {
        for (int sample = 0; sample < n; sample++) {
          layOut(rx, sample);
          addOuter(outputs(dy, sample), scale, into.matrix());
        }
      }
    }

    private void addOuter(Reals slope, double scale, Reals into) {
      int k = columns();
      Blas.multiply(
          TRANSPOSED, IS, filters, k, pixels, scale, slope, filters, patches, k, 1, into, k);
    }

    @Override
    public void squaredNorms(int n, Reals x, Reals dy, double[] sums) {
      int weights = filters * columns();
      Weights into = new Weights(own.slice(0, weights), own.slice(weights, filters));
      for (int sample = 0; sample < n; sample++) {
        own.clear();
        gradient(1, x.slice(sample * inputs(), inputs()), outputs(dy, sample), 1, into);
        for (int i = 0; i < own.length(); i++) {
          sums[sample] = Math.fma(own.get(i), own.get(i), sums[sample]);
        }
      }
    }

    private Reals outputs(Reals values, int sample) {
      return values.slice(sample * pixels * filters, pixels * filters);
    }

    private int framedAt(int row, int column) {
      return (row * (width + 2) + column) * channels;
    }

    /** The neighbourhoods of one sample's pixels; three pixels of a row lie together. */
    private void layOut(Reals x, int sample) {
      framed.clear();
      for (int row = 0; row < height; row++) {
        int from = (sample * height + row) * width * channels;
        framed.put(framedAt(row + 1, 1), x, from, width * channels);
      }
      int three = 3 * channels;
      int at = 0;
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          for (int line = 0; line < 3; line++) {
            patches.put(at, framed, framedAt(row + line, column), three);
            at += three;
          }
        }
      }
    }

    /** The transpose of {@link #layOut}: adds up what belongs to each pixel. */
    private void collect(Reals dx, int sample) {
      framed.clear();
      int three = 3 * channels;
      int at = 0;
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          for (int line = 0; line < 3; line++) {
            pointwise.add(framed.bytes(), framedAt(row + line, column), patches.bytes(), at, three);
            at += three;
          }
        }
      }
      for (int row = 0; row < height; row++) {
        int to = (sample * height + row) * width * channels;
        dx.put(to, framed, framedAt(row + 1, 1), width * channels);
      }
    }

    @Override
    public void close() {
      ones.close();
      framed.close();
      patches.close();
      own.close();
    }
  }
}
