package org.logscape.jobs.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.jobs.spec.key.InvalidSpecException;

/** What a spec says of a key that it does not know. */
class SuggestionTest {
  /** Each word stands where a user of another program would write it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dynamics: {         | dynamics: {lr: 0.1,          | dynamics.lr    | learning_rate",
        "dynamics: {         | dynamics: {eta: 0.1,         | dynamics.eta   | learning_rate",
        "dynamics: {         | dynamics: {step_size: 1,     | dynamics.step_size | learning_rate",
        "dynamics: {         | dynamics: {batch: 2,         | dynamics.batch | batch_size",
        "dynamics: {         | dynamics: {batchSize: 2,     | dynamics.batchSize | batch_size",
        "dynamics: {         | dynamics: {alpha: 2,         | dynamics.alpha | noise_enhancement",
        "dynamics: {         | dynamics: {mu: 0.9,          | dynamics.mu    | momentum",
        "dynamics: {         | dynamics: {l2: 0.9,          | dynamics.l2    | weight_decay",
        "dynamics: {         | dynamics: {optimizer: sgd,   | dynamics.optimizer | type",
        "replicas: 2         | replicas: 2\\nruns: 3        | runs           | replicas",
        "replicas: 2         | replicas: 2\\nseeds: 3       | seeds          | replicas",
        "replicas: 2         | replicas: 2\\nrandom_seed: 3 | random_seed    | seed",
        "replicas: 2         | replicas: 2\\n"
            + "lr: 0.1        | lr             | dynamics.learning_rate",
        "replicas: 2         | replicas: 2\\nepochs: 3      | epochs         | stop.epochs",
        "replicas: 2         | replicas: 2\\ndataset: 3     | dataset        | data",
        "replicas: 2         | replicas: 2\\nlaws: []       | laws           | fit",
        "replicas: 2         | replicas: 2\\nquestion: Why? | question       | claim",
        "stop: {steps        | stop: {iterations: 3, steps  | stop.iterations | steps",
        "model: {type        | model: {n: 3, type           | model.n        | dimensions",
        "model: {type        | model: {dim: 3, type         | model.dim      | dimensions",
        "model: {type        | model: {sigma: 3, type       | model.sigma    | label_noise",
        "model: {type        | model: {barier: 3, type      | model.barier   | barrier",
        "dynamics: {         | dynamics: {learningrate: 1,  | dynamics.learningrate |"
            + " learning_rate",
      })
  void anotherNameOfAKeyIsUnderstood(String old, String text, String path, String meant) {
    assertThat(Specs.SMALL).contains(old.strip());
    assertThatThrownBy(() -> Specs.read(Specs.SMALL.replace(old, text.replace("\\n", "\n"))))
        .isInstanceOfSatisfying(
            InvalidSpecException.class,
            invalid ->
                assertThat(invalid.faults().stream().map(Object::toString))
                    .anyMatch(
                        fault ->
                            fault.startsWith(path + ": ")
                                && fault.contains("did you mean " + meant + "?")));
  }

  @ParameterizedTest
  @CsvSource({"dynamics: {, 'dynamics: {nonsense: 2, ', dynamics.nonsense"})
  void aWordWithoutAMeaningHasNoSuggestion(String old, String text, String path) {
    assertThatThrownBy(() -> Specs.read(Specs.SMALL.replace(old, text)))
        .isInstanceOfSatisfying(
            InvalidSpecException.class,
            invalid ->
                assertThat(invalid.faults().stream().map(Object::toString))
                    .anyMatch(fault -> fault.startsWith(path + ": "))
                    .noneMatch(fault -> fault.contains("did you mean")));
  }
}
