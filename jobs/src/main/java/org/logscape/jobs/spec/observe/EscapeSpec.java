package org.logscape.jobs.spec.observe;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.logscape.jobs.spec.key.Constraint;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Point;
import org.logscape.jobs.spec.key.Section;
import org.logscape.observe.Event;

/**
 * Events and loss levels watched for; together at least one.
 *
 * @param events in the spec's order
 * @param levels L/L*, ascending, each above 1
 * @param every steps from one comparison of the loss with the levels to the next; 1 except for
 *     networks, whose loss takes a pass through the data
 */
public record EscapeSpec(List<Event> events, List<Double> levels, long every)
    implements ObserverSpec {
  /** Looked for at every step. */
  public static final long EACH_STEP = 1;

  public static final Key<List<Event>> EVENTS =
      Key.optional(
              "observe.escape.events",
              Domain.listOf(Domain.choice(List.of(Event.SEPARATRIX, Event.BASIN))))
          .text("ways out of a well: first crossing of the ridge, first arrival in the other well");
  public static final Key<List<Double>> LEVELS =
      Key.optional("observe.escape.levels", Domain.listOf(Domain.numberAbove(1)))
          .text("levels of L/L*, ascending: the first time that the loss reaches each");
  public static final Key<Long> EVERY =
      Key.withNeutral("observe.escape.every", EACH_STEP, Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .text("networks: steps from one comparison of the loss with the levels to the next");
  static final Group<EscapeSpec> GROUP =
      Group.of(EscapeSpec.class, "observe.escape", "Times of first escapes from a minimum.")
          .constraint(
              Constraint.atLeastOne(EVENTS, LEVELS)
                  .otherwise(
                      "observe.escape", "watches for nothing; must have events, levels, or both"))
          .rule(EscapeSpec::check)
          .optional(EVENTS, escape -> ObserverSpec.unlessEmpty(escape.events()))
          .optional(LEVELS, escape -> ObserverSpec.unlessEmpty(escape.levels()))
          .key(EVERY, EscapeSpec::every)
          .build(
              point ->
                  new EscapeSpec(
                      point.find(EVENTS).orElse(List.of()),
                      point.find(LEVELS).orElse(List.of()),
                      point.get(EVERY)));

  public EscapeSpec {
    events = List.copyOf(events);
    levels = List.copyOf(levels);
  }

  private static void check(Point point, Faults faults) {
    Section.twice(point.find(EVENTS).orElse(List.of()))
        .ifPresent(event -> faults.add(EVENTS.path(), "has %s twice".formatted(Literal.of(event))));
    List<Double> levels = point.find(LEVELS).orElse(List.of());
    if (IntStream.range(1, levels.size()).anyMatch(i -> levels.get(i - 1) >= levels.get(i))) {
      faults.add(LEVELS.path(), "is %s; must ascend".formatted(Literal.shown(levels)));
    }
  }

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}
