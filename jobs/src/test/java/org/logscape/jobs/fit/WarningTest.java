package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Codes and sentences of a row's warnings, there and back through the table's two columns. */
class WarningTest {
  @Test
  void eachSentenceHasItsCode() {
    FitRow row =
        FitRow.of("escape-rate", "rate")
            .warn(WarningCode.STOPPED_SHORT, "no rate; let stop.after be basin or all")
            .warn(WarningCode.DIVERGED.says("3 of 20 runs diverged"));
    assertThat(row.warnings())
        .extracting(Warning::code)
        .containsExactly(
            WarningCode.STOPPED_SHORT, WarningCode.STOPPED_SHORT, WarningCode.DIVERGED);
    String codes = Warning.codes(row.warnings());
    String texts = Warning.texts(row.warnings());
    assertThat(codes).isEqualTo("stopped-short,stopped-short,diverged");
    assertThat(texts).isEqualTo("no rate; let stop.after be basin or all; 3 of 20 runs diverged");
    assertThat(Warning.read(Optional.of(codes), texts)).isEqualTo(row.warnings());
  }

  @Test
  void tablesOfEarlierVersionsHaveNoCodes() {
    assertThat(Warning.read(Optional.empty(), "few events; diverged"))
        .containsExactly(
            new Warning(WarningCode.UNKNOWN, "few events"),
            new Warning(WarningCode.UNKNOWN, "diverged"));
    assertThat(Warning.codes(List.of())).isNull();
    assertThat(Warning.read(Optional.empty(), "")).isEmpty();
  }
}
