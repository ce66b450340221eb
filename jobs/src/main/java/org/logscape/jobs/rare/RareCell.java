package org.logscape.jobs.rare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.jobs.predict.Watched;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.sweep.CellDynamics;
import org.logscape.jobs.sweep.NetworkInputs;
import org.logscape.model.Basin;
import org.logscape.model.Model;
import org.logscape.model.Saddle;
import org.logscape.observe.Event;
import org.logscape.random.StreamFamily;
import org.logscape.rare.ForwardFlux;
import org.logscape.rare.Interfaces;
import org.logscape.rare.OrderParameter;
import org.logscape.rare.Pilot;
import org.logscape.rare.Route;
import org.logscape.rare.Sampler;
import org.logscape.rare.Size;
import org.logscape.rare.Splitting;

/** Builds the sampling of a cell: maps spec settings to model, dynamics, route and method. */
final class RareCell {
  private final Spec spec;
  private final long number;
  private final Rare rare;
  private final CellSpec cell;
  private final Dynamics dynamics;
  private final Optional<Model> landscape;
  private final Route route;

  private RareCell(
      Spec spec, long number, CellSpec cell, Dynamics dynamics, Optional<Model> landscape) {
    this.spec = spec;
    this.number = number;
    this.cell = cell;
    this.dynamics = dynamics;
    this.landscape = landscape;
    rare = spec.rare().orElseThrow();
    route = route();
  }

  /**
   * The cell of that number in the grid.
   *
   * @param inputs what networks need
   */
  static RareCell of(Spec spec, NetworkInputs inputs, long number) {
    CellSpec cell = spec.grid().cell(number);
    if (cell.model() instanceof NetworkSpec) {
      Dynamics network =
          CellDynamics.ofNetwork(cell, spec, inputs)
              .lookingEvery(spec.rare().orElseThrow().every());
      return new RareCell(spec, number, cell, network, Optional.empty());
    }
    LandscapeDynamics closed = CellDynamics.of(cell, spec.seed());
    return new RareCell(spec, number, cell, closed, Optional.of(closed.model()));
  }

  long number() {
    return number;
  }

  String id() {
    return cell.id();
  }

  double learningRate() {
    return dynamics.learningRate();
  }

  Optional<double[]> saddle() {
    return landscape.flatMap(Model::saddle).map(Saddle::position);
  }

  private Route route() {
    Basin basin = dynamics.basin();
    OrderParameter loss = rare.event() == Event.LEVEL ? OrderParameter.loss(basin) : null;
    OrderParameter ridge =
        landscape
            .filter(model -> model.passage().isPresent())
            .map(OrderParameter::towardsSaddle)
            .orElse(null);
    OrderParameter order =
        switch (rare.order()) {
          case LOG_LOSS -> loss == null ? OrderParameter.loss(basin) : loss;
          case COORDINATE -> ridge;
          case DISTANCE -> OrderParameter.distance(basin);
        };
    return switch (rare.event()) {
      case SEPARATRIX -> Route.to(order, ridge, 1);
      case BASIN -> Route.to(order, ridge, OrderParameter.arrival(landscape.orElseThrow()));
      case LEVEL -> {
        Route level = Route.to(order, loss, rare.levels().get(rare.levels().size() - 1));
        yield ridge == null ? level : level.besideRidge(ridge);
      }
      case CONVERGED -> throw new IllegalArgumentException("convergence is no rare event");
    };
  }

  private Size size() {
    return Size.of(rare.trials(), cell.steps());
  }

  /** Places the interfaces. */
  Interfaces pilot() {
    return Pilot.of(dynamics, route, size(), rare.budgetSteps() / 2, rare.interfaceCount())
        .run(StreamFamily.ofRarePilot(spec.seed(), cell.streamBits()))
        .with(rare.order() == Rare.Order.LOG_LOSS ? rare.levels() : List.of());
  }

  StreamFamily streams() {
    return StreamFamily.ofRareEvents(spec.seed(), cell.streamBits());
  }

  Sampler sampler(Interfaces interfaces) {
    return switch (rare.method()) {
      case FORWARD_FLUX -> ForwardFlux.of(dynamics, route, interfaces, size());
      case MULTILEVEL_SPLITTING -> splitting(interfaces);
    };
  }

  Splitting splitting(Interfaces interfaces) {
    return Splitting.of(dynamics, route, interfaces, size());
  }

  /**
   * An event whose rate is wanted.
   *
   * @param watched the event
   * @param stage the stage that leads to it; {@link #LAST} for the goal, {@link #WITHIN} for a
   *     level within the basin's usual values
   */
  record Target(Watched watched, int stage) {
    static final int LAST = Integer.MAX_VALUE;
    static final int WITHIN = -1;
  }

  /** The events, the goal last. */
  List<Target> targets(Interfaces interfaces) {
    return rare.event() == Event.LEVEL
        ? levels(interfaces)
        : List.of(new Target(new Watched(rare.event(), null), Target.LAST));
  }

  private List<Target> levels(Interfaces interfaces) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < rare.levels().size() - 1; i++) {
      double level = rare.levels().get(i);
      targets.add(new Target(Watched.level(level), interfaces.thresholds().indexOf(level)));
    }
    double goal = rare.levels().get(rare.levels().size() - 1);
    targets.add(new Target(Watched.level(goal), Target.LAST));
    return targets;
  }
}
