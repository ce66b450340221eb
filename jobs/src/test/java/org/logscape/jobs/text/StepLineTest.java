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
  /** After the first, which took 4 s, two steps took 6 s, so the two that remain take 6 s. */
  @Test
  void theTimeLeftFollowsFromTheStepsAfterTheFirst() {
    try (StepLine line = StepLine.of("fit", 5, Optional.empty())) {
      assertThat(line.next("rate", Duration.ZERO)).isEqualTo("fit: rate (1 of 5)");
      assertThat(line.next("law", Duration.ofSeconds(4))).isEqualTo("fit: law (2 of 5)");
      assertThat(line.next("survival", Duration.ofSeconds(6)))
          .isEqualTo("fit: survival (3 of 5), about 6 s left");
      assertThat(line.next("contrast", Duration.ofSeconds(10)))
          .isEqualTo("fit: contrast (4 of 5), about 6 s left");
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
      String text = line.next("survival", Duration.ZERO);
      assertThat(line.logged("survival", text, Duration.ofSeconds(59), now)).isEmpty();
      assertThat(line.logged("survival", text, Duration.ofSeconds(80), now))
          .contains("2026-01-02T03:04:05Z fit: survival (1 of 5)");
      assertThat(line.logged("contrast", text, Duration.ofSeconds(139), now)).isEmpty();
      assertThat(line.logged("contrast", text, Duration.ofSeconds(140), now)).isPresent();
    }
  }

  @Test
  void asJsonALineIsOneObject() {
    Instant now = Instant.parse("2026-01-02T03:04:05.6Z");
    try (StepLine line = StepLine.of("fit", 5, Optional.empty()).in(LogFormat.JSON)) {
      line.next("rate", Duration.ZERO);
      String text = line.next("survival", Duration.ofSeconds(61));
      assertThat(line.logged("survival", text, Duration.ofSeconds(61), now))
          .hasValue(
              "{\"time\":\"2026-01-02T03:04:05Z\",\"message\":\"fit: survival (2 of 5)\","
                  + "\"job\":\"fit\",\"step\":\"survival\",\"done\":1,\"steps\":5,\"seconds\":61}");
    }
  }
}
