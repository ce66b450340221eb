package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.data.ImageShape;
import org.logscape.data.LabelCoding;
import org.logscape.dynamics.Sampling;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.spec.data.DataScale;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.InvalidSpecException;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.start.Start;
import org.logscape.network.Activation;
import org.logscape.network.Loss;
import org.logscape.observe.EndsAfter;

class NetworkSpecTest {
  static final String NETWORK =
      """
      name: network
      replicas: 2
      model: {type: mlp, widths: [784, 10, 1]}
      data: {format: idx, images: i.gz, labels: l.gz, take: 1000, labels_as: even-odd}
      dynamics: {type: sgd, learning_rate: 0.1, batch_size: [10, 30]}
      observe: {evaluation: {}}
      stop: {epochs: 20}
      """;

  @Test
  void defaultsAreThoseOfTheLiterature() {
    Spec spec = Specs.read(NETWORK);
    assertThat(spec.grid().cell(0).model())
        .isEqualTo(
            new NetworkSpec(
                ModelType.MLP,
                List.of(784, 10, 1),
                List.of(),
                Activation.RELU,
                Loss.MEAN_SQUARE,
                1000));
    assertThat(spec.grid().cell(0).dynamics().sampling()).isEqualTo(Sampling.EPOCH);
    assertThat(spec.start()).isEqualTo(new Start.Glorot());
    assertThat(spec.data())
        .contains(
            new DataSpec(
                DataFormat.IDX,
                List.of("i.gz", "l.gz"),
                List.of(),
                DataSpec.ALL,
                LabelCoding.EVEN_ODD,
                DataScale.STANDARD,
                null,
                null));
    assertThat(spec.stop().after()).isEqualTo(EndsAfter.NEVER);
  }

  /** An epoch is N/B steps, an incomplete one left out: 1000/30 is 33. */
  @Test
  void epochsAreSteps() {
    Grid grid = Specs.read(NETWORK).grid();
    assertThat(grid.cell(0).steps()).isEqualTo(20 * 100);
    assertThat(grid.cell(1).steps()).isEqualTo(20 * 33);
    assertThat(grid.cell(1).stepsPerEpoch()).isEqualTo(33);
    String inSteps = NETWORK.replace("epochs: 20", "steps: 2000");
    assertThat(Specs.read(inSteps).grid().cell(0)).isEqualTo(grid.cell(0));
  }

  @Test
  void arraysAndWeightsReadBack() {
    String base = NETWORK.replace("format: idx, images: i.gz, labels: l.gz", "%s") + "start: %s\n";
    for (String data :
        List.of(
            "format: npz, file: a.npz",
            "format: npz, file: a.npz, features: x_train, labels: y_train, test_features: x_test,"
                + " test_labels: y_test, channels: first",
            "format: npz, file: a.npz, test_file: b.npz",
            "format: npy, features: x.npy, labels: y.npy, test_features: u.npy, test_labels: v.npy")) {
      Spec spec = Specs.read(base.formatted(data, "{weights: net.npz}"));
      assertThat(SpecReader.read(SpecWriter.write(spec), "again")).isEqualTo(spec);
      assertThat(spec.start()).isEqualTo(Start.Weights.of("net.npz"));
    }
    Spec one = Specs.read(base.formatted("format: npz, file: a.npz, test_file: b.npz", "random"));
    assertThat(one.data().orElseThrow().test()).containsExactly("b.npz");
    assertThat(one.data().orElseThrow().arrays().testFeatures()).isEqualTo("x");
    Spec named =
        Specs.read(
            base.formatted("format: npz, file: a.npz", "{weights: {file: f, layers: [in, out]}}"));
    assertThat(SpecReader.read(SpecWriter.write(named), "again")).isEqualTo(named);
    assertThat(named.start()).isEqualTo(new Start.Weights("f", List.of("in", "out"), 20));
  }

  @Test
  void whatIsWrittenReadsBack() {
    String whole =
        """
        name: whole
        seed: 4
        replicas: 3
        model: {type: cnn, stacks: [[8, 8], [16]], activation: tanh, loss: cross-entropy}
        data: {format: cifar-10, files: ['a b.bin', c.bin], test_files: [d.bin], test_take: 7, take: [50, 60], scale: none}
        dynamics: {type: sgd, learning_rate: 0.1, batch_size: 5, noise_enhancement: [1, 2], sampling: replacement}
        start: {pretrained: {learning_rate: 0.2, epochs: 7, batch_size: 10, loss_below: 0.01, settle_steps: 9, gradient_norm: 0.001, eigenvalues: 5}}
        observe:
          escape: {levels: [1.5, 2], every: 3}
          snapshots: {every: 10, at_escape: true}
          evaluation: {every: 2}
          noise: {at: [0, 5], samples: 20, minibatches: 8, alignment_probes: 3, eigenvalues: 4}
          spectrum: {at: [5], samples: 30, eigenvalues: 6, density_probes: 0}
        stop: {epochs: 9}
        rare: {event: level, levels: [4], order: distance, trials: 20}
        fit: []
        """;
    Spec spec = Specs.read(whole);
    assertThat(spec.grid().cells()).isEqualTo(4);
    Spec again = SpecReader.read(SpecWriter.write(spec), "written.yaml");
    assertThat(again).isEqualTo(spec);
    assertThat(Fingerprint.of(again)).isEqualTo(Fingerprint.of(spec));
    assertThat(spec.rare().orElseThrow().every()).as("that of the escapes").isEqualTo(3);
    assertThat(((NetworkSpec) spec.grid().cell(0).model()).stacks())
        .isEqualTo(List.of(List.of(8, 8), List.of(16)));
  }

  @Test
  void aStopAtConvergenceReadsBackAndMayNotChange() {
    String yaml =
        NETWORK
            .replace(
                "evaluation: {}", "evaluation: {every: 2, steps: log}, sharpness: {samples: 9}")
            .replace("stop: {", "stop: {train_loss: 0.01, every: 50, ");
    Spec spec = Specs.read(yaml);
    assertThat(spec.stop().convergedAt()).contains(new Stop.Convergence(0.01, null, 50L));
    Spec again = SpecReader.read(SpecWriter.write(spec), "written.yaml");
    assertThat(again).isEqualTo(spec);
    assertThat(Fingerprint.of(again)).isEqualTo(Fingerprint.of(spec));
    Spec other = Specs.read(yaml.replace("train_loss: 0.01", "train_error: 0"));
    assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(spec));
    assertThat(Extension.check(spec, other)).extracting(Fault::path).containsExactly("stop");
    assertThat(Extension.check(spec, Specs.read(yaml))).isEmpty();
  }

  /** Files may be moved; a coding, a scale or a test set makes another experiment. */
  @Test
  void whereFilesLieDoesNotCount() {
    Spec here = Specs.read(NETWORK);
    Spec there = Specs.read(NETWORK.replace("i.gz", "s3a://bucket/i.gz"));
    assertThat(Fingerprint.of(there)).isEqualTo(Fingerprint.of(here));
    assertThat(Extension.check(here, there)).isEmpty();
    Spec scaled = Specs.read(NETWORK.replace("even-odd", "even-odd, scale: none"));
    assertThat(Fingerprint.of(scaled)).isNotEqualTo(Fingerprint.of(here));
    assertThat(Extension.check(here, scaled)).extracting(Fault::path).containsExactly("data");
  }

  @Test
  void listsOfListsAreAxes() {
    String yaml = NETWORK.replace("widths: [784, 10, 1]", "widths: [[784, 10, 1], [784, 20, 1]]");
    assertThat(Specs.read(yaml).grid().cells()).isEqualTo(4);
    String cnn =
        """
        name: cnn
        replicas: 1
        model: {type: cnn, stacks: [[[8]], [[8], [8]]]}
        data: {format: synthetic, shape: [8, 8, 1], take: 10}
        dynamics: {type: sgd, learning_rate: 0.1}
        stop: {steps: 5}
        """;
    assertThat(Specs.read(cnn).grid().cells()).isEqualTo(2);
    assertThat(Specs.read(cnn.replace("[[[8]], [[8], [8]]]", "[[8], [8]]")).grid().cells())
        .isEqualTo(1);
  }

  @Test
  void networksAreHeldAgainstTheData() {
    NetworkSpec model = (NetworkSpec) Specs.read(NETWORK).grid().cell(0).model();
    assertThat(model.misfit(new ImageShape(28, 28, 1), 1)).isEmpty();
    assertThat(model.misfit(new ImageShape(28, 28, 1), 10).map(Fault::toString))
        .contains(
            "model.widths: is [784, 10, 1]; must begin with 784, the features of the data, and end"
                + " with 10, its targets");
    assertThat(model.network(new ImageShape(28, 28, 1), 1).architecture().parameters())
        .isEqualTo(784 * 10 + 10 + 10 + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type: sgd|type: langevin|dynamics.type: is langevin; must be sgd, since H* of a network is"
            + " not known",
        "learning_rate: 0.1|temperature: 0.1|dynamics.temperature: is given; must be learning_rate,"
            + " since h* of a network is measured, not known",
        "type: sgd|type: sgd, sampling: online|dynamics.sampling: is online; must be replacement or"
            + " epoch for a network",
        "[10, 30]|[10, 3000]|data.take: is 1000; must be at least 3000, what one step draws (1"
            + " minibatch) under sampling epoch",
        "[784, 10, 1]|[784, 0, 1]|model.widths: is [784, 0, 1]; must be a list of at least one,"
            + " each a whole number (32 bits), at least 1",
        "widths: [784, 10, 1]|widths: [784, 10, 1], activation: gelu|model.activation: is 'gelu';"
            + " must be one of tanh, relu",
        "format: idx|format: idxx|data.format: is 'idxx'; must be one of idx, cifar-10, csv,"
            + " parquet, npz, npy, synthetic",
        "images: i.gz, ||data.images: is missing; must be text",
        "images: i.gz|images: i.gz, test_images: t.gz|data: has one of test_images and test_labels;"
            + " must have both of them, or none",
        "images: i.gz|images: i.gz, test_take: 5|data.test_take: is given; must be left out without"
            + " a test set",
        "images: i.gz|images: i.gz, spread: 5|data.spread: is not a known key; allowed: format,"
            + " take, test_take, labels_as, scale, images, labels, test_images, test_labels",
        "{evaluation: {}}|{loss_histogram: {}}|observe.loss_histogram: is given; must be left out,"
            + " since a network's loss is not known at every step",
        "{evaluation: {}}|{escape: {levels: [2]}}|observe.escape: is given; must have start:"
            + " {pretrained: ...} or {weights: FILE}, where L* is that of the minimum",
        "{evaluation: {}}|{noise: {every: 2, at: [3]}}|observe.noise: has every and at; must have"
            + " at most one of them",
        "{evaluation: {}}|{noise: {minibatches: 1}}|observe.noise.minibatches: is 1; must be 0, or"
            + " at least 2 for a standard error",
        "{evaluation: {}}|{spectrum: {eigenvalues: 1}}|observe.spectrum.eigenvalues: is 1; must be"
            + " at least 2",
        "epochs: 20|epochs: 20, steps: 5|stop: has steps and epochs; must have at most one of them",
        "name: network|name: network\\n"
            + "start: minimum|start: is 'minimum'; must be random, {pretrained: {learning_rate:"
            + " NUMBER, ...}}, {weights: FILE}, or {snapshots: DIR} for a network",
        "name: network|name: network\\n"
            + "rare: {event: level, levels: [2]}|rare: is given; must have start: {pretrained:"
            + " ...} or {weights: FILE}, whose minimum is what is left",
        "name: network|name: network\\n"
            + "start: {pretrained: {learning_rate: 1}}\\n"
            + "rare: {event: basin}|rare.event: is basin; must be level for networks, whose other"
            + " minima are not known",
        "name: network|name: network\\n"
            + "start: {pretrained: {learning_rate: 1}}\\n"
            + "rare: {event: level, levels: [2], order: coordinate}|rare.order: is coordinate; must"
            + " be log-loss or distance for networks, whose saddles are not known",
        "name: network|name: network\\n"
            + "start: {pretrained: {learning_rate: 1}}\\n"
            + "rare: {event: level, levels: [2], every: 0}|rare.every: is 0; must be at least 1",
        "name: network|name: network\\n"
            + "start: {pretrained: {epochs: 5}}|start.pretrained.learning_rate: is missing; must be"
            + " a number above 0",
      })
  void eachFaultIsToldInOneLine(String good, String bad, String fault) {
    assertThat(NETWORK).contains(good);
    String yaml = NETWORK.replace(good, bad == null ? "" : bad.replace("\\n", "\n"));
    InvalidSpecException refused =
        catchThrowableOfType(InvalidSpecException.class, () -> Specs.read(yaml));
    assertThat(refused.lines()).containsExactly("SPEC.yaml: " + fault);
  }

  @Test
  void networksNeedData() {
    String without =
        NETWORK.lines().filter(line -> !line.startsWith("data")).reduce("", (a, b) -> a + b + "\n");
    InvalidSpecException refused =
        catchThrowableOfType(InvalidSpecException.class, () -> Specs.read(without));
    assertThat(refused.lines())
        .containsExactly(
            "SPEC.yaml: data: is missing; must be a mapping of format and its files, since networks"
                + " learn from data");
  }
}
