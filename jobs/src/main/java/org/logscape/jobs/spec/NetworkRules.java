package org.logscape.jobs.spec;

import java.util.List;
import java.util.Optional;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.dynamics.DynamicsType;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;
import org.logscape.jobs.spec.model.ModelSpec;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.observe.ObserverSpec;
import org.logscape.jobs.spec.observe.Observers;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.spec.rare.RareReader;
import org.logscape.jobs.spec.start.Start;
import org.logscape.observe.Event;

/**
 * What a spec of networks must have and must not have, and what is for networks alone. Networks
 * know no closed forms: what needs h*, L* or a second basin before the runs begin is not for them.
 */
final class NetworkRules {
  private final Section top;
  private final Grid grid;
  private final Faults faults;

  private NetworkRules(Section top, Grid grid, Faults faults) {
    this.top = top;
    this.grid = grid;
    this.faults = faults;
  }

  static NetworkRules of(Section top, Grid grid, Faults faults) {
    return new NetworkRules(top, grid, faults);
  }

  /** Adds a fault for each rule that is broken. */
  void check(Start start, Observe observe, Stop stop, Optional<Rare> rare) {
    if (faults.at(ModelSpec.TYPE.path()) || !top.has("model")) {
      return;
    }
    if (grid.isOfNetworks()) {
      checkNetwork(start, observe);
      rare.ifPresent(sampled -> checkRare(start, sampled));
    } else {
      checkLandscape(observe, stop);
      // beside escapes it is held against theirs
      refuse(
          observe.escape().isEmpty()
              && rare.filter(sampled -> sampled.every() != EscapeSpec.EACH_STEP).isPresent(),
          Rare.EVERY.path(),
          "is given; must be left out, since the loss of this model is known at every step");
    }
  }

  private void checkNetwork(Start start, Observe observe) {
    if (!top.has(DataSpec.SECTION)) {
      faults.add(
          DataSpec.SECTION,
          "is missing; must be a mapping of format and its files, since networks learn from data");
    }
    if (grid.has(DynamicsSpec.TYPE, DynamicsType.LANGEVIN)) {
      faults.add(
          DynamicsSpec.TYPE.path(), "is langevin; must be sgd, since H* of a network is not known");
    }
    for (Key<?> rate : List.of(DynamicsSpec.CURVATURE_STEP, DynamicsSpec.TEMPERATURE)) {
      refuse(
          grid.has(rate),
          rate.path(),
          "is given; must be learning_rate, since h* of a network is measured, not known");
    }
    refuse(
        hasSchedule() && observe.escape().isPresent(),
        DynamicsSpec.SCHEDULE.path(),
        "is given; must be left out with observe.escape, since escape rates are those of one rate");
    refuse(
        observe.lossHistogram().isPresent(),
        "observe.loss_histogram",
        "is given; must be left out, since a network's loss is not known at every step");
    refuse(
        observe.occupancy().isPresent(),
        "observe.occupancy",
        "is given; must be left out, since the minima of a network are not known");
    observe
        .escape()
        .ifPresent(
            escape -> {
              refuse(
                  !escape.events().isEmpty(),
                  EscapeSpec.EVENTS.path(),
                  "are given; must be left out for networks (watch levels)");
              refuse(
                  !(start instanceof Start.AtMinimum),
                  "observe.escape",
                  "is given; must have start: {pretrained: ...} or {weights: FILE}, where L* is that of the minimum");
            });
  }

  private boolean hasSchedule() {
    return grid.axis(DynamicsSpec.SCHEDULE).stream()
        .flatMap(axis -> axis.values().stream())
        .anyMatch(value -> !DynamicsSpec.SCHEDULE.isNeutral(value));
  }

  private void checkRare(Start start, Rare rare) {
    refuse(
        hasSchedule(),
        DynamicsSpec.SCHEDULE.path(),
        "is given; must be left out with rare, since escape rates are those of one learning rate");
    refuse(
        !(start instanceof Start.AtMinimum),
        RareReader.SECTION,
        "is given; must have start: {pretrained: ...} or {weights: FILE}, whose minimum is what is left");
    boolean level = rare.event() == Event.LEVEL;
    refuse(
        !level,
        Rare.EVENT.path(),
        "is %s; must be level for networks, whose other minima are not known"
            .formatted(Literal.of(rare.event())));
    refuse(
        level && rare.order() == Rare.Order.COORDINATE,
        Rare.ORDER.path(),
        "is coordinate; must be log-loss or distance for networks, whose saddles are not known");
  }

  private void checkLandscape(Observe observe, Stop stop) {
    refuse(
        top.has(DataSpec.SECTION),
        DataSpec.SECTION,
        "is given; must be left out, since only networks (mlp, cnn) learn from data");
    refuse(
        grid.has(Stop.EPOCHS),
        Stop.EPOCHS.path(),
        "is given; must be steps, since only networks have epochs");
    refuse(
        observe.escape().filter(e -> e.every() != EscapeSpec.EACH_STEP).isPresent(),
        EscapeSpec.EVERY.path(),
        "is given; must be left out, since the loss of this model is known at every step");
    stop.convergenceValues().keySet().forEach(path -> faults.add(path, "is for networks alone"));
    observe.all().stream()
        .filter(ObserverSpec::isForNetworksAlone)
        .forEach(observer -> faults.add(Observers.path(observer), "is for networks alone"));
  }

  private void refuse(boolean broken, String path, String problem) {
    if (broken) {
      faults.add(path, problem);
    }
  }
}
