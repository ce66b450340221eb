package org.logscape.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.data.ImageShape;

class ArchitectureTest {

  /** 3 x 2 + 2 x 1 products forwards; back twice as many, but for the slopes of the inputs. */
  @Test
  void aDenseLayerTakesAProductForEachWeight() {
    Architecture mlp = Architecture.mlp(List.of(3, 2, 1), Activation.RELU);
    assertThat(mlp.forward()).isEqualTo(new Work(8, 0));
    assertThat(mlp.gradient()).isEqualTo(new Work(3 * 8 - 6, 0));
    // five and eight products of a layer, three of the first
    assertThat(mlp.metricProduct()).isEqualTo(new Work(5 * 2 + 3 * 6, 0));
    assertThat(mlp.hessianProduct()).isEqualTo(new Work(8 * 2 + 3 * 6, 0));
  }

  /** Nine weights of each of two filters at each of 16 pixels; then 2 x 2 x 2 numbers to three. */
  @Test
  void aFilterTakesItsProductsAtEveryPixel() {
    Architecture cnn =
        Architecture.cnn(new ImageShape(4, 4, 1), List.of(List.of(2)), 3, Activation.RELU);
    assertThat(cnn.forward()).isEqualTo(new Work(16 * 9 * 2 + 8 * 3, 16));
    assertThat(cnn.gradient()).isEqualTo(new Work(2 * 16 * 9 * 2 + 3 * 8 * 3, 2 * 16));
    assertThat(cnn.parameters()).isEqualTo(2 * 10 + 3 * 9);
  }
}
