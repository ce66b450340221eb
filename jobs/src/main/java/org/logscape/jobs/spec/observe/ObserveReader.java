package org.logscape.jobs.spec.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Reads what is observed. */
public final class ObserveReader {
  private static final String ESCAPE = "escape";
  private static final String LOSS_HISTOGRAM = "loss_histogram";
  private static final String SNAPSHOTS = "snapshots";
  private static final String EVALUATION = "evaluation";
  private static final String NOISE = "noise";
  private static final String SPECTRUM = "spectrum";
  private final Faults faults;

  private ObserveReader(Faults faults) {
    this.faults = faults;
  }

  public static Observe read(Section top, Faults faults) {
    ObserveReader reader = new ObserveReader(faults);
    return top.section(
            "observe", List.of(ESCAPE, LOSS_HISTOGRAM, SNAPSHOTS, EVALUATION, NOISE, SPECTRUM))
        .map(reader::observe)
        .orElse(new Observe(List.of()));
  }

  private Observe observe(Section section) {
    List<Observe.Observation> all = new ArrayList<>();
    section.section(ESCAPE, Key.names(Observe.Escape.KEYS)).map(this::escape).ifPresent(all::add);
    section
        .section(LOSS_HISTOGRAM, Key.names(Observe.LossHistogram.KEYS))
        .flatMap(ObserveReader::lossHistogram)
        .ifPresent(all::add);
    section
        .section(
            SNAPSHOTS, List.of(Observe.Snapshots.EVERY.name(), Observe.Snapshots.AT_ESCAPE.name()))
        .map(snapshots -> snapshots(snapshots, section.has(ESCAPE)))
        .ifPresent(all::add);
    section
        .section(EVALUATION, Key.names(Observe.Evaluation.KEYS))
        .flatMap(evaluation -> evaluation.read(Observe.Evaluation.EVERY))
        .map(Observe.Evaluation::new)
        .ifPresent(all::add);
    section.section(NOISE, Key.names(Observe.Noise.KEYS)).flatMap(this::noise).ifPresent(all::add);
    section
        .section(SPECTRUM, Key.names(Observe.Spectrum.KEYS))
        .flatMap(ObserveReader::spectrum)
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
    long every = section.read(Observe.Escape.EVERY).orElse(Observe.Escape.EACH_STEP);
    return new Observe.Escape(events, levels, every);
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

  private Optional<Observe.Noise> noise(Section section) {
    if (section.has(Observe.Noise.EVERY.name()) && section.has(Observe.Noise.AT.name())) {
      faults.add("observe.noise", "has every and at; must have at most one of them");
    }
    var every = section.read(Observe.Noise.EVERY);
    var at = section.read(Observe.Noise.AT);
    var samples = section.read(Observe.Noise.SAMPLES);
    var minibatches = section.read(Observe.Noise.MINIBATCHES);
    var alignment = section.read(Observe.Noise.ALIGNMENT_PROBES);
    var eigenvalues = section.read(Observe.Noise.EIGENVALUES);
    if (minibatches.filter(count -> count == 1).isPresent()) {
      faults.add(
          Observe.Noise.MINIBATCHES.path(), "is 1; must be 0, or at least 2 for a standard error");
    }
    return faults.at("observe.noise")
        ? Optional.empty()
        : Optional.of(
            new Observe.Noise(
                every.orElseThrow(),
                at.orElse(List.of()),
                samples.orElse(Observe.ALL),
                minibatches.orElseThrow(),
                alignment.orElseThrow(),
                eigenvalues.orElseThrow()));
  }

  private static Optional<Observe.Spectrum> spectrum(Section section) {
    var at = section.read(Observe.Spectrum.AT);
    var samples = section.read(Observe.Spectrum.SAMPLES);
    var eigenvalues = section.read(Observe.Spectrum.EIGENVALUES);
    var probes = section.read(Observe.Spectrum.DENSITY_PROBES);
    return eigenvalues.isEmpty() || probes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Observe.Spectrum(
                at.orElse(List.of()),
                samples.orElse(Observe.ALL),
                eigenvalues.get(),
                probes.get()));
  }
}
