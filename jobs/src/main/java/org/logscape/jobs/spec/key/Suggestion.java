package org.logscape.jobs.spec.key;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The known key that an unknown one is likely to mean. */
public final class Suggestion {
  private Suggestion() {}

  /** What other programs call the keys of a spec; several where it depends on the section. */
  private static final Map<String, List<String>> SYNONYMS =
      Map.ofEntries(
          entry("lr", "dynamics.learning_rate"),
          entry("eta", "dynamics.learning_rate"),
          entry("step_size", "dynamics.learning_rate"),
          entry("batch", "dynamics.batch_size"),
          entry("batchsize", "dynamics.batch_size"),
          entry("alpha", "dynamics.noise_enhancement"),
          entry("mu", "dynamics.momentum"),
          entry("nesterov", "dynamics.momentum_form"),
          entry("l2", "dynamics.weight_decay"),
          entry("scheduler", "dynamics.schedule"),
          entry("lr_scheduler", "dynamics.schedule"),
          entry("optimizer", "dynamics.type"),
          entry("seeds", "replicas"),
          entry("runs", "replicas"),
          entry("repeats", "replicas"),
          entry("n_runs", "replicas"),
          entry("random_seed", "seed"),
          entry("epochs", "stop.epochs"),
          entry("steps", "stop.steps"),
          entry("iterations", "stop.steps"),
          entry("max_steps", "stop.steps"),
          entry("n", "model.dimensions", "model.samples"),
          entry("dim", "model.dimensions"),
          entry("sigma", "model.label_noise"),
          entry("noise", "model.label_noise"),
          entry("layers", "model.widths"),
          entry("hidden", "model.widths"),
          entry("dataset", "data"),
          entry("optimiser", "dynamics"),
          entry("observers", "observe"),
          entry("laws", "fit"),
          entry("fits", "fit"),
          entry("description", "claim"),
          entry("question", "claim"));

  private static Map.Entry<String, List<String>> entry(String word, String... paths) {
    return Map.entry(word, List.of(paths));
  }

  /**
   * The known key that an unknown one means: another name of it, else the nearest spelling.
   *
   * @param word the unknown key
   * @param section where it stands; empty at the top
   * @param known the keys there
   * @return a key of this section by its name, or one of another section by its path
   */
  static Optional<String> meant(String word, String section, Collection<String> known) {
    List<String> paths = SYNONYMS.getOrDefault(word.toLowerCase(Locale.ROOT), List.of());
    Optional<String> here =
        paths.stream()
            .filter(path -> section.equals(parent(path)))
            .map(path -> path.substring(path.lastIndexOf('.') + 1))
            .filter(known::contains)
            .findFirst();
    // a key that is misspelt is nearer than one of another section
    return here.or(() -> nearest(word, known))
        .or(() -> paths.stream().filter(path -> !section.equals(parent(path))).findFirst());
  }

  private static String parent(String path) {
    return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
  }

  /** The nearest of the known words, if one is near: a third of its letters wrong at most. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
