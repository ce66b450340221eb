package org.logscape.network;

import org.logscape.matrix.Precision;
import org.logscape.matrix.Reals;

/**
 * A parameter vector, or a gradient or direction of the same shape: layer after layer, of each the
 * weights row after row and then the bias. For fully connected networks that is the order of
 * PyTorch's {@code parameters()}. Mutable, one thread at a time; {@link #close} frees it.
 */
public final class Parameters implements AutoCloseable {
  private final Reals all;
  private final Weights[] layers;

  private Parameters(Reals all, Weights[] layers) {
    this.all = all;
    this.layers = layers;
  }

  /** Zeros in the shape of a network's parameters. */
  public static Parameters of(Architecture architecture, Precision precision) {
    Reals all = Reals.of(precision, architecture.parameters());
    Weights[] layers = new Weights[architecture.layers().size()];
    int at = 0;
    for (int l = 0; l < layers.length; l++) {
      Layer layer = architecture.layers().get(l);
      if (layer.rows() > 0) {
        int weights = layer.rows() * layer.columns();
        layers[l] = new Weights(all.slice(at, weights), all.slice(at + weights, layer.rows()));
        at += layer.parameters();
      }
    }
    return new Parameters(all, layers);
  }

  /** The whole vector. */
  public Reals all() {
    return all;
  }

  /** Part of layer {@code index}; null where it has no parameters. */
  Weights layer(int index) {
    return layers[index];
  }

  @Override
  public void close() {
    all.close();
  }
}
