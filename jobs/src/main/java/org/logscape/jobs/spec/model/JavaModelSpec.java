package org.logscape.jobs.spec.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Point;
import org.logscape.model.Model;
import org.logscape.model.ModelFactory;
import org.logscape.model.OnlineModel;

/**
 * A model that a class on the class path creates.
 *
 * @param factory name of the class
 * @param constants name and value
 */
public record JavaModelSpec(String factory, Map<String, Double> constants)
    implements LandscapeSpec {
  public static final Key<String> CLASS =
      Key.required("model.class", Domain.anyText())
          .text("the class that creates the model; type: my.package.MyFactory says the same");

  static final Group<JavaModelSpec> GROUP =
      Group.of(
              JavaModelSpec.class,
              "model",
              "A model of one's own: a Java class on the class path, found by ServiceLoader.")
          .varies()
          .input(FormulaSpec.CONSTANTS_KEY)
          .input(CLASS)
          .build(JavaModelSpec::of);

  private static JavaModelSpec of(Point point) {
    return new JavaModelSpec(point.get(CLASS), FormulaSpec.under(point, FormulaSpec.CONSTANTS));
  }

  @Override
  public ModelType type() {
    return ModelType.JAVA;
  }

  /** The class that creates the model; empty where the class path has none of this name. */
  Optional<ModelFactory> found() {
    return ServiceLoader.load(ModelFactory.class, Thread.currentThread().getContextClassLoader())
        .stream()
        .filter(provider -> provider.type().getName().equals(factory))
        .findFirst()
        .map(ServiceLoader.Provider::get);
  }

  @Override
  public Model populationModel() {
    return found()
        .orElseThrow(() -> new IllegalArgumentException(factory + " is not on the class path"))
        .create(constants);
  }

  @Override
  public int dimensions() {
    return populationModel().dimensions();
  }

  @Override
  public ModelFacts facts() {
    return populationModel() instanceof OnlineModel model
        ? ModelFacts.none().withLabelNoise(model.labelNoise()).withInputs(model.inputs())
        : ModelFacts.none();
  }

  @Override
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    constants.forEach((name, value) -> values.put(FormulaSpec.CONSTANTS + "." + name, value));
    values.put(CLASS.path(), factory);
    return values;
  }

  /** What is wrong with the class or its constants, by the path in the spec. */
  public Map<String, String> faults() {
    Optional<ModelFactory> there = found();
    if (there.isEmpty()) {
      return Map.of(
          CLASS.path(),
          ("is %s, which is not among the models on the class path; must be listed in"
                  + " META-INF/services/%s of a jar there")
              .formatted(factory, ModelFactory.class.getName()));
    }
    List<String> wanted = there.get().constants();
    for (String name : wanted) {
      if (!constants.containsKey(name)) {
        return Map.of(
            FormulaSpec.CONSTANTS + "." + name, "is missing; %s needs it".formatted(factory));
      }
    }
    for (String name : constants.keySet()) {
      if (!wanted.contains(name)) {
        return Map.of(
            FormulaSpec.CONSTANTS + "." + name,
            "is not a constant of %s; allowed: %s".formatted(factory, String.join(", ", wanted)));
      }
    }
    try {
      populationModel();
      return Map.of();
    } catch (IllegalArgumentException refused) {
      return Map.of(FormulaSpec.CONSTANTS, refused.getMessage());
    }
  }
}
