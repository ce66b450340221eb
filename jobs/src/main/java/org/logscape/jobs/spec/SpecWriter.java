package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.model.DoubleWellSpec;
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.jobs.spec.model.JavaModelSpec;
import org.logscape.jobs.spec.model.LinearRegressionSpec;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.observe.ObserverSpec;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.spec.start.Start;

/**
 * Writes a spec as YAML with its defaults spelled out: what is frozen beside the results. Equal
 * specs give the same text, and reading it gives an equal spec.
 */
public final class SpecWriter {
  private static final Set<String> NO_TEXT = Set.of("true", "false", "null");

  private final StringBuilder out = new StringBuilder();

  private SpecWriter() {}

  /** The spec as YAML. */
  public static String write(Spec spec) {
    SpecWriter writer = new SpecWriter();
    writer.spec(spec);
    return writer.out.toString();
  }

  private void spec(Spec spec) {
    line(SpecKeys.NAME.path(), text(spec.name()));
    spec.claim().ifPresent(claim -> line(SpecKeys.CLAIM.path(), quoted(claim)));
    line(SpecKeys.SEED.path(), spec.seed());
    line(SpecKeys.REPLICAS.path(), spec.replicas());
    grid(spec);
    if (!spec.pairing().isEmpty()) {
      line("pair", Literal.of(spec.pairing().paths()));
    }
    if (!spec.grid().has(FormulaSpec.START)) {
      line("start", text(spec.start()));
    }
    if (!spec.observe().all().isEmpty()) {
      out.append("observe:\n");
      spec.observe().all().forEach(this::observation);
    }
    spec.rare().ifPresent(rare -> line("rare", text(rare)));
    if (spec.until().isWanted()) {
      line(Until.SECTION, text(spec.until()));
    }
    line(FitReader.FIT.path(), Literal.of(spec.fits()));
  }

  /** Sections in the order in which their axes count. */
  private void grid(Spec spec) {
    Grid grid = spec.grid();
    Map<String, List<Axis>> sections = new LinkedHashMap<>();
    for (Axis axis : grid.axes()) {
      String section = axis.path().substring(0, axis.path().indexOf('.'));
      sections.computeIfAbsent(section, name -> new ArrayList<>()).add(axis);
    }
    sections.forEach(
        (section, axes) -> {
          out.append(section).append(":\n");
          axes(section, axes);
          if (section.equals("stop")) {
            line("  " + Stop.AFTER.name(), Literal.of(spec.stop().after()));
            spec.stop()
                .convergenceValues()
                .forEach((path, value) -> line("  " + lastWord(path), Literal.of(value)));
          }
          if (section.equals(DataSpec.SECTION)) {
            spec.data().ifPresent(this::data);
          }
          derived(grid, section);
        });
    if (!grid.zips().isEmpty()) {
      line("zip", Literal.of(grid.zips()));
    }
  }

  /** Keys with a dot in them are those of a mapping within the section. */
  private void axes(String section, List<Axis> axes) {
    String mapping = "";
    for (Axis axis : axes) {
      String key = axis.path().substring(section.length() + 1);
      Object value = axis.varies() ? axis.values() : axis.values().get(0);
      int dot = key.indexOf('.');
      String within = dot < 0 ? "" : key.substring(0, dot);
      if (dot >= 0 && !within.equals(mapping)) {
        out.append("  ").append(within).append(":\n");
      }
      mapping = within;
      String indent = dot < 0 ? "  " : "    ";
      line(indent + key.substring(dot + 1), isText(axis) ? quoted(value) : Literal.of(value));
    }
  }

  /** Formulas and the names of minima are text of the user's. */
  private static boolean isText(Axis axis) {
    return Stream.of(FormulaSpec.FEATURES, FormulaSpec.LOSS, FormulaSpec.START, JavaModelSpec.CLASS)
        .anyMatch(key -> key.path().equals(axis.path()));
  }

  private void data(DataSpec data) {
    data.values().forEach((path, value) -> line("  " + lastWord(path), quoted(value)));
  }

  /** Names of files and of cells may be what YAML would take for something else. */
  private static String quoted(Object value) {
    if (value instanceof String file) {
      return "'" + file.replace("'", "''") + "'";
    }
    return value instanceof List<?> list
            && (list.get(0) instanceof String || list.get(0) instanceof List<?>)
        ? list.stream().map(SpecWriter::quoted).collect(Collectors.joining(", ", "[", "]"))
        : Literal.of(value);
  }

  /** Defaults that follow from other keys cannot stand as values: those may vary. */
  private void derived(Grid grid, String section) {
    boolean doubleWell = grid.has(ModelSpec.TYPE, ModelType.DOUBLE_WELL);
    if (section.equals("model") && doubleWell && !grid.has(DoubleWellSpec.CURVATURE)) {
      line("  # curvature", "4 barrier - 2");
    }
    boolean sgd = grid.has(DynamicsSpec.TYPE, DynamicsType.SGD);
    if (section.equals("dynamics") && sgd && !grid.has(DynamicsSpec.SAMPLING)) {
      String finite = grid.has(LinearRegressionSpec.SAMPLES) ? "replacement" : "online";
      line("  # sampling", grid.isOfNetworks() ? "epoch" : finite);
    }
  }

  /** In the words of the spec. */
  static String text(Start start) {
    return text(start, start.values());
  }

  /** The same, without where files lie. */
  static String meaning(Start start) {
    return text(start, start.meaning());
  }

  private static String text(Start start, Map<String, Object> values) {
    if (values.isEmpty()) {
      return start instanceof Start.Glorot ? "random" : "minimum";
    }
    String path = values.keySet().iterator().next();
    String word = lastWord(path.substring(0, path.lastIndexOf('.')));
    return "{%s: %s}".formatted(word, text(values, SpecWriter::quoted));
  }

  private void observation(ObserverSpec observation) {
    String path = observation.values().keySet().iterator().next();
    line("  " + lastWord(path.substring(0, path.lastIndexOf('.'))), text(observation));
  }

  /** In the words of the spec, on one line: {@code {events: [separatrix], levels: [1.5]}}. */
  static String text(ObserverSpec observation) {
    return text(observation.values());
  }

  /** In the words of the spec, on one line. */
  static String text(Rare rare) {
    return text(rare.values());
  }

  /** In the words of the spec, on one line. */
  static String text(Until until) {
    return text(until.values());
  }

  static String text(Map<String, Object> values) {
    return text(values, Literal::of);
  }

  private static String text(Map<String, Object> values, Function<Object, String> literal) {
    return values.entrySet().stream()
        .map(pair -> lastWord(pair.getKey()) + ": " + literal.apply(pair.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String lastWord(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private void line(String key, Object value) {
    out.append(key).append(": ").append(value).append('\n');
  }

  /** In quotes where YAML would take it for something else than text. */
  private static String text(String value) {
    boolean plain =
        Character.isLetter(value.charAt(0)) && !NO_TEXT.contains(value.toLowerCase(Locale.ROOT));
    return plain ? value : "'" + value + "'";
  }
}
