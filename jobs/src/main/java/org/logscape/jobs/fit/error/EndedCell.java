package org.logscape.jobs.fit.error;

import java.util.Comparator;
import java.util.List;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.jobs.fit.CellGroup;
import org.logscape.jobs.predict.CellFacts;

/**
 * A cell whose runs have ended and were evaluated.
 *
 * @param facts of the cell
 * @param ends where its runs ended
 */
record EndedCell(CellFacts facts, FinalTestErrors ends) {
  /** By B_eff, ascending. */
  static final Comparator<EndedCell> BY_EFFECTIVE_BATCH =
      Comparator.comparingDouble(EndedCell::effectiveBatch);

  /** B_eff = B/a, a = alpha^2 + (1 - alpha)^2. */
  double effectiveBatch() {
    return facts.batchSize() / facts.noiseFactor();
  }

  boolean isPlain() {
    return facts.noiseEnhancement() == 1;
  }

  /** Sample gradients that a step takes: B for each minibatch. They could all run in parallel. */
  long samplesPerStep() {
    return facts.noiseEnhancementForm() == null
        ? (long) facts.batchSize() * NoiseEnhancement.of(facts.noiseEnhancement()).minibatches()
        : facts.batchSize();
  }

  /** What cells of one eta have in common. */
  static CellGroup common(List<EndedCell> cells) {
    return CellGroup.none().exact("learning_rate", cells.get(0).facts().learningRate());
  }

  /** The same about one of them. */
  CellGroup group() {
    return common(List.of(this))
        .precise("effective_batch_size", effectiveBatch())
        .word("noise_enhancement_form", facts.noiseEnhancementForm());
  }
}
