package org.logscape.network;

import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;

/**
 * The largest of each square of four neighbours, in each channel; an odd last row or column is
 * dropped. Of equal numbers the first counts, row by row.
 *
 * @param height rows of the image that enters
 * @param width its columns
 * @param channels numbers of a pixel, which lie together
 */
record MaxPool(int height, int width, int channels) implements Layer {

  @Override
  public int inputs() {
    return height * width * channels;
  }

  @Override
  public int outputs() {
    return (height / 2) * (width / 2) * channels;
  }

  @Override
  public LayerPass pass(Precision precision, int batch) {
    return new Pass(batch);
  }

  private final class Pass implements LayerPass {
    /** For each output of the batch the index of the input that it is. */
    private final int[] source;

    Pass(int batch) {
      source = new int[batch * outputs()];
    }

    @Override
    public void forward(int n, Weights w, Reals x, Reals y) {
      int out = 0;
      for (int sample = 0; sample < n; sample++) {
        for (int row = 0; row + 1 < height; row += 2) {
          for (int column = 0; column + 1 < width; column += 2) {
            int corner = sample * inputs() + (row * width + column) * channels;
            for (int channel = 0; channel < channels; channel++) {
              int best = largest(x, corner + channel);
              source[out] = best;
              y.set(out, x.get(best));
              out++;
            }
          }
        }
      }
    }

    private int largest(Reals x, int corner) {
      int below = corner + width * channels;
      int best = larger(x, corner, corner + channels);
      return larger(x, larger(x, best, below), below + channels);
    }

    private static int larger(Reals x, int first, int second) {
      return x.get(second) > x.get(first) ? second : first;
    }

    @Override
    public void tangent(int n, Weights w, Weights v, Reals x, Reals rx, Reals y, Reals ry) {
      for (int out = 0; out < n * outputs(); out++) {
        ry.set(out, rx.get(source[out]));
      }
    }

    @Override
    public void backward(int n, Weights w, Reals y, Reals dy, Reals dx) {
      dx.clear();
      for (int out = 0; out < n * outputs(); out++) {
        dx.set(source[out], dy.get(out));
      }
    }

    @Override
    public void tangentBackward(
        int n, Weights w, Weights v, Reals y, Reals ry, Reals dy, Reals rdy, Reals rdx) {
      backward(n, w, y, rdy, rdx);
    }
  }
}
