package org.logscape.jobs.fit.error;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  /** The name of the form of enhancement in a group. */
  static final String FORM = "noise_enhancement_form";

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

  /**
   * Plain cells with the enhanced ones of each form: the noise of many steps differs between the
   * forms at equal B_eff, so no curve holds two of them.
   */
  static List<List<EndedCell>> byForm(List<EndedCell> cells) {
    List<Optional<String>> forms =
        cells.stream().filter(cell -> !cell.isPlain()).map(EndedCell::form).distinct().toList();
    return forms.size() < 2
        ? List.of(cells)
        : forms.stream()
            .map(
                form ->
                    cells.stream()
                        .filter(cell -> cell.isPlain() || cell.form().equals(form))
                        .toList())
            .toList();
  }

  /** What cells of one eta, and of one form of enhancement, have in common. */
  static CellGroup common(List<EndedCell> cells) {
    return rate(cells.get(0)).word(FORM, formOf(cells));
  }

  /** The form of their enhancement; null where there is none, or two minibatches are mixed. */
  static String formOf(List<EndedCell> cells) {
    return cells.stream()
        .filter(cell -> !cell.isPlain())
        .flatMap(cell -> cell.form().stream())
        .findFirst()
        .orElse(null);
  }

  /** What is said of one of them. */
  CellGroup group() {
    return rate(this)
        .precise("effective_batch_size", effectiveBatch())
        .word(FORM, facts.noiseEnhancementForm());
  }

  /** Its learning rate alone. */
  static CellGroup rate(EndedCell cell) {
    return CellGroup.none().exact("learning_rate", cell.facts().learningRate());
  }

  /** The form of the enhancement; empty where two minibatches are mixed. */
  private Optional<String> form() {
    return Optional.ofNullable(facts.noiseEnhancementForm());
  }
}
