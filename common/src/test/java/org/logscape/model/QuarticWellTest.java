package org.logscape.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuarticWellTest extends ModelContractTest {

  @Override
  Model model() {
    return QuarticWell.of(3, 0.25);
  }

  @Test
  void theOtherBasinIsEnteredAtItsMinimum() {
    assertThat(model().passage().orElseThrow().arrival()).isEqualTo(-1);
  }
}
