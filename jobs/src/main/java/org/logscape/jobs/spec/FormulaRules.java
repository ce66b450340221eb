package org.logscape.jobs.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logscape.formula.syntax.FormulaException;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Fault;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.jobs.spec.model.JavaModelSpec;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.model.ModelType;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.landscape.LandscapeException;
import org.logscape.model.Model;
import org.logscape.model.OnlineModel;
import org.logscape.observe.Event;

/**
 * What must hold of a landscape typed as formulas, and of a model of one's own: the formulas are
 * right, its minima are minima, and the dynamics and observers fit it. Checked at every different
 * point of the model's keys.
 */
final class FormulaRules {
  private final Observe observe;
  private final Optional<Rare> rare;

  private FormulaRules(Observe observe, Optional<Rare> rare) {
    this.observe = observe;
    this.rare = rare;
  }

  static FormulaRules of(Observe observe, Optional<Rare> rare) {
    return new FormulaRules(observe, rare);
  }

  /** Adds the faults of the first point that has any. */
  void check(Grid grid, Faults faults) {
    boolean checked =
        grid.has(ModelSpec.TYPE, ModelType.FORMULA) || grid.has(ModelSpec.TYPE, ModelType.JAVA);
    if (!checked || !faults.none()) {
      return;
    }
    List<String> paths =
        grid.axes().stream()
            .map(Axis::path)
            .filter(path -> FormulaSpec.isPath(path) || path.equals(DynamicsSpec.TYPE.path()))
            .toList();
    grid.points(paths)
        .map(this::faults)
        .filter(found -> !found.isEmpty())
        .findFirst()
        .ifPresent(found -> found.forEach(fault -> faults.add(fault.path(), fault.problem())));
  }

  private List<Fault> faults(Point point) {
    return ModelSpec.of(point) instanceof JavaModelSpec own
        ? ofClass(point, own)
        : ofFormula(point, (FormulaSpec) ModelSpec.of(point));
  }

  private List<Fault> ofClass(Point point, JavaModelSpec spec) {
    Map<String, String> wrong = spec.faults();
    if (!wrong.isEmpty()) {
      return wrong.entrySet().stream()
          .map(fault -> new Fault(fault.getKey(), fault.getValue()))
          .toList();
    }
    Model model = spec.populationModel();
    boolean sgd = point.get(DynamicsSpec.TYPE) == DynamicsType.SGD;
    return sgd && !(model instanceof OnlineModel)
        ? List.of(
            new Fault(
                DynamicsSpec.TYPE.path(),
                "is sgd; must be langevin, since %s has no samples".formatted(spec.factory())))
        : faults(point, model);
  }

  private List<Fault> ofFormula(Point point, FormulaSpec spec) {
    try {
      List<Fault> wrong =
          spec.faults().entrySet().stream()
              .map(fault -> new Fault(fault.getKey(), fault.getValue()))
              .toList();
      if (!wrong.isEmpty()) {
        return wrong;
      }
      List<Fault> model = faults(point, spec.populationModel());
      if (model.isEmpty() && observe.occupancy().isPresent()) {
        spec.regions();
      }
      return model;
    } catch (FormulaException fault) {
      String path =
          spec.lossOrNull() == null ? FormulaSpec.FEATURES.path() : FormulaSpec.LOSS.path();
      return List.of(new Fault(path, fault.getMessage()));
    } catch (LandscapeException fault) {
      boolean start = fault.getMessage().contains("is no minimum of this landscape");
      String path = start ? FormulaSpec.START.path() : FormulaSpec.MINIMA;
      return List.of(new Fault(path, fault.getMessage()));
    } catch (IllegalArgumentException fault) {
      return List.of(new Fault(FormulaSpec.PARAMETERS, fault.getMessage()));
    }
  }

  private List<Fault> faults(Point point, Model model) {
    boolean langevin = point.get(DynamicsSpec.TYPE) == DynamicsType.LANGEVIN;
    if (!langevin && point.find(FormulaSpec.LOSS).isPresent()) {
      return List.of(
          new Fault(
              DynamicsSpec.TYPE.path(),
              "is sgd; must be langevin, since a bare loss has no samples"));
    }
    if (langevin && model.diagonalHessian().isEmpty()) {
      return List.of(
          new Fault(
              DynamicsSpec.TYPE.path(),
              "is langevin; must be sgd, since the Hessian at the minimum is not diagonal in these"
                  + " parameters"));
    }
    boolean overRidge =
        observe.escape().filter(escape -> !escape.events().isEmpty()).isPresent()
            || rare.filter(wanted -> wanted.event() != Event.LEVEL).isPresent();
    if (overRidge && model.passage().isEmpty()) {
      return List.of(
          new Fault(
              EscapeSpec.EVENTS.path(),
              "are given; must be left out, since the landscape has one known minimum (name a"
                  + " second one under model.minima, or watch levels)"));
    }
    if (observe.occupancy().isPresent() && model.passage().isEmpty()) {
      return List.of(
          new Fault(
              "observe.occupancy",
              "is given; must be left out, since the landscape has one known minimum (name a"
                  + " second one under model.minima)"));
    }
    if (!(model.minimumLoss() > 0)) {
      return List.of(
          new Fault(
              "model",
              "has the loss %s at the minimum; must be above 0 (raise label_noise)"
                  .formatted(Literal.of(model.minimumLoss()))));
    }
    return List.of();
  }
}
