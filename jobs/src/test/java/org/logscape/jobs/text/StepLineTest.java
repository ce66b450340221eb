package org.logscape.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
        .isEqualTo("\r\u001b[Kreport: loss (1 of 2)\r\u001b[K");
  }
}
