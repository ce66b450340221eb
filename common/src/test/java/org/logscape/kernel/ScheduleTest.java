package org.logscape.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
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

  /** Whole numbers next above 10^(k/4): 1, 1.78, 3.16, 5.62, 10, 17.8, 31.6, in units of 20. */
  @Test
  void logarithmicLooksAreEverFurtherApart() {
    Schedule schedule = Schedule.logarithmic(20, 4);
    List<Long> looks = new ArrayList<>();
    for (long step = schedule.next(0); looks.size() < 8; step = schedule.next(step + 1)) {
      looks.add(step);
    }
    assertThat(looks).containsExactly(0L, 20L, 40L, 80L, 120L, 200L, 360L, 640L);
    assertThat(schedule.next(201)).isEqualTo(360);
    assertThat(schedule.next(Long.MAX_VALUE - 5)).isEqualTo(Schedule.NEVER);
  }
}
