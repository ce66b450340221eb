package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.key.InvalidSpecException;

/** The keys for designs: pair, effective_batch_size, until. */
class DesignKeysTest {
  private static final String YAML =
      """
      name: design
      replicas: 20
      model: {type: double-well, dimensions: 2, barrier: 2, label_noise: [0.5, 1]}
      dynamics: {type: sgd, %s}
      observe: {escape: {events: [separatrix]}}
      stop: {steps: [1000, 2000], after: %s}
      %s
      """;

  private static Spec spec(String dynamics, String more) {
    return Specs.read(YAML.formatted(dynamics, "separatrix", more));
  }

  private static List<Long> streams(Spec spec) {
    return LongStream.range(0, spec.grid().cells())
        .mapToObj(number -> spec.pairing().streamBits(spec.grid().cell(number)))
        .toList();
  }

  @Test
  void withoutPairsStreamsAreThoseOfTheCell() {
    Spec spec = spec("learning_rate: [0.02, 0.04]", "");
    assertThat(streams(spec))
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(
            LongStream.range(0, 8).mapToObj(n -> spec.grid().cell(n).streamBits()).toList());
  }

  @Test
  void cellsThatDifferInPairedKeysAloneShareTheirStreams() {
    Spec spec = spec("learning_rate: [0.02, 0.04]", "pair: [dynamics.learning_rate, stop.steps]");
    assertThat(streams(spec)).hasSize(8);
    assertThat(streams(spec).stream().distinct()).as("one a label noise").hasSize(2);
    assertThat(Specs.read(SpecWriter.write(spec))).isEqualTo(spec);
    assertThat(spec.fits()).extracting(Fit::name).contains("contrast");
  }

  /** What follows from a paired key is no difference either: eta from T and B, alpha from B. */
  @Test
  void derivedValuesArePairedToo() {
    Spec spec =
        spec(
            "temperature: 0.2, batch_size: [1, 5, 13], effective_batch_size: 1",
            "pair: [dynamics.batch_size, stop.steps]");
    assertThat(streams(spec).stream().distinct()).hasSize(2);
  }

  /** (2, 5), (3, 13): 4 + 1 = 5, 9 + 4 = 13. */
  @Test
  void alphaFollowsFromTheEffectiveBatchSize() {
    Spec spec = spec("learning_rate: 0.04, batch_size: [1, 5, 13], effective_batch_size: 1", "");
    assertThat(
            LongStream.range(0, spec.grid().cells())
                .mapToObj(number -> spec.grid().cell(number).dynamics())
                .distinct())
        .extracting(DynamicsSpec::noiseEnhancement)
        .containsExactly(1.0, 2.0, 3.0);
    Spec uneven = spec("learning_rate: 0.04, batch_size: 7, effective_batch_size: 2.5", "");
    assertThat(uneven.grid().cell(0).dynamics().noiseFactor()).isCloseTo(2.8, within(1e-14));
    assertThat(Specs.read(SpecWriter.write(spec))).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learning_rate: 0.04, batch_size: 1, effective_batch_size: 2 | | must be at most 1",
        "learning_rate: 0.04, noise_enhancement: 2, effective_batch_size: 1 | | at most one of"
            + " them",
        "learning_rate: 0.04 | pair: [model.barrier] | at least one must have a list of values",
        "learning_rate: 0.04 | pair: [model.barier] | which has no values",
        "learning_rate: 0.04 | pair: 3 | must be a list",
        "learning_rate: 0.04 | until: {width: 2} | must be between",
        "learning_rate: 0.04 | until: {max_runs: 30} | until.width: is missing",
        "learning_rate: 0.04 | until: {width: 0.1, max_runs: 19} | at least 20",
        "learning_rate: 0.04 | fit: [contrast] | observe.escape and pair"
      })
  void faultsAreTold(String dynamics, String more, String problem) {
    assertThatThrownBy(() -> spec(dynamics, more == null ? "" : more))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void runsThatWaitForNothingHaveNoRate() {
    assertThatThrownBy(
            () -> Specs.read(YAML.formatted("learning_rate: 0.04", "never", "until: {width: 0.1}")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("stop.after is never");
  }

  @Test
  void capsFollowFromTheSpec() {
    Spec spec = spec("learning_rate: 0.04", "until: {width: 0.1}");
    assertThat(spec.until()).isEqualTo(new Until(0.1, 1_000, 20_000));
    assertThat(Specs.read(SpecWriter.write(spec))).isEqualTo(spec);
    assertThat(Fingerprint.of(spec)).isNotEqualTo(Fingerprint.of(spec("learning_rate: 0.04", "")));
  }
}
