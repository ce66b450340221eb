package org.logscape.jobs.spec.rare;

import java.util.List;
import java.util.Optional;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.spec.observe.Observe;
import org.logscape.observe.Event;

/** Reads how rare events are sampled. */
public final class RareReader {
  public static final String SECTION = "rare";

  private RareReader() {}

  /** Empty where the spec has no such section, or it has a fault. */
  public static Optional<Rare> read(Section top, Observe observe, Faults faults) {
    return top.section(SECTION, Rare.GROUP.names())
        .flatMap(section -> rare(section, observe, faults));
  }

  private static Optional<Rare> rare(Section section, Observe observe, Faults faults) {
    Optional<Rare.Method> method = section.read(Rare.METHOD);
    Optional<Event> event = section.read(Rare.EVENT);
    List<Double> levels = section.read(Rare.LEVELS).orElse(List.of());
    Rare.Order order = section.read(Rare.ORDER).orElse(fallback(event));
    Optional<Integer> interfaces = section.read(Rare.INTERFACES);
    Optional<Integer> trials = section.read(Rare.TRIALS);
    Optional<Integer> repeats = section.read(Rare.REPEATS);
    Optional<Long> budget = section.read(Rare.BUDGET);
    if (method.isEmpty()
        || event.isEmpty()
        || interfaces.isEmpty()
        || trials.isEmpty()
        || repeats.isEmpty()
        || budget.isEmpty()) {
      return Optional.empty();
    }
    checkLevels(section, event.get(), levels, faults);
    boolean several = levels.size() > 1;
    if (several && order != Rare.Order.LOG_LOSS) {
      faults.add(Rare.LEVELS.path(), "are several; must be one, since rare.order is not log-loss");
    } else if (several && method.get() == Rare.Method.MULTILEVEL_SPLITTING) {
      faults.add(
          Rare.LEVELS.path(), "are several; must be one, since multilevel-splitting has one goal");
    }
    return Optional.of(
        new Rare(
            method.get(),
            event.get(),
            levels,
            order,
            interfaces.get(),
            trials.get(),
            repeats.get(),
            budget.get(),
            every(section, observe, faults)));
  }

  /** Looks that are further apart see another event, so one folder has one distance. */
  private static long every(Section section, Observe observe, Faults faults) {
    Optional<Long> watched = observe.escape().map(EscapeSpec::every);
    long every = section.read(Rare.EVERY).or(() -> watched).orElse(EscapeSpec.EACH_STEP);
    if (watched.isPresent() && watched.get() != every) {
      faults.add(
          Rare.EVERY.path(),
          "is %d; must be %d, as %s says, or be left out"
              .formatted(every, watched.get(), EscapeSpec.EVERY.path()));
    }
    return every;
  }

  private static Rare.Order fallback(Optional<Event> event) {
    return event.filter(Event.LEVEL::equals).isPresent()
        ? Rare.Order.LOG_LOSS
        : Rare.Order.COORDINATE;
  }

  private static void checkLevels(
      Section section, Event event, List<Double> levels, Faults faults) {
    boolean wanted = event == Event.LEVEL;
    if (wanted && !section.has(Rare.LEVELS.name())) {
      faults.add(Rare.LEVELS.path(), "is missing; must be a list of L/L* for event level");
    } else if (!wanted && section.has(Rare.LEVELS.name())) {
      faults.add(
          Rare.LEVELS.path(),
          "is given; must be left out, since rare.event is " + Literal.of(event));
    }
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i) <= levels.get(i - 1)) {
        faults.add(Rare.LEVELS.path(), "is %s; must ascend".formatted(Literal.shown(levels)));
        return;
      }
    }
  }
}
