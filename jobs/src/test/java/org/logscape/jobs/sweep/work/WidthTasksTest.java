package org.logscape.jobs.sweep.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WidthTasksTest {
  @Test
  void aTextHasItsTasks() {
    List<WidthTasks.Task> tasks =
        List.of(
            new WidthTasks.Task("0a1b2c3d4e5f6071", 0, 640, 20_000),
            new WidthTasks.Task("ffffffffffffffff", 128, 200, 3_000_000_000L));
    String text = WidthTasks.text(tasks);
    assertThat(text)
        .isEqualTo("width 0a1b2c3d4e5f6071:0-640@20000 ffffffffffffffff:128-200@3000000000");
    assertThat(WidthTasks.isText(text)).isTrue();
    assertThat(WidthTasks.parse(text)).isEqualTo(tasks);
  }

  @Test
  void otherTextsHaveNone() {
    assertThat(WidthTasks.parse("blocks c1:0-64")).isEmpty();
    assertThat(WidthTasks.parse("")).isEmpty();
  }

  /** The first and the last block of a range may be shorter; all begin at multiples of 64. */
  @Test
  void aRangeIsCutWhereBlocksBegin() {
    assertThat(new BlockRange(3, 40, 200).blocks(64))
        .containsExactly(
            new BlockRange(3, 40, 64),
            new BlockRange(3, 64, 128),
            new BlockRange(3, 128, 192),
            new BlockRange(3, 192, 200));
    assertThat(new BlockRange(3, 64, 64).blocks(64)).isEmpty();
  }
}
