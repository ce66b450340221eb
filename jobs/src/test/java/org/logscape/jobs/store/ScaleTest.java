package org.logscape.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logscape.jobs.store.CountingStore.Request;

/** What a sweep asks its store for, at a size at which the simulation takes a second. */
class ScaleTest {
  /** The goal of the page scale.md. */
  private static final double MOST_REQUESTS_PER_WAVE = 20;

  @Tag("thorough")
  @ParameterizedTest
  @EnumSource
  void aWaveCostsTheSameHoweverManyThereAre(StorePrices store) throws IOException {
    ScaleSimulation.Result few = ScaleSimulation.run(store, 500, 640, 60);
    ScaleSimulation.Result many = ScaleSimulation.run(store, 500, 640, 600);
    assertThat(many.waves()).isGreaterThan(5 * few.waves());
    assertThat(many.requestsPerWave()).isLessThanOrEqualTo(MOST_REQUESTS_PER_WAVE);
    // merging a hundred lists costs a read and a deletion each
    assertThat(many.requestsPerWave()).isLessThan(few.requestsPerWave() + 2);
    assertThat(many.filesOfFit()).isEqualTo(2 * (many.waves() + many.wavesOfSecondHalf()));
  }

  @Tag("thorough")
  @ParameterizedTest
  @EnumSource
  void resumingAndFittingReadMergedLists(StorePrices store) throws IOException {
    ScaleSimulation.Result many = ScaleSimulation.run(store, 300, 640, 500);
    // at most a hundred lists of each of two levels, and the beginning
    assertThat(reads(many.resume().requests())).isLessThan(201);
    assertThat(reads(many.fit().requests())).isLessThan(201);
  }

  @ParameterizedTest
  @EnumSource
  void anObjectStoreIsNeverAskedToRename(StorePrices store) throws IOException {
    ScaleSimulation.Result result = ScaleSimulation.run(store, 200, 640, 40);
    long renames =
        result.stages().stream()
            .mapToLong(stage -> stage.requests().getOrDefault(Request.RENAME, 0L))
            .sum();
    if (store == StorePrices.S3) {
      assertThat(renames).isZero();
    } else {
      assertThat(renames).isPositive();
    }
  }

  private static long reads(Map<Request, Long> requests) {
    return requests.getOrDefault(Request.READ, 0L);
  }
}
