package org.logscape.jobs.spec.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.formula.FormulaLoss;
import org.logscape.formula.FormulaModel;
import org.logscape.formula.Landscape;
import org.logscape.formula.graph.Graph;
import org.logscape.formula.names.Binding;
import org.logscape.formula.names.Names;
import org.logscape.formula.syntax.FormulaException;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.key.Section;
import org.logscape.landscape.Basins;
import org.logscape.landscape.LandscapeException;
import org.logscape.landscape.Minima;
import org.logscape.landscape.StationaryPoint;
import org.logscape.landscape.Wells;
import org.logscape.model.BasinRegion;
import org.logscape.model.Inputs;
import org.logscape.model.Model;

/**
 * A landscape typed as formulas: the residual sum_i x_i f_i(theta) - label_noise xi of a
 * mean-square loss, or a bare loss for langevin dynamics.
 *
 * @param parameters names with their numbers of elements and places in theta
 * @param constants name and value
 * @param features the f_i; empty where {@code lossOrNull} is given
 * @param lossOrNull the loss
 * @param inputs law of the x_i
 * @param labelNoise sigma, at least 0
 * @param minima name and guess; empty: searched
 * @param startOrNull name of the minimum that runs start at; null: the deepest
 */
public record FormulaSpec(
    Map<String, Extent> parameters,
    Map<String, Double> constants,
    List<String> features,
    String lossOrNull,
    Inputs inputs,
    double labelNoise,
    Map<String, List<Double>> minima,
    String startOrNull)
    implements LandscapeSpec {
  public static final Key<List<String>> FEATURES =
      Key.optional("model.features", Domain.listOf(Domain.anyText()))
          .text("f_i of the residual sum_i x_i f_i(theta); an index that stands free repeats one");
  public static final Key<String> LOSS =
      Key.optional("model.loss", Domain.anyText())
          .text("the loss itself, in place of features; for langevin");
  public static final Key<Inputs> INPUTS =
      Key.withDefault("model.inputs", Inputs.GAUSSIAN, Domain.word(Inputs.class))
          .text("law of the inputs x_i, which are independent with variance 1");
  public static final Key<Double> LABEL_NOISE =
      Key.withDefault("model.label_noise", 0.0, Domain.numberAtLeast(0))
          .text("sigma, the standard deviation of the labels' noise");

  /** Path of the mapping of parameters. */
  public static final String PARAMETERS = "model.parameters";

  /** Path of the mapping of constants. */
  public static final String CONSTANTS = "model.constants";

  /** Path of the mapping of minima. */
  public static final String MINIMA = "model.minima";

  /** The minimum at which runs start. */
  public static final Key<String> START =
      Key.optional("start.minimum", Domain.anyText())
          .defaultRule("the only minimum")
          .text("name of the minimum at which runs start; a list is an axis of the grid");

  /** Names of the constants with their values. */
  static final Key<?> CONSTANTS_KEY =
      Key.optional(CONSTANTS, Domain.mapping("names to numbers"))
          .text("names of the constants with their values; a list is an axis of the grid");

  /** Mappings whose keys are names of the user's; each name is an axis. */
  static final List<Key<?>> MAPPINGS =
      List.of(
          Key.optional(
                  PARAMETERS, Domain.mapping("names to numbers of elements, such as {u: 1, v: 3}"))
              .text("names of the parameters, each with its number of elements"),
          CONSTANTS_KEY,
          Key.optional(MINIMA, Domain.mapping("names to lists of coordinates"))
              .text("names of the minima with guesses, which are refined; left out: searched"));

  static final Group<FormulaSpec> GROUP = group();

  private static Group<FormulaSpec> group() {
    Group.Builder<FormulaSpec> group =
        Group.of(
                FormulaSpec.class,
                "model",
                "A landscape typed as formulas; real minibatch noise, or langevin.")
            .varies();
    MAPPINGS.forEach(group::input);
    return group
        .input(FEATURES)
        .input(LOSS)
        .input(INPUTS)
        .input(LABEL_NOISE)
        .build(FormulaSpec::of);
  }

  /**
   * Elements of a parameter, and which of the parameters it is.
   *
   * @param place from 0, in the order of the file
   * @param length number of elements
   */
  public record Extent(int place, int length) implements Serializable {
    /** As the spec writes it. */
    @Override
    public String toString() {
      return String.valueOf(length);
    }
  }

  private static FormulaSpec of(Point point) {
    return new FormulaSpec(
        under(point, PARAMETERS),
        under(point, CONSTANTS),
        point.find(FEATURES).orElse(List.of()),
        point.find(LOSS).orElse(null),
        point.get(INPUTS),
        point.get(LABEL_NOISE),
        under(point, MINIMA),
        point.find(START).orElse(null));
  }

  private static Key<Integer> length(String name) {
    return Key.optional(PARAMETERS + "." + name, Domain.countAtLeast(0));
  }

  /** A parameter as an axis: its lengths, with its place among the parameters. */
  static Optional<Axis> parameter(Section section, String name, int place) {
    return section.axes(List.of(length(name))).stream()
        .findFirst()
        .map(
            axis ->
                new Axis(
                    axis.path(),
                    axis.values().stream()
                        .<Object>map(length -> new Extent(place, (Integer) length))
                        .toList()));
  }

  /** A constant, as a key of the spec. */
  static Key<Double> constant(String name) {
    return Key.optional(CONSTANTS + "." + name, Domain.anyNumber());
  }

  /** A minimum, as a key of the spec: coordinates, of which those left out are 0. */
  static Key<List<Double>> minimum(String name) {
    return Key.optional(MINIMA + "." + name, Domain.listOf(Domain.anyNumber()));
  }

  /** The values of a mapping, by the names in it. */
  static <T> Map<String, T> under(Point point, String section) {
    Map<String, T> found = new LinkedHashMap<>();
    String prefix = section + ".";
    point.values().keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .sorted()
        .forEach(
            path -> {
              @SuppressWarnings("unchecked") // read by the key of this section
              T value = (T) point.values().get(path);
              found.put(path.substring(prefix.length()), value);
            });
    return found;
  }

  @Override
  public ModelType type() {
    return ModelType.FORMULA;
  }

  @Override
  public ModelFacts facts() {
    return lossOrNull == null
        ? ModelFacts.none().withLabelNoise(labelNoise).withInputs(inputs)
        : ModelFacts.none();
  }

  @Override
  public int dimensions() {
    return parameters.values().stream().mapToInt(Extent::length).sum();
  }

  /** Parameters and constants as formulas may use them. */
  Names names() {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    order().forEach(name -> lengths.put(name, parameters.get(name).length()));
    return Names.of(lengths, List.copyOf(constants.keySet()));
  }

  /** Names of the parameters in the order of theta. */
  private List<String> order() {
    return parameters.keySet().stream()
        .sorted(Comparator.comparing(name -> parameters.get(name).place()))
        .toList();
  }

  /** Formulas, derivatives and compiled code. */
  public Landscape landscape() {
    return lossOrNull == null
        ? Landscape.ofFeatures(names(), constants, features, labelNoise)
        : Landscape.ofLoss(names(), constants, lossOrNull);
  }

  @Override
  public Model populationModel() {
    Landscape landscape = landscape();
    Wells wells = wells(landscape);
    return lossOrNull == null
        ? FormulaModel.of(landscape, wells, inputs)
        : FormulaLoss.of(landscape, wells);
  }

  /** The same landscape, whatever the minimum where runs start. */
  public FormulaSpec startingAnywhere() {
    return new FormulaSpec(
        parameters, constants, features, lossOrNull, inputs, labelNoise, minima, null);
  }

  private Wells wells(Landscape landscape) {
    Map<String, StationaryPoint> found = found(landscape);
    StationaryPoint minimum = found.get(start(found));
    List<StationaryPoint> others =
        found.values().stream().filter(point -> !point.equals(minimum)).toList();
    return Wells.of(landscape, minimum, others);
  }

  /** Name of the minimum where runs start: the deepest, unless the spec says another one. */
  private String start(Map<String, StationaryPoint> found) {
    if (startOrNull == null) {
      return found.entrySet().stream()
          .min(Comparator.comparing(point -> point.getValue().loss()))
          .orElseThrow()
          .getKey();
    }
    if (!found.containsKey(startOrNull)) {
      throw new LandscapeException(
          "%s is no minimum of this landscape; known are %s"
              .formatted(startOrNull, String.join(", ", found.keySet())));
    }
    return startOrNull;
  }

  @Override
  public List<String> wellNames() {
    Landscape landscape = landscape();
    Map<String, StationaryPoint> found = found(landscape);
    return wells(landscape)
        .exit()
        .map(exit -> List.of(start(found), name(exit.other(), found)))
        .orElseGet(List::of);
  }

  private static String name(StationaryPoint minimum, Map<String, StationaryPoint> found) {
    return found.entrySet().stream()
        .filter(point -> Arrays.equals(point.getValue().position(), minimum.position()))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  @Override
  public List<BasinRegion> regions() {
    Landscape landscape = landscape();
    return Basins.of(landscape, found(landscape));
  }

  /** All minima by name: guesses refined, or those that a search finds, the deepest first. */
  public Map<String, StationaryPoint> found(Landscape landscape) {
    Map<String, StationaryPoint> found = new LinkedHashMap<>();
    if (minima.isEmpty()) {
      List<StationaryPoint> points = Minima.search(landscape);
      for (int i = 0; i < points.size(); i++) {
        found.put("m" + (i + 1), points.get(i));
      }
      return found;
    }
    minima.forEach(
        (name, guess) -> {
          if (guess.size() > dimensions()) {
            throw new LandscapeException(
                "minimum %s has %d coordinates; theta has %d: %s"
                    .formatted(
                        name,
                        guess.size(),
                        dimensions(),
                        String.join(", ", landscape.coordinates())));
          }
          double[] theta = new double[dimensions()];
          for (int i = 0; i < guess.size(); i++) {
            theta[i] = guess.get(i);
          }
          landscape.check(theta, "at minimum " + name);
          StationaryPoint point = Minima.near(landscape, theta, name);
          landscape.check(point.position(), "at minimum " + name);
          found.put(name, point);
        });
    return found;
  }

  @Override
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(PARAMETERS, order());
    parameters.forEach((name, extent) -> values.put(PARAMETERS + "." + name, extent));
    constants.forEach((name, value) -> values.put(CONSTANTS + "." + name, value));
    if (lossOrNull == null) {
      values.put(FEATURES.path(), features);
      values.put(INPUTS.path(), inputs);
      values.put(LABEL_NOISE.path(), labelNoise);
    } else {
      values.put(LOSS.path(), lossOrNull);
    }
    minima.forEach((name, guess) -> values.put(MINIMA + "." + name, guess));
    if (startOrNull != null) {
      values.put(START.path(), startOrNull);
    }
    return values;
  }

  /** The formulas with their paths in the spec. */
  Map<String, String> formulas() {
    Map<String, String> formulas = new LinkedHashMap<>();
    for (int i = 0; i < features.size(); i++) {
      formulas.put("%s[%d]".formatted(FEATURES.path(), i), features.get(i));
    }
    Optional.ofNullable(lossOrNull).ifPresent(loss -> formulas.put(LOSS.path(), loss));
    return formulas;
  }

  /** The fault of each formula that is wrong, by its path in the spec. */
  public Map<String, String> faults() {
    Map<String, String> faults = new LinkedHashMap<>();
    formulas()
        .forEach(
            (path, formula) -> {
              try {
                Binding binding = Binding.of(names(), new Graph());
                if (path.equals(LOSS.path())) {
                  binding.number(formula);
                } else {
                  binding.feature(formula);
                }
              } catch (FormulaException fault) {
                faults.put(path, fault.getMessage());
              }
            });
    return faults;
  }

  /** Whether an axis belongs to the landscape. */
  public static boolean isPath(String path) {
    return path.startsWith("model.") || path.equals(START.path());
  }
}
