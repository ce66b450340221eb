package org.logscape.jobs.fit.error;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.predict.CellFacts;

/**
 * What two cells must have in common before their test errors are compared.
 *
 * @param facts of the cell that must be equal
 * @param words of its label that must be equal, for what the cells table has no column
 */
record ComparedCells(List<Object> facts, String words) {
  private static final Set<String> ALPHA =
      Set.of("noise_enhancement", "noise_enhancement_form", "effective_batch_size");

  /** What changes along with B: the noise, and how many steps an epoch has. */
  private static final Set<String> BATCH =
      Stream.concat(ALPHA.stream(), Stream.of("batch_size", "steps"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> RATE =
      Stream.concat(BATCH.stream(), Stream.of("learning_rate", "curvature_step", "temperature"))
          .collect(Collectors.toUnmodifiableSet());

  /** All but the noise enhancement. */
  static ComparedCells alongAlpha(CellFacts facts) {
    return of(facts, ALPHA, List.of(facts.batchSize(), facts.learningRate(), facts.stepsLimit()));
  }

  /** All but the noise enhancement and the batch size. */
  static ComparedCells alongBatch(CellFacts facts) {
    return of(facts, BATCH, List.of(facts.learningRate()));
  }

  /** All but the noise enhancement, the batch size and a step size that depends on it. */
  static ComparedCells alongBatchAndRate(CellFacts facts) {
    return of(facts, RATE, List.of());
  }

  private static ComparedCells of(CellFacts facts, Set<String> free, List<Object> more) {
    List<Object> equal =
        Stream.concat(
                Stream.of(
                    facts.model(),
                    facts.dynamics(),
                    facts.dimensions(),
                    String.valueOf(facts.sampling()),
                    String.valueOf(facts.labelNoise()),
                    String.valueOf(facts.samples())),
                more.stream())
            .toList();
    Predicate<String> kept = word -> !free.contains(key(word));
    return new ComparedCells(
        equal,
        Arrays.stream(facts.label().split(" ")).filter(kept).collect(Collectors.joining(" ")));
  }

  private static String key(String word) {
    String name = word.substring(0, Math.max(0, word.indexOf('=')));
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
