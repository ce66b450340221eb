package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.InvalidSpecException;

class SpecFaultsTest {

  /** One line of the small spec replaced, and the one fault this makes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // unknown keys
        "name: small|name: small\\n"
            + "sede: 5|sede: is not a known key; did you mean seed? allowed: name, claim, seed,"
            + " replicas, model, data, dynamics, zip, pair, start, observe, stop, rare, until, fit",
        "barrier: 2|barier: 2|model.barier: is not a known key; did you mean barrier? allowed:"
            + " type, dimensions, barrier, curvature, label_noise",
        "barrier: 2|barrier: 2, colour: red|model.colour: is not a known key; allowed: type,"
            + " dimensions, barrier, curvature, label_noise",
        "barrier: 2|barrier: 2, samples: 10|model.samples: is not a known key; allowed: type,"
            + " dimensions, barrier, curvature, label_noise",
        // wrong types
        "dimensions: 2|dimensions: two|model.dimensions: is 'two'; must be a whole number (32"
            + " bits), at least 1",
        "dimensions: 2|dimensions: 2.5|model.dimensions: is 2.5; must be a whole number (32 bits),"
            + " at least 1",
        "dimensions: 2|dimensions: '2'|model.dimensions: is '2'; must be a whole number (32 bits),"
            + " at least 1",
        "dimensions: 2|dimensions: 99999999999|model.dimensions: is 99999999999; must be a whole"
            + " number (32 bits), at least 1",
        "barrier: 2|barrier: {p: 2}|model.barrier: is a mapping; must be a number above 0.5",
        "barrier: 2|barrier:|model.barrier: is empty; must be a number above 0.5",
        "barrier: 2|barrier: .inf|model.barrier: is Infinity; must be a number above 0.5",
        "name: small|name: 12|name: is 12; must be text of letters, digits, dot, underscore,"
            + " hyphen",
        "name: small|name: a b|name: is 'a b'; must be of letters, digits, dot, underscore, hyphen",
        "replicas: 2|replicas: [1, 2]|replicas: is [1, 2]; must be a whole number (32 bits), at"
            + " least 1",
        "name: small|name: small\\n"
            + "seed: 99999999999999999999|seed: is 99999999999999999999; must be a whole number of"
            + " 64 bits",
        "stop: {steps: 100}|stop: 100|stop: is 100; must be a mapping of steps, epochs,"
            + " begun_with, after, train_loss, train_error, every",
        // out of range
        "learning_rate: 0.04|learning_rate: -0.1|dynamics.learning_rate: is -0.1; must be above 0",
        "learning_rate: 0.04|learning_rate: 0|dynamics.learning_rate: is 0; must be above 0",
        "learning_rate: 0.04|learning_rate: 0.04, noise_enhancement:"
            + " 0.4|dynamics.noise_enhancement: is 0.4; must be at least 0.5",
        "barrier: 2|barrier: 0.4|model.barrier: is 0.4; must be above 0.5",
        "steps: 100|steps: 0|stop.steps: is 0; must be at least 1",
        "replicas: 2|replicas: 0|replicas: is 0; must be at least 1",
        // axes
        "barrier: 2|barrier: []|model.barrier: is an empty list; must hold at least one, a number"
            + " above 0.5",
        "barrier: 2|barrier: [2, 0.4]|model.barrier[1]: is 0.4; must be above 0.5",
        "barrier: 2|barrier: [2, 3, 2.0]|model.barrier: has 2 twice; must have each once",
        // missing
        "name: small||name: is missing; must be text of letters, digits, dot, underscore, hyphen",
        "barrier: 2|curvature: 2|model.barrier: is missing; must be a number above 0.5",
        "dynamics: {type: sgd, learning_rate: 0.04}||dynamics: is missing; must be a mapping of"
            + " type, batch_size, learning_rate, curvature_step, temperature, noise_enhancement,"
            + " effective_batch_size, noise_enhancement_form, sampling, momentum, momentum_form,"
            + " weight_decay, schedule",
        "learning_rate: 0.04|batch_size: 2|dynamics: has no learning rate; must have exactly one of"
            + " learning_rate, curvature_step, temperature",
        "learning_rate: 0.04|learning_rate: 0.04, temperature: 1|dynamics: has learning_rate and"
            + " temperature; must have exactly one of learning_rate, curvature_step, temperature",
        // models
        "type: double-well, dimensions: 2, barrier: 2|type: diagonal-network, width: 10|model.type:"
            + " is diagonal-network, which this version does not have; must be one of"
            + " linear-regression, double-well, quartic-well, formula, java, mlp, cnn",
        "type: double-well|type: double-wel|model.type: is 'double-wel'; must be one of"
            + " linear-regression, double-well, quartic-well, formula, java, mlp, cnn",
        "type: double-well|type: [double-well, quartic-well]|model.type: is ['double-well',"
            + " 'quartic-well']; must be one of linear-regression, double-well, quartic-well,"
            + " formula, java, mlp, cnn",
        "type: double-well, dimensions: 2, barrier: 2|type: quartic-well, dimensions: 2,"
            + " minimum_loss: 1|dynamics.type: is sgd; must be langevin, since quartic-well has no"
            + " samples",
        "type: double-well, dimensions: 2, barrier: 2|type: linear-regression, dimensions: 3,"
            + " spectrum: [1, 2]|model.dimensions: is 3; must be 2, the length of model.spectrum",
        "type: double-well, dimensions: 2, barrier: 2|type: linear-regression, curvature: 3,"
            + " spectrum: [1, 2]|model.curvature: stands beside spectrum; must be one of the two",
        "type: double-well, dimensions: 2, barrier: 2|type: linear-regression, dimensions: 5,"
            + " samples: [50, 5]|model.samples: is 5; must be above 5, the dimensions (else every"
            + " sample is fitted)",
        // dynamics
        "type: sgd|type: sgd, sampling: epoch|dynamics.sampling: is epoch; must be online or"
            + " online-in-law without model.samples",
        "type: sgd|type: langevin, sampling: online|dynamics.sampling: is given; must be left out,"
            + " since langevin draws no minibatches",
        "type: sgd|type: langevin, weight_decay: 0.1|dynamics.weight_decay: is given; must be left"
            + " out, since only sgd has weight decay",
        "learning_rate: 0.04|learning_rate: 0.04, weight_decay: -1|dynamics.weight_decay: is -1;"
            + " must be at least 0",
        "type: sgd|type: sgd, schedule: {type: step, every: 10}|dynamics.schedule: is given; must be"
            + " left out, since only networks have learning-rate schedules",
        "type: sgd|type: langevin, noise_enhancement_form: momentum|dynamics.noise_enhancement_form:"
            + " is given; must be left out, since langevin draws no minibatches",
        "learning_rate: 0.04|temperature: 0.04, noise_enhancement_form: momentum"
            + "|dynamics.temperature: is given; must be learning_rate or curvature_step beside"
            + " noise_enhancement_form momentum",
        "type: sgd|type: sgd, momentum_form: nesterov|dynamics.momentum_form: is nesterov; must stand"
            + " beside momentum above 0",
        "type: sgd|type: sgd, momentum: 0.9, momentum_form: nesterov, noise_enhancement_form:"
            + " momentum|dynamics.momentum_form: is nesterov; must be heavy-ball beside"
            + " noise_enhancement_form momentum",
        "type: sgd|type: sgd, nesterov: true|dynamics.nesterov: is not a known key; did you mean"
            + " momentum_form? allowed: type, batch_size, learning_rate, curvature_step,"
            + " temperature, noise_enhancement, effective_batch_size, noise_enhancement_form,"
            + " sampling, momentum, momentum_form, weight_decay, schedule",
        // start
        "name: small|name: small\\n"
            + "start: {pretrained: {epochs: 3}}|start.pretrained: is for networks; must be minimum,"
            + " random, {random: {scale: NUMBER}}, or {snapshots: DIR}",
        "name: small|name: small\\n"
            + "start: saddle|start: is 'saddle'; must be minimum, random, {random: {scale:"
            + " NUMBER}}, or {snapshots: DIR}",
        "name: small|name: small\\n"
            + "start: {random: {scale: 0}}|start.random.scale: is 0; must be above 0",
        // observers
        "name: small|name: small\\n"
            + "observe: {escape: {}}|observe.escape: watches for nothing; must have events, levels,"
            + " or both",
        "name: small|name: small\\n"
            + "observe: {escape: {events: [ridge]}}|observe.escape.events: is ['ridge']; must be a"
            + " list of at least one, each one of separatrix, basin",
        "name: small|name: small\\n"
            + "observe: {escape: {levels: [1.5, 1.2]}}|observe.escape.levels: is [1.5, 1.2]; must"
            + " ascend",
        "name: small|name: small\\n"
            + "observe: {escape: {levels: [0.9]}}|observe.escape.levels: is [0.9]; must be a list"
            + " of at least one, each a number above 1",
        "name: small|name: small\\n"
            + "observe: {loss_histogram: {runs_per_group:"
            + " 3}}|observe.loss_histogram.runs_per_group: is 3; must be one of 1, 2, 4, 8, 16, 32,"
            + " 64",
        "name: small|name: small\\n"
            + "observe: {snapshots: {}}|observe.snapshots: keeps nothing; must have every,"
            + " at_escape: true, or both",
        "name: small|name: small\\n"
            + "observe: {snapshots: {at_escape: true}}|observe.snapshots.at_escape: is true; must"
            + " have observe.escape too",
        "name: small|name: small\\n"
            + "rare: {event: separatrix, every: 10}|rare.every: is given; must be left out, since"
            + " the loss of this model is known at every step",
        "name: small|name: small\\n"
            + "observe: {escape: {levels: [1.5]}}\\n"
            + "rare: {event: separatrix, every: 10}|rare.every: is 10; must be 1, as"
            + " observe.escape.every says, or be left out",
        "name: small|name: small\\n"
            + "observe: {escape: {levels: [1.5], every: 10}}|observe.escape.every: is given; must"
            + " be left out, since the loss of this model is known at every step",
        "name: small|name: small\\n"
            + "data: {format: synthetic, shape: [3], take: 5}|data: is given; must be left out,"
            + " since only networks (mlp, cnn) learn from data",
        "name: small|name: small\\nobserve: {noise: {}}|observe.noise: is for networks alone",
        // stop and fit
        "steps: 100|steps: 100, after: basin|stop.after: is basin; must be watched for under"
            + " observe.escape",
        "steps: 100|steps: 100, after: all|stop.after: is all; must be watched for under"
            + " observe.escape",
        "name: small|name: small\\n"
            + "fit: [stationary-law]|fit: has stationary-law; must have observe.loss_histogram too",
        // zip
        "name: small|name: small\\n"
            + "zip: model.barrier|zip: is 'model.barrier'; must be a list of paths, or a list of"
            + " such lists",
        "name: small|name: small\\n"
            + "zip: [model.barrier]|zip: has [model.barrier] alone; must be at least two paths",
        "name: small|name: small\\n"
            + "zip: [model.barrier, model.height]|zip: has 'model.height', which has no values;"
            + " must be a key of model, dynamics or stop",
        "barrier: 2}|barrier: [2, 3]}\\n"
            + "zip: [model.barrier, stop.steps]|zip: joins lists of different lengths"
            + " (model.barrier has 2, stop.steps has 1); must be of equal length",
        "barrier: 2}|barrier: [2, 3]}\\n"
            + "zip: [model.barrier, model.barrier]|zip: has model.barrier twice; must be once",
      })
  void eachFaultIsToldInOneLine(String good, String bad, String fault) {
    assertThat(Specs.SMALL).contains(good);
    String yaml = Specs.SMALL.replace(good, bad == null ? "" : bad.replace("\\n", "\n"));
    assertThat(faults(yaml)).containsExactly("SPEC.yaml: " + fault);
  }

  /**
   * The shortest spec: an experiment's name, a model, a step size; the rest is stated by default.
   */
  @Test
  void replicasStepsAndDimensionsHaveDefaults() {
    Spec spec =
        Specs.read(
            """
            name: short
            model: {type: double-well, barrier: 2}
            dynamics: {type: sgd, learning_rate: 0.04}
            """);
    assertThat(SpecWriter.write(spec))
        .contains(
            "replicas: 100\n", "  dimensions: 2\n", "stop:\n  steps: 100000\n  after: never\n");
    assertThat(Specs.read(SpecWriter.write(spec))).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "samples: 10, label_noise: 1|sampling: online|dynamics.sampling: is online; must be"
            + " replacement or epoch beside model.samples",
        "samples: 10|sampling: epoch, batch_size: [4, 11]|model.samples: is 10; must be at least"
            + " 11, what one step draws (1 minibatch) under sampling epoch",
        "samples: 10|sampling: epoch, batch_size: 6, noise_enhancement: [1, 2]|model.samples: is"
            + " 10; must be at least 12, what one step draws (2 minibatches) under sampling epoch",
        "inputs: rademacher|sampling: online-in-law|model.inputs: is rademacher; must be gaussian"
            + " for sampling online-in-law",
        "label_noise: [1, 0]|batch_size: 1|model.label_noise: is 0; must be above 0, since"
            + " observe.escape.levels measures losses in units of L*",
      })
  void valuesMustGoTogether(String model, String dynamics, String fault) {
    String yaml =
        """
        name: cross
        replicas: 1
        model: {type: linear-regression, dimensions: 2, %s}
        dynamics: {type: sgd, learning_rate: 0.1, %s}
        observe: {escape: {levels: [1.5]}}
        stop: {steps: 10}
        """;
    assertThat(faults(yaml.formatted(model, dynamics))).containsExactly("SPEC.yaml: " + fault);
  }

  @Test
  void zippedValuesAreCheckedTogetherOnly() {
    String yaml =
        """
        name: zipped
        replicas: 1
        model: {type: linear-regression, dimensions: 2, samples: [10, 100]}
        dynamics: {type: sgd, learning_rate: 0.1, sampling: epoch, batch_size: [5, 50]}
        %s
        stop: {steps: 10}
        """;
    Spec zipped = Specs.read(yaml.formatted("zip: [model.samples, dynamics.batch_size]"));
    assertThat(zipped.grid().cells()).isEqualTo(2);
    assertThat(faults(yaml.formatted("")))
        .containsExactly(
            "SPEC.yaml: model.samples: is 10; must be at least 50, what one step draws (1"
                + " minibatch) under sampling epoch");
  }

  @Test
  void oneWellHasNoSeparatrix() {
    String yaml =
        """
        name: convex
        replicas: 1
        model: {type: linear-regression, dimensions: 2}
        dynamics: {type: sgd, learning_rate: 0.1}
        observe: {escape: {events: [separatrix]}}
        stop: {steps: 10}
        """;
    assertThat(faults(yaml))
        .containsExactly(
            "SPEC.yaml: observe.escape.events: are given; must be left out, since"
                + " linear-regression has one well (watch levels)");
  }

  @Test
  void tenFaultsAreTenLines() {
    String yaml =
        """
        name: ten faults
        replicas: 0
        colour: red
        model:
          type: double-well
          dimensions: two
          barrier: 0.4
          label_noise: []
        dynamics:
          type: sgd
          learning_rate: -0.04
          noise_enhancement: 0.1
          sampling: offline
        stop: {steps: 0}
        """;
    assertThat(refused(yaml).lines()).hasSize(10);
    assertThat(refused(yaml).faults())
        .extracting(Fault::path)
        .containsExactlyInAnyOrder(
            "name",
            "replicas",
            "colour",
            "model.dimensions",
            "model.barrier",
            "model.label_noise",
            "dynamics.learning_rate",
            "dynamics.noise_enhancement",
            "dynamics.sampling",
            "stop.steps");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: [a, b|line 1, column 12: is no YAML: expected ',' or ']', but got <stream end>",
        "name: a\\n  seed: 1|line 2, column 7: is no YAML: mapping values are not allowed here",
        "name: a\\n"
            + "\\tseed: 1|line 2, column 1: is no YAML: found character '\\t(TAB)' that cannot"
            + " start any token. (Do not use \\t(TAB) for indentation)",
        "- name|line 1: is ['name']; must be a mapping of keys",
        "# nothing|line 1: the file is empty; must be a spec",
        "a: &x 1\\nb: *x|line 1, column 4: is an anchor; must be without",
        "a: !!python/object 1|line 1, column 4: is the tag tag:yaml.org,2002:python/object; must be"
            + " without",
        "a: 1\\n---\\nb: 1|line 2, column 1: is a second document; must be one document",
        "? [a]\\n: 1|line 1, column 3: is a key that is no word",
      })
  void whatIsNoYamlIsToldByLineAndColumn(String yaml, String fault) {
    assertThat(faults(yaml.replace("\\n", "\n").replace("\\tseed", "\tseed")))
        .containsExactly("SPEC.yaml: " + fault);
  }

  @Test
  void duplicateKeysAreFaultsBesideTheOthers() {
    String yaml = Specs.SMALL.replace("barrier: 2", "barrier: 2, barrier: 3, curvature: -1");
    assertThat(faults(yaml))
        .containsExactly(
            "SPEC.yaml: model.barrier: occurs twice, again in line 3, column 55; must occur once",
            "SPEC.yaml: model.curvature: is -1; must be above 0");
  }

  @Test
  void hostileFilesEndInAFaultToo() {
    assertThat(faults("[".repeat(100_000))).singleElement().asString().contains("levels deep");
    assertThat(faults("a: " + "x".repeat(2_000_000)))
        .singleElement()
        .asString()
        .contains("is no YAML");
    assertThat(faults("name: \"a\\nb\"\n"))
        .allSatisfy(line -> assertThat(line).doesNotContain("\n"));
  }

  @Test
  void moreRunsThanCanBeCountedAreRefused() {
    String list = IntStream.rangeClosed(1, 10_000).boxed().toList().toString();
    String yaml =
        """
        name: huge
        replicas: 2000000000
        model: {type: double-well, dimensions: %1$s, barrier: %1$s, label_noise: %1$s}
        dynamics: {type: sgd, learning_rate: 0.04}
        stop: {steps: 10}
        """;
    assertThat(faults(yaml.formatted(list)))
        .containsExactly(
            "SPEC.yaml: replicas: times the cells of the grid is above 2^63 runs; must be below");
  }

  private static List<String> faults(String yaml) {
    return refused(yaml).lines();
  }

  private static InvalidSpecException refused(String yaml) {
    return catchThrowableOfType(InvalidSpecException.class, () -> Specs.read(yaml));
  }
}
