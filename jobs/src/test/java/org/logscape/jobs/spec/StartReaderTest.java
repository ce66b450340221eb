package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.InvalidSpecException;
import org.logscape.jobs.spec.start.Start;

/** The start from snapshots; the other ones are read in the tests of whole specs. */
class StartReaderTest {
  private static final String NETWORK =
      """
      name: network
      replicas: 2
      model: {type: mlp, widths: [4, 2]}
      data: {format: synthetic, shape: [4], classes: 2, take: 20}
      dynamics: {type: sgd, learning_rate: 0.1}
      stop: {steps: 10}
      """;

  private static Start start(String lines) {
    return Specs.read(Specs.with(lines)).start();
  }

  @Test
  void aFolderAloneMeansTheLastSnapshotOfEachRun() {
    Start expected = new Start.Snapshots("out/a", null, null);
    assertThat(start("start: {snapshots: out/a}")).isEqualTo(expected);
    assertThat(start("start: {snapshots: {dir: out/a}}")).isEqualTo(expected);
    assertThat(Specs.read(NETWORK + "start: {snapshots: out/a}\n").start()).isEqualTo(expected);
  }

  @Test
  void aCellAndAStepMayBeChosen() {
    assertThat(start("start: {snapshots: {dir: out/a, cell: 0123456789abcdef, step: 1e3}}"))
        .isEqualTo(new Start.Snapshots("out/a", "0123456789abcdef", 1000L));
  }

  /** Resuming from where the folder was moved to is told by the checksum, not by the name. */
  @Test
  void whereTheFolderLiesMayChangeAndNothingElse() {
    Spec old = Specs.read(Specs.with("start: {snapshots: {dir: out/a, step: 5}}"));
    Spec moved = Specs.read(Specs.with("start: {snapshots: {dir: s3a://b/a, step: 5}}"));
    assertThat(Extension.check(old, moved)).isEmpty();
    assertThat(Fingerprint.of(moved)).isEqualTo(Fingerprint.of(old));
    Spec other = Specs.read(Specs.with("start: {snapshots: out/a}"));
    assertThat(Extension.check(old, other))
        .extracting(Fault::toString)
        .containsExactly(
            "start: the folder has {snapshots: {cell: 'all', step: 5}}, the spec has {snapshots: {cell: 'all', step: 'last'}}; must be equal");
    assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(old));
    assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(Specs.read(Specs.SMALL)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "snapshots|start: is 'snapshots'; must be minimum, random, {random: {scale: NUMBER}}, or {snapshots: DIR}",
        "{snapshots: 3}|start.snapshots: is 3; must be text of at least one character, a results folder",
        "{snapshots: ''}|start.snapshots: is ''; must be of at least one character, a results folder",
        "{snapshots: }|start.snapshots: is empty; must be text of at least one character, a results folder",
        "{snapshots: {step: 3}}|start.snapshots.dir: is missing; must be text of at least one character, a results folder",
        "{snapshots: {dir: a, step: -1}}|start.snapshots.step: is -1; must be at least 0",
        "{snapshots: {dir: a, step: 1.5}}|start.snapshots.step: is 1.5; must be a whole number, at least 0",
        "{snapshots: {dir: a, cell: 17}}|start.snapshots.cell: is 17; must be text of 16 hexadecimal digits, a cell_id (in quotes where YAML takes it for a number)",
        "{snapshots: {dir: a, cell: xyz}}|start.snapshots.cell: is 'xyz'; must be of 16 hexadecimal digits, a cell_id (in quotes where YAML takes it for a number)",
        "{snapshots: {dir: a, run: b}}|start.snapshots.run: is not a known key; allowed: dir, cell, step",
      })
  void faultsAreTold(String value, String fault) {
    assertThatThrownBy(() -> start("start: " + value))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("SPEC.yaml: " + fault);
  }

  @Test
  void aNetworkIsToldWhatItMayStartAt() {
    assertThatThrownBy(() -> Specs.read(NETWORK + "start: snapshots\n"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageEndingWith(
            "must be random, {pretrained: {learning_rate: NUMBER, ...}}, {weights: FILE}, or {snapshots: DIR} for a network");
  }

  /** L* of where a network starts is not known, so there is no L/L* to watch. */
  @Test
  void levelsOfANetworkNeedAMinimum() {
    assertThatThrownBy(
            () ->
                Specs.read(
                    NETWORK
                        + "start: {snapshots: out/a}\nobserve: {escape: {levels: [2], every: 1}}\n"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("observe.escape: is given; must have start: {pretrained: ...}");
  }

  @Test
  void rareEventsAreNotSampledFromSnapshots() {
    assertThatThrownBy(() -> start("start: {snapshots: out/a}\nrare: {event: separatrix}"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "SPEC.yaml: rare: is given; must be left out with start: {snapshots: ...}, since rare events are sampled from the minimum");
  }
}
