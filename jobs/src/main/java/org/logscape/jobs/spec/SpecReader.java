package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.spec.data.DataFormat;
import org.logscape.jobs.spec.data.DataReader;
import org.logscape.jobs.spec.data.DataSpec;
import org.logscape.jobs.spec.data.TrainingSize;
import org.logscape.jobs.spec.dynamics.DynamicsSpec;
import org.logscape.jobs.spec.key.Axis;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.InvalidSpecException;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;
import org.logscape.jobs.spec.key.Series;
import org.logscape.jobs.spec.key.SpecSource;
import org.logscape.jobs.spec.model.FormulaSpec;
import org.logscape.jobs.spec.model.ModelReader;
import org.logscape.jobs.spec.model.NetworkSpec;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.jobs.spec.observe.ObserveReader;
import org.logscape.jobs.spec.rare.Rare;
import org.logscape.jobs.spec.rare.RareReader;
import org.logscape.jobs.spec.start.Start;
import org.logscape.jobs.spec.start.StartReader;
import org.logscape.observe.EndsAfter;
import org.logscape.observe.Event;

/** Reads a spec from YAML, checks it whole, and reports all that is wrong with it at once. */
public final class SpecReader {
  private static final List<String> STOP =
      Stream.of(Stop.LIMITS, Stop.RULE).flatMap(group -> group.names().stream()).toList();

  private final Faults faults = new Faults();
  private final Optional<TrainingSize> size;

  private SpecReader(Optional<TrainingSize> size) {
    this.size = size;
  }

  /**
   * Reads a spec.
   *
   * @param yaml the text
   * @param source its name, as faults are to show it
   * @throws InvalidSpecException with every fault, one line each, where there is any
   */
  public static Spec read(String yaml, String source) {
    return read(yaml, source, List.of());
  }

  /**
   * Reads a spec, some of whose keys are set from outside.
   *
   * @param yaml the text
   * @param source its name, as faults are to show it
   * @param settings each {@code PATH=VALUE}, the value in YAML; they replace or add keys
   * @throws InvalidSpecException with every fault, one line each, where there is any
   */
  public static Spec read(String yaml, String source, List<String> settings) {
    return read(SpecSource.of(yaml, source, settings));
  }

  /**
   * Reads a spec with all that it draws on.
   *
   * @throws InvalidSpecException with every fault, one line each, where there is any
   */
  public static Spec read(SpecSource source) {
    return read(source, Optional.empty());
  }

  /**
   * Reads a spec with all that it draws on, its data files too.
   *
   * @param size counts the samples that {@code take: all} stands for
   * @throws InvalidSpecException with every fault, one line each, where there is any
   */
  public static Spec read(SpecSource source, TrainingSize size) {
    return read(source, Optional.of(size));
  }

  private static Spec read(SpecSource source, Optional<TrainingSize> size) {
    SpecReader reader = new SpecReader(size);
    Optional<Spec> spec =
        source
            .tree(reader.faults)
            .flatMap(tree -> Series.expanded(tree, reader.faults))
            .map(ModelReader::withClass)
            .flatMap(reader::spec);
    return spec.orElseThrow(() -> new InvalidSpecException(source.name(), reader.faults.list()));
  }

  private Optional<Spec> spec(Map<String, Object> yaml) {
    Section top = Section.of("", yaml, SpecKeys.TOP, faults);
    Optional<String> name = top.read(SpecKeys.NAME);
    Optional<String> claim =
        top.read(SpecKeys.CLAIM).map(text -> text.strip().replaceAll("\\s+", " "));
    Optional<Long> seed = top.read(SpecKeys.SEED);
    Optional<Integer> replicas = top.read(SpecKeys.REPLICAS);

    Section stopSection =
        top.section("stop", STOP).orElseGet(() -> Section.of("stop", Map.of(), STOP, faults));
    Optional<Section> dataSection = DataReader.section(top);
    Optional<DataSpec> data = dataSection.flatMap(section -> DataReader.read(section, faults));
    Optional<List<Axis>> take = dataSection.map(section -> take(section, data));
    Grid grid = grid(top, take, stopSection);
    Start start =
        grid.has(FormulaSpec.START)
            ? new Start.Minimum()
            : StartReader.read(top, grid.isOfNetworks(), faults);
    Observe observe = ObserveReader.read(top, faults);
    Stop stop = stop(stopSection, observe);
    Optional<Rare> rare = RareReader.read(top, observe, faults);
    Rules.of(observe, rare).check(grid, faults);
    NetworkRules.of(top, grid, faults).check(start, observe, stop, rare);
    FormulaRules.of(observe, rare).check(grid, faults);
    refuseRareElsewhere(start, rare);
    Pairing pairing = PairReader.read(top, grid, faults);
    List<Fit> fits =
        FitReader.read(
            top, new Need.Ground(observe, start, data, rare, stop, top.has("pair")), faults);
    Until until = until(top, grid, stop, replicas);
    replicas.ifPresent(count -> refuseTooManyRuns(grid, count));

    return faults.none()
        ? Optional.of(
                new Spec(
                    name.orElseThrow(),
                    claim.orElse(null),
                    seed.orElseThrow(),
                    replicas.orElseThrow(),
                    grid,
                    data.orElse(null),
                    start,
                    observe,
                    stop,
                    rare.orElse(null),
                    fits,
                    pairing,
                    until))
            .map(spec -> spec.identified(Identity.of(spec)))
        : Optional.empty();
  }

  private Grid grid(Section top, Optional<List<Axis>> take, Section stop) {
    Optional<List<Axis>> model = ModelReader.read(top, faults);
    Optional<List<Axis>> dynamics =
        top.requiredSection("dynamics", DynamicsSpec.GROUP.names()).map(this::dynamics);
    List<Axis> steps = limit(stop);
    List<Axis> axes = new ArrayList<>();
    for (String section : top.names()) {
      switch (section) {
        case "model" -> model.ifPresent(axes::addAll);
        case DataSpec.SECTION -> take.ifPresent(axes::addAll);
        case "start" -> ModelReader.start(top).ifPresent(axes::add);
        case "dynamics" -> dynamics.ifPresent(axes::addAll);
        case "stop" -> axes.addAll(steps);
        default -> {
          // The other sections have no axes.
        }
      }
    }
    if (!top.has("stop")) {
      axes.addAll(steps);
    }
    Grid grid = new Grid(axes, ZipReader.read(top.raw("zip"), axes, faults), Identity.ofValues());
    Repeats.refuse(grid, faults);
    if (grid.has(Stop.BEGUN_WITH) && !RaisedLimit.of(grid).isSound()) {
      faults.add(
          Stop.BEGUN_WITH.path(),
          "must be as many values as the limit has, none above it, in one zip with it");
    }
    return grid;
  }

  /**
   * How many samples cells use. The word all becomes the number of samples that the files hold now,
   * so a folder keeps its cells when a file grows, and its next run refuses the other number.
   */
  private List<Axis> take(Section section, Optional<DataSpec> data) {
    List<Axis> axes = section.axes(List.of(NetworkSpec.TAKE));
    if (axes.stream().noneMatch(axis -> axis.values().contains(NetworkSpec.ALL))) {
      return axes;
    }
    int all = data.flatMap(this::size).orElse(Integer.MAX_VALUE);
    return axes.stream()
        .map(
            axis ->
                new Axis(
                    axis.path(),
                    axis.values().stream()
                        .map(value -> value.equals(NetworkSpec.ALL) ? all : value)
                        .toList()))
        .toList();
  }

  private Optional<Integer> size(DataSpec data) {
    if (data.format() == DataFormat.SYNTHETIC) {
      faults.add(NetworkSpec.TAKE.path(), TrainingSize.OF_SYNTHETIC);
      return Optional.empty();
    }
    try {
      return Optional.of(
          size.orElseThrow(
                  () -> UserException.of("must be a number of samples, since no file is read here"))
              .of(data));
    } catch (UserException wrong) {
      faults.add(NetworkSpec.TAKE.path(), "is all; " + wrong.lines().get(0));
      return Optional.empty();
    }
  }

  /** The step limit, one way or the other. */
  private List<Axis> limit(Section stop) {
    Stop.LIMITS.check(stop, faults);
    return stop.axes(Stop.LIMITS.keys());
  }

  private List<Axis> dynamics(Section section) {
    DynamicsSpec.GROUP.check(section, faults);
    return section.axes(DynamicsSpec.GROUP.keys());
  }

  /** A rate beside brute force must be that of one and the same start. */
  private void refuseRareElsewhere(Start start, Optional<Rare> rare) {
    if (rare.isPresent() && start instanceof Start.Snapshots) {
      faults.add(
          "rare",
          "is given; must be left out with start: {snapshots: ...}, since rare events are sampled"
              + " from the minimum");
    }
  }

  private Until until(Section top, Grid grid, Stop stop, Optional<Integer> replicas) {
    Optional<Section> section = top.section(Until.SECTION, Until.GROUP.names());
    Optional<Double> width = section.flatMap(s -> s.read(Until.WIDTH));
    Optional<Integer> maxRuns = section.flatMap(s -> s.read(Until.MAX_RUNS));
    Optional<Long> maxSteps = section.flatMap(s -> s.read(Until.MAX_STEPS));
    if (width.isEmpty() || replicas.isEmpty() || !faults.none()) {
      return Until.nothing();
    }
    Until until = Until.of(width.get(), maxRuns, maxSteps, replicas.get(), grid);
    Until.fault(stop, until, replicas.get())
        .ifPresent(fault -> faults.add(fault.path(), fault.problem()));
    return until;
  }

  private Stop stop(Section section, Observe observe) {
    EndsAfter fallback = observe.escape().isPresent() ? EndsAfter.ALL : EndsAfter.NEVER;
    EndsAfter after = section.read(Stop.AFTER).orElse(fallback);
    if (!faults.at("observe") && !canOccur(after, observe)) {
      faults.add(
          Stop.AFTER.path(),
          "is %s; must be watched for under observe.escape".formatted(Literal.of(after)));
    }
    return new Stop(after, convergence(section, observe));
  }

  private Stop.Convergence convergence(Section section, Observe observe) {
    Stop.RULE.check(section, faults);
    Optional<Double> loss = section.read(Stop.TRAIN_LOSS);
    Optional<Double> error = section.read(Stop.TRAIN_ERROR);
    Optional<Long> every = section.read(Stop.EVERY);
    if (loss.isEmpty() && error.isEmpty()) {
      every.ifPresent(
          steps ->
              faults.add(
                  Stop.EVERY.path(),
                  "is given; must have stop.train_loss or stop.train_error too"));
      return null;
    }
    if (observe.escape().isPresent()) {
      faults.add(
          (loss.isPresent() ? Stop.TRAIN_LOSS : Stop.TRAIN_ERROR).path(),
          "is given; must be left out with observe.escape, whose events end runs");
    }
    return new Stop.Convergence(loss.orElse(null), error.orElse(null), every.orElse(null));
  }

  private static boolean canOccur(EndsAfter after, Observe observe) {
    Optional<EscapeSpec> escape = observe.escape();
    return switch (after) {
      case SEPARATRIX -> escape.filter(e -> e.events().contains(Event.SEPARATRIX)).isPresent();
      case BASIN -> escape.filter(e -> e.events().contains(Event.BASIN)).isPresent();
      case LEVELS -> escape.filter(e -> !e.levels().isEmpty()).isPresent();
      case ALL -> escape.isPresent();
      case NEVER -> true;
    };
  }

  private void refuseTooManyRuns(Grid grid, int replicas) {
    try {
      Math.multiplyExact(grid.cells(), (long) replicas);
    } catch (ArithmeticException e) {
      faults.add(
          SpecKeys.REPLICAS.path(),
          "times the cells of the grid is above 2^63 runs; must be below");
    }
  }
}
