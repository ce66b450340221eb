package org.logscape.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void periodsCountFromTheStart() {
    Schedule tens = Schedule.every(10);
    assertThat(List.of(tens.next(0), tens.next(1), tens.next(10), tens.next(11)))
        .containsExactly(0L, 10L, 10L, 20L);
    assertThat(tens.next(Long.MAX_VALUE)).isEqualTo(Schedule.NEVER);
    assertThatThrownBy(() -> Schedule.every(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenStepsAreKeptAndThenNothingIsDue() {
    Schedule some = Schedule.at(List.of(50L, 0L, 7L));
    assertThat(List.of(some.next(0), some.next(1), some.next(8), some.next(51)))
        .containsExactly(0L, 7L, 50L, Schedule.NEVER);
    assertThat(Schedule.never().next(0)).isEqualTo(Schedule.NEVER);
  }
}
