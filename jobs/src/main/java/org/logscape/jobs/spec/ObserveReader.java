package org.logscape.jobs.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads what is observed. */
final class ObserveReader {
  private static final String ESCAPE = "escape";
  private static final String LOSS_HISTOGRAM = "loss_histogram";
  private static final String SNAPSHOTS = "snapshots";
  private final Faults faults;

  private ObserveReader(Faults faults) {
    this.faults = faults;
  }

  static Observe read(Section top, Faults faults) {
    ObserveReader reader = new ObserveReader(faults);
    return top.section("observe", List.of(ESCAPE, LOSS_HISTOGRAM, SNAPSHOTS))
        .map(reader::observe)
        .orElse(new Observe(List.of()));
  }

  private Observe observe(Section section) {
    List<Observe.Observation> all = new ArrayList<>();
    section
        .section(ESCAPE, List.of(Observe.Escape.EVENTS.name(), Observe.Escape.LEVELS.name()))
        .map(this::escape)
        .ifPresent(all::add);
    section
        .section(LOSS_HISTOGRAM, SpecReader.names(Observe.LossHistogram.KEYS))
        .flatMap(ObserveReader::lossHistogram)
        .ifPresent(all::add);
    section
        .section(
            SNAPSHOTS, List.of(Observe.Snapshots.EVERY.name(), Observe.Snapshots.AT_ESCAPE.name()))
        .map(snapshots -> snapshots(snapshots, section.has(ESCAPE)))
        .ifPresent(all::add);
    return new Observe(all);
  }

  private Observe.Escape escape(Section section) {
    if (!section.has(Observe.Escape.EVENTS.name()) && !section.has(Observe.Escape.LEVELS.name())) {
      faults.add("observe.escape", "watches for nothing; must have events, levels, or both");
    }
    List<Event> events = section.read(Observe.Escape.EVENTS).orElse(List.of());
    Section.twice(events)
        .ifPresent(
            event ->
                faults.add(
                    Observe.Escape.EVENTS.path(), "has %s twice".formatted(Literal.of(event))));
    List<Double> levels = section.read(Observe.Escape.LEVELS).orElse(List.of());
    if (!ascends(levels)) {
      faults.add(
          Observe.Escape.LEVELS.path(), "is %s; must ascend".formatted(Literal.shown(levels)));
    }
    return new Observe.Escape(events, levels);
  }

  private static boolean ascends(List<Double> values) {
    return IntStream.range(1, values.size()).allMatch(i -> values.get(i - 1) < values.get(i));
  }

  private static Optional<Observe.LossHistogram> lossHistogram(Section section) {
    Optional<Long> burnIn = section.read(Observe.LossHistogram.BURN_IN);
    Optional<Long> every = section.read(Observe.LossHistogram.EVERY);
    Optional<Integer> runsPerGroup = section.read(Observe.LossHistogram.RUNS_PER_GROUP);
    Optional<Integer> binsPerDecade = section.read(Observe.LossHistogram.BINS_PER_DECADE);
    boolean whole =
        burnIn.isPresent()
            && every.isPresent()
            && runsPerGroup.isPresent()
            && binsPerDecade.isPresent();
    return whole
        ? Optional.of(
            new Observe.LossHistogram(
                burnIn.get(), every.get(), runsPerGroup.get(), binsPerDecade.get()))
        : Optional.empty();
  }

  private Observe.Snapshots snapshots(Section section, boolean escapeIsWatched) {
    Optional<Long> every = section.read(Observe.Snapshots.EVERY);
    boolean atEscape = section.read(Observe.Snapshots.AT_ESCAPE).orElse(false);
    if (!section.has(Observe.Snapshots.EVERY.name())
        && !section.has(Observe.Snapshots.AT_ESCAPE.name())) {
      faults.add("observe.snapshots", "keeps nothing; must have every, at_escape: true, or both");
    }
    if (atEscape && !escapeIsWatched) {
      faults.add(Observe.Snapshots.AT_ESCAPE.path(), "is true; must have observe.escape too");
    }
    return new Observe.Snapshots(every.orElse(Observe.Snapshots.NEVER), atEscape);
  }
}
