package org.logscape.jobs.spec.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys of a spec that are set from outside, as in {@code dynamics.learning_rate=0.02}. */
public final class Settings {
  private Settings() {}

  /**
   * The mapping with these keys replaced or added.
   *
   * @param settings each {@code PATH=VALUE}, the value in YAML
   */
  public static Map<String, Object> applied(
      List<String> settings, Map<String, Object> yaml, Faults faults) {
    Map<String, Object> tree = new LinkedHashMap<>(yaml);
    settings.forEach(setting -> apply(setting, tree, faults));
    return tree;
  }

  private static void apply(String setting, Map<String, Object> tree, Faults faults) {
    int sign = setting.indexOf('=');
    String path = sign < 0 ? setting : setting.substring(0, sign).strip();
    if (sign < 0 || !path.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
      faults.add(
          "--set",
          "is %s; must be PATH=VALUE, as in dynamics.learning_rate=0.02"
              .formatted(Literal.shown(setting)));
      return;
    }
    Faults ofValue = new Faults();
    Object value =
        YamlTree.read("value: " + setting.substring(sign + 1), ofValue)
            .map(mapping -> mapping.get("value"))
            .orElse(null);
    if (!ofValue.none()) {
      faults.add(path, "is set to what is no YAML; must be PATH=VALUE");
      return;
    }
    put(tree, List.of(path.split("\\.")), value, path, faults);
  }

  private static void put(
      Map<String, Object> mapping, List<String> names, Object value, String path, Faults faults) {
    String name = names.get(0);
    if (names.size() == 1) {
      mapping.put(name, value);
      return;
    }
    Object inner = mapping.getOrDefault(name, Map.of());
    if (!(inner instanceof Map<?, ?>)) {
      faults.add(path, "cannot be set, since %s is no mapping in the file".formatted(name));
      return;
    }
    @SuppressWarnings("unchecked") // YamlTree makes no other maps
    Map<String, Object> copy = new LinkedHashMap<>((Map<String, Object>) inner);
    mapping.put(name, copy);
    put(copy, names.subList(1, names.size()), value, path, faults);
  }
}
