package org.logscape.jobs.spec.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The text of a spec and what it draws on: environment variables, and the spec that it includes.
 * {@code include: base.yaml} puts the keys of another file under those of this one: mappings are
 * merged, all other values replaced.
 *
 * @param text YAML
 * @param name of the file, as faults are to show it
 * @param settings each {@code PATH=VALUE}, which replace or add keys
 * @param environment the value of a variable; null where it is not set
 * @param files the spec of a name in an {@code include} of this one; throws where it is not there
 */
public record SpecSource(
    String text,
    String name,
    List<String> settings,
    Function<String, String> environment,
    Function<String, SpecSource> files) {
  private static final String INCLUDE = "include";
  private static final int DEEPEST = 8;

  public SpecSource {
    settings = List.copyOf(settings);
  }

  /** A text that draws on nothing else: a reference to a variable or a file is a fault. */
  public static SpecSource of(String text, String name, List<String> settings) {
    return new SpecSource(text, name, settings, null, null);
  }

  /** The keys, with all that is included and set; empty, with a fault, where one is no YAML. */
  public Optional<Map<String, Object>> tree(Faults faults) {
    return tree(faults, 0).map(tree -> Settings.applied(settings, tree, faults));
  }

  private Optional<Map<String, Object>> tree(Faults faults, int depth) {
    int before = faults.list().size();
    String yaml = environment == null ? text : Environment.replaced(text, environment, faults);
    if (faults.list().size() > before) {
      return Optional.empty();
    }
    return YamlTree.read(yaml, faults).flatMap(tree -> whole(tree, faults, depth));
  }

  private Optional<Map<String, Object>> whole(Map<String, Object> tree, Faults faults, int depth) {
    if (files == null || !tree.containsKey(INCLUDE)) {
      return Optional.of(tree);
    }
    Map<String, Object> own = new LinkedHashMap<>(tree);
    if (!(own.remove(INCLUDE) instanceof String file) || file.isBlank()) {
      faults.add(INCLUDE, "is %s; must be a file".formatted(Literal.shown(tree.get(INCLUDE))));
      return Optional.empty();
    }
    if (depth == DEEPEST) {
      faults.add(INCLUDE, "goes more than %d files deep, or in a circle".formatted(DEEPEST));
      return Optional.empty();
    }
    Faults ofFile = new Faults();
    Optional<Map<String, Object>> base = files.apply(file).tree(ofFile, depth + 1);
    ofFile
        .list()
        .forEach(
            fault ->
                faults.add(
                    fault.path().equals(INCLUDE) ? INCLUDE : "%s: %s".formatted(file, fault.path()),
                    fault.problem()));
    return base.map(keys -> merged(keys, own));
  }

  private static Map<String, Object> merged(Map<?, ?> under, Map<?, ?> over) {
    Map<String, Object> merged = new LinkedHashMap<>();
    under.forEach((key, value) -> merged.put((String) key, value));
    over.forEach(
        (key, above) ->
            merged.put(
                (String) key,
                merged.get(key) instanceof Map<?, ?> inner && above instanceof Map<?, ?> outer
                    ? merged(inner, outer)
                    : above));
    return merged;
  }
}
