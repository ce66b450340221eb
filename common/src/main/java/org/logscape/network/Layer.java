package org.logscape.network;

import java.io.Serializable;
import org.logscape.matrix.Precision;

/** One map of a network, from the numbers of one sample to the next layer's; immutable. */
sealed interface Layer extends Serializable permits Dense, Convolution, PointwiseLayer, MaxPool {

  /** Numbers that enter, of one sample. */
  int inputs();

  /** Numbers that leave. */
  int outputs();

  /** Rows of its weight matrix and length of its bias; 0 where it has none. */
  default int rows() {
    return 0;
  }

  /** Columns of its weight matrix. */
  default int columns() {
    return 0;
  }

  /** Half-width of the uniform start weights by Glorot and Bengio's rule. */
  default double glorot() {
    return 0;
  }

  /** Its parameters: weights, then bias. */
  default int parameters() {
    return rows() * (columns() + 1);
  }

  /** What one sample costs to go forwards through it. */
  default Work work() {
    return Work.none();
  }

  /**
   * Work space of one thread.
   *
   * @param batch the most samples at a time
   */
  LayerPass pass(Precision precision, int batch);
}
