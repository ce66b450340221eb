package org.logscape.jobs.sweep.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waves are cut by the clock: a forecast that is wrong makes the first one alone too long. */
class WavesTest {
  private static final int SLOTS = 2;

  /** Blocks of one run each, of one second by the forecast. */
  private static Waves waves(int blocks, double waveSeconds) {
    return Waves.of(
        IntStream.range(0, blocks)
            .mapToObj(block -> new BlockPlan.Costed(new BlockRange(block, 0, 1), 1))
            .iterator(),
        SLOTS,
        OptionalInt.empty(),
        waveSeconds);
  }

  private static int blocks(List<List<BlockRange>> tasks) {
    return tasks.stream().mapToInt(List::size).sum();
  }

  /** A quarter of 40 s on two slots is 20 s of work. */
  @Test
  void theFirstWaveIsAQuarter() {
    Waves waves = waves(1000, 40);
    assertThat(blocks(waves.next())).isEqualTo(20);
  }

  /** 20 blocks took 100 s and not 10 s: each takes 10 s on one slot, so 8 of them take 40 s. */
  @Test
  void theNextOnesFollowTheClock() {
    Waves waves = waves(1000, 40);
    waves.next();
    waves.took(100);
    assertThat(blocks(waves.next())).isEqualTo(8);
    waves.took(40);
    assertThat(blocks(waves.next())).isEqualTo(8);
    // half as long as it was to be: twice as many
    waves.took(20);
    assertThat(blocks(waves.next())).isEqualTo(16);
  }

  /** Spark takes a part of a second for any wave, which says nothing of the runs. */
  @Test
  void aVeryShortWaveDoesNotShrinkTheNext() {
    Waves waves = waves(1000, 40);
    waves.next();
    waves.took(0.2);
    assertThat(blocks(waves.next())).isEqualTo(80);
  }

  @Test
  void noSecondsAtAllGiveABlockAWave() {
    Waves waves = waves(3, 0);
    assertThat(blocks(waves.next())).isEqualTo(1);
    waves.took(5);
    assertThat(blocks(waves.next())).isEqualTo(1);
  }
}
