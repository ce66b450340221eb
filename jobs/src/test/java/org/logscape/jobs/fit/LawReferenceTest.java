package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference page is that of the catalogue. With {@code -Dlogscape.rewrite=true} the test writes
 * the page instead.
 */
class LawReferenceTest {
  @Test
  void pageIsThatOfTheCatalogue() throws IOException {
    Path page = Path.of("docs", "laws.md");
    if (Boolean.getBoolean("logscape.rewrite")) {
      Files.writeString(page, LawReference.markdown());
    }
    assertThat(Files.readString(page)).isEqualTo(LawReference.markdown());
  }
}
