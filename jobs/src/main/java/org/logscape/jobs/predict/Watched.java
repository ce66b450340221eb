package org.logscape.jobs.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.logscape.jobs.spec.Spec;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.observe.EscapeSpec;
import org.logscape.jobs.text.Words;
import org.logscape.observe.Event;

/**
 * One event that runs are observed for.
 *
 * @param event the kind of event
 * @param level L/L* of a {@code level} event; null for the others
 */
public record Watched(Event event, Double level) implements Serializable {
  /** The column, and the key of a group of fits, that holds the level. */
  public static final String LEVEL = "level";

  /** The first crossing of the ridge between the wells. */
  public static Watched separatrix() {
    return new Watched(Event.SEPARATRIX, null);
  }

  /** The arrival in the other well. */
  public static Watched basin() {
    return new Watched(Event.BASIN, null);
  }

  /** The loss reaches {@code level} times L*. */
  public static Watched level(double level) {
    return new Watched(Event.LEVEL, level);
  }

  /** The training loss, or error, of a network is as low as the stop rule demands. */
  public static Watched converged() {
    return new Watched(Event.CONVERGED, null);
  }

  /** All events that single runs of a spec are observed for. */
  public static List<Watched> of(Spec spec) {
    List<Watched> watched = new ArrayList<>();
    spec.observe().escape().ifPresent(escape -> watched.addAll(of(escape)));
    spec.stop().convergedAt().ifPresent(at -> watched.add(converged()));
    return watched;
  }

  /**
   * An event as a table holds it.
   *
   * @param word in the column {@code event}
   * @param level L/L* of a {@code level} event; null for the others
   */
  public static Watched of(String word, Double level) {
    return new Watched(Words.parse(Event.class, word), level);
  }

  /** All events of an escape observer. */
  public static List<Watched> of(EscapeSpec escape) {
    List<Watched> watched = new ArrayList<>();
    escape.events().forEach(event -> watched.add(new Watched(event, null)));
    escape.levels().forEach(level -> watched.add(level(level)));
    return watched;
  }

  /** Whether it is a loss level. */
  public boolean isLevel() {
    return level != null;
  }

  /** The event as the tables write it. */
  public String word() {
    return Words.of(event);
  }

  /**
   * A hash that is the same in every JVM, because Spark partitions by it; the hash of an enum is
   * not.
   */
  @Override
  public int hashCode() {
    return 31 * word().hashCode() + Objects.hashCode(level);
  }

  /** In words: {@code separatrix}, or {@code level=1.5}. */
  @Override
  public String toString() {
    return level == null ? word() : LEVEL + "=" + Literal.of(level);
  }
}
