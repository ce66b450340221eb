package org.logscape.jobs.store.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logscape.jobs.ExpectedErrors;
import org.logscape.jobs.SparkTestSession;

class StragglersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JavaSparkContext CONTEXT =
      JavaSparkContext.fromSparkContext(SparkTestSession.get().sparkContext());

  @TempDir Path folder;

  /** The first task fails while the second one runs, which makes a file a little later. */
  private JavaRDD<Integer> failing() {
    String begun = folder.resolve("begun").toString();
    String late = folder.resolve("late").toString();
    return CONTEXT
        .parallelize(List.of(0, 1), 2)
        .map(
            task -> {
              if (task == 1) {
                Files.createFile(Path.of(begun));
                Thread.sleep(700);
                Files.createFile(Path.of(late));
                return task;
              }
              awaitFile(Path.of(begun));
              throw new IOException("on purpose");
            });
  }

  private static void awaitFile(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
  }

  @ExpectedErrors("on purpose")
  @Test
  void aFailureIsToldWhenNoTaskOfTheJobRunsAnyMore() {
    JavaRDD<Integer> failing = failing();
    assertThatThrownBy(() -> Stragglers.awaited(CONTEXT, PATIENCE, failing::collect))
        .hasStackTraceContaining("on purpose");
    assertThat(folder.resolve("late")).exists();
  }

  @ExpectedErrors("on purpose")
  @Test
  void aTaskThatHangsDoesNotHideTheFailure() throws InterruptedException {
    JavaRDD<Integer> failing = failing();
    assertThatThrownBy(() -> Stragglers.awaited(CONTEXT, Duration.ofMillis(1), failing::collect))
        .hasStackTraceContaining("on purpose");
    assertThat(folder.resolve("late")).doesNotExist();
    awaitFile(folder.resolve("late"));
  }

  @Test
  void whatSucceedsIsGivenAndLeavesNoMark() {
    JavaRDD<Integer> all = CONTEXT.parallelize(List.of(1, 2, 3), 2);
    assertThat(Stragglers.awaited(CONTEXT, PATIENCE, all::collect)).containsExactly(1, 2, 3);
    assertThat(CONTEXT.getLocalProperty("logscape.write")).isNull();
  }
}
