package org.logscape.jobs.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.SpecSource;
import org.logscape.jobs.spec.key.YamlTree;

/** The keys that a spec leaves out, with the values that are used for them. */
public final class UsedDefaults {
  /** Keys that say how a result is shown or what is fitted to it, and change no run. */
  private static final Set<String> NOT_OF_RUNS = Set.of("name", "claim", "fit");

  private UsedDefaults() {}

  /**
   * The keys, each as {@code PATH VALUE}, in the order of the resolved spec.
   *
   * @param source what was read
   * @param spec what it was read as
   */
  public static List<String> of(SpecSource source, Spec spec) {
    Map<String, Object> given = new LinkedHashMap<>();
    flatten("", source.tree(new Faults()).orElseGet(Map::of), given);
    Map<String, Object> resolved = new LinkedHashMap<>();
    flatten("", tree(SpecWriter.write(spec)), resolved);
    return resolved.entrySet().stream()
        .filter(entry -> given.keySet().stream().noneMatch(path -> covers(path, entry.getKey())))
        .filter(entry -> !NOT_OF_RUNS.contains(entry.getKey()))
        .map(entry -> entry.getKey() + " " + Literal.of(entry.getValue()))
        .collect(Collectors.toList());
  }

  private static boolean covers(String given, String path) {
    return path.equals(given) || path.startsWith(given + ".");
  }

  private static Map<String, Object> tree(String yaml) {
    return YamlTree.read(yaml, new Faults()).orElseGet(Map::of);
  }

  private static void flatten(String path, Object value, Map<String, Object> leaves) {
    if (value instanceof Map<?, ?> section && !section.isEmpty()) {
      section.forEach(
          (key, inner) ->
              flatten(path.isEmpty() ? key.toString() : path + "." + key, inner, leaves));
    } else {
      leaves.put(path, value);
    }
  }
}
