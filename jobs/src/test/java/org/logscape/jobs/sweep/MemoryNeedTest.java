package org.logscape.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.SpecReader;

/** Models that cannot be computed are refused in a line, and before anything of their size is. */
class MemoryNeedTest {
  private static final String SPEC =
      """
      name: huge
      replicas: 2
      model: {type: linear-regression, dimensions: %s, label_noise: %s}
      dynamics: {type: sgd, batch_size: 1, learning_rate: 0.00000000001}
      observe: {loss_histogram: {burn_in: 0, every: 1}}
      stop: {steps: 10}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500000000 | 1     | model.dimensions: is 500,000,000; 8 runs side by side need 183,105 MB
          2         | 1e200 | model: the loss at the minimum is Infinity, beyond the range of double
          """)
  void isRefusedAtOnce(String dimensions, String noise, String line) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(
                    () ->
                        MemoryNeed.check(
                            SpecReader.read(SPEC.formatted(dimensions, noise), "huge.yaml")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(line));
  }
}
