package org.logscape.jobs.spec.start;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.logscape.jobs.spec.key.Faults;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.key.Section;

/** Reads where runs start: a word, or a mapping with one word as its key. */
public final class StartReader {
  private static final String START = "start";
  private static final String MINIMUM = "minimum";
  private static final String RANDOM = "random";
  private static final String PRETRAINED = "pretrained";
  private static final String SNAPSHOTS = "snapshots";
  private static final String WEIGHTS = "weights";

  private final Section top;
  private final Faults faults;
  private final boolean network;

  private StartReader(Section top, Faults faults, boolean network) {
    this.top = top;
    this.faults = faults;
    this.network = network;
  }

  /**
   * Reads it.
   *
   * @param network whether the cells are networks, which says which starts there are
   */
  public static Start read(Section top, boolean network, Faults faults) {
    return new StartReader(top, faults, network).start();
  }

  private Start start() {
    if (!top.has(START)) {
      return network ? new Start.Glorot() : new Start.Minimum();
    }
    Object yaml = top.raw(START);
    String word =
        yaml instanceof Map<?, ?> mapping && mapping.size() == 1
            ? String.valueOf(mapping.keySet().iterator().next())
            : String.valueOf(yaml);
    boolean bare = !(yaml instanceof Map<?, ?>);
    if (word.equals(SNAPSHOTS)) {
      return bare ? refused(yaml) : snapshots().orElse(new Start.Minimum());
    }
    if (network) {
      return switch (word) {
        case RANDOM -> bare ? new Start.Glorot() : refused(yaml);
        case PRETRAINED ->
            bare ? refused(yaml) : inner(Start.Pretrained.GROUP).orElse(new Start.Glorot());
        case WEIGHTS -> bare ? refused(yaml) : weights().orElse(new Start.Glorot());
        default -> refused(yaml);
      };
    }
    return switch (word) {
      case MINIMUM -> bare ? new Start.Minimum() : refused(yaml);
      case RANDOM ->
          bare ? new Start.Random(Start.Random.SCALE.fallback().orElseThrow()) : random();
      case PRETRAINED, WEIGHTS -> bare ? refused(yaml) : refusedForLandscapes(word);
      default -> refused(yaml);
    };
  }

  private String allowed() {
    return network
        ? "must be random, {pretrained: {learning_rate: NUMBER, ...}}, {weights: FILE}, or"
            + " {snapshots: DIR} for a network"
        : "must be minimum, random, {random: {scale: NUMBER}}, or {snapshots: DIR}";
  }

  private Start refused(Object yaml) {
    faults.add(START, "is %s; %s".formatted(Literal.shown(yaml), allowed()));
    return new Start.Minimum();
  }

  private Start refusedForLandscapes(String word) {
    faults.add(START + "." + word, "is for networks; " + allowed());
    return new Start.Minimum();
  }

  private Start random() {
    return inner(Start.Random.GROUP).orElse(new Start.Minimum());
  }

  /** The mapping of a start, which is the value of its word. */
  private Optional<Start> inner(Group<? extends Start> group) {
    return top.section(START, List.of(group.name()))
        .flatMap(start -> start.section(group.name(), group.names()))
        .flatMap(section -> group.read(section, faults));
  }

  /** A folder, or a mapping that says which of its snapshots. */
  private Optional<Start> snapshots() {
    return pathOrMapping(
        Start.Snapshots.GROUP,
        Start.Snapshots.DIR_ALONE,
        dir -> new Start.Snapshots(dir, null, null));
  }

  /** A file, or a mapping that says more of it. */
  private Optional<Start> weights() {
    return pathOrMapping(Start.Weights.GROUP, Start.Weights.FILE_ALONE, Start.Weights::of);
  }

  private Optional<Start> pathOrMapping(
      Group<? extends Start> group, Key<String> alone, Function<String, Start> ofPath) {
    Section start = top.section(START, List.of(group.name())).orElseThrow();
    return start.raw(group.name()) instanceof Map<?, ?>
        ? inner(group)
        : start.read(alone).map(ofPath);
  }
}
