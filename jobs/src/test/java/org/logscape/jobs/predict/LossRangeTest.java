package org.logscape.jobs.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossRangeTest {
  @Test
  void aGroupKeyNamesItToThreeDigits() {
    LossRange closed = new LossRange(0.12345, 4.4668);
    assertThat(closed.groupKey()).isEqualTo("L/L*-1=0.123..4.47");
    assertThat(LossRange.of(closed.groupKey())).contains(new LossRange(0.123, 4.47));
    LossRange open = new LossRange(2, Double.POSITIVE_INFINITY);
    assertThat(LossRange.of(open.groupKey())).contains(open);
    assertThat(LossRange.of("T=0.24 " + closed.groupKey() + " n=2")).isPresent();
    assertThat(LossRange.of("")).isEmpty();
    assertThat(LossRange.of("level=1.5")).isEmpty();
  }
}
