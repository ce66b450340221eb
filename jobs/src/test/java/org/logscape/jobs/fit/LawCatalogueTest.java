package org.logscape.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.jobs.spec.Fit;

/** What every law of the catalogue states. */
class LawCatalogueTest {
  static List<Law> laws() {
    return LawCatalogue.all();
  }

  @Test
  void namesAreUnique() {
    assertThat(laws()).extracting(law -> law.facts().name()).doesNotHaveDuplicates();
  }

  /** One parameter has one meaning, whichever law states it. */
  @Test
  void parametersAreUnique() {
    assertThat(laws().stream().flatMap(law -> law.facts().parameters().stream()))
        .extracting(parameter -> parameter.law() + " " + parameter.name())
        .doesNotHaveDuplicates();
  }

  /** A spec finds the catalogue by the service loader, in its order. */
  @Test
  void specsKnowTheLaws() {
    assertThat(Fit.all()).isEqualTo(laws().stream().map(law -> law.facts().fit()).toList());
    assertThat(Fit.named("escape-law")).isPresent();
    assertThat(Fit.named("escape")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("laws")
  void factsAreComplete(Law law) {
    LawFacts facts = law.facts();
    assertThat(facts.name()).matches("[a-z]+(-[a-z]+)*");
    assertThat(facts.fit().gives()).isNotBlank().doesNotContain("\n");
    assertThat(facts.fit().needs()).isNotEmpty();
    assertThat(facts.tables()).isNotEmpty();
    assertThat(facts.parameters())
        .isNotEmpty()
        .allSatisfy(
            parameter -> {
              assertThat(parameter.law()).matches("[a-z]+(-[a-z]+)*");
              assertThat(parameter.name()).matches("[a-z]+(_[a-z]+)*");
              assertThat(parameter.unit()).isNotBlank();
              assertThat(parameter.meaning()).isNotBlank().doesNotContain("\n");
              assertThat(LawCatalogue.parameter(parameter.law(), parameter.name())).isPresent();
            });
  }

  @Test
  void placesFollowTheCatalogue() {
    assertThat(LawCatalogue.place("escape-rate"))
        .isLessThan(LawCatalogue.place("escape-law"))
        .isLessThan(LawCatalogue.place("survival"));
    assertThat(LawCatalogue.parameters())
        .filteredOn(parameter -> parameter.law().equals("survival"))
        .extracting(Parameter::name)
        .containsSubsequence("median", "weibull_shape");
    assertThat(LawCatalogue.place("no-such-law")).isGreaterThan(LawCatalogue.place("test-error"));
  }
}
