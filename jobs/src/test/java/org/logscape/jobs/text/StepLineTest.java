package org.logscape.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepLineTest {
  /** Two steps took 10 s, so three more take 15 s. */
  @Test
  void theTimeLeftFollowsFromTheStepsThatAreDone() {
    try (StepLine line = StepLine.of("fit", 5, Optional.empty())) {
      assertThat(line.line("survival", 1, Duration.ofSeconds(3)))
          .isEqualTo("fit: survival (1 of 5)");
      assertThat(line.line("contrast", 3, Duration.ofSeconds(10)))
          .isEqualTo("fit: contrast (3 of 5), about 15 s left");
    }
  }

  @Test
  void eachStepTakesThePlaceOfTheOneBefore() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (StepLine line = StepLine.of("report", 2, Optional.of(out))) {
      line.begin("loss");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001b[K\u001b[?7lreport: loss (1 of 2)\u001b[?7h\r\u001b[K");
  }

  @Test
  void withoutATerminalThereIsAtMostALineAMinute() {
    Instant now = Instant.parse("2026-01-02T03:04:05.6Z");
    try (StepLine line = StepLine.of("fit", 5, Optional.empty())) {
      assertThat(line.logged("survival", 2, Duration.ofSeconds(59), now)).isEmpty();
      assertThat(line.logged("survival", 3, Duration.ofSeconds(80), now))
          .contains("2026-01-02T03:04:05Z fit: survival (3 of 5), about 2 min 0 s left");
      assertThat(line.logged("contrast", 4, Duration.ofSeconds(139), now)).isEmpty();
      assertThat(line.logged("contrast", 4, Duration.ofSeconds(140), now)).isPresent();
    }
  }

  @Test
  void asJsonALineIsOneObject() {
    Instant now = Instant.parse("2026-01-02T03:04:05.6Z");
    try (StepLine line = StepLine.of("fit", 5, Optional.empty()).in(LogFormat.JSON)) {
      assertThat(line.logged("survival", 2, Duration.ofSeconds(61), now))
          .hasValue(
              "{\"time\":\"2026-01-02T03:04:05Z\",\"message\":\"fit: survival (2 of 5), about 4 min 4 s left\","
                  + "\"job\":\"fit\",\"step\":\"survival\",\"done\":1,\"steps\":5,\"seconds\":61}");
    }
  }
}
