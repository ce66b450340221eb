package org.logscape.jobs.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.logscape.jobs.spec.key.Literal;
import org.logscape.jobs.spec.observe.Event;
import org.logscape.jobs.spec.observe.Observe;

/**
 * One event that runs are watched for, in the words of the escapes table.
 *
 * @param event {@code separatrix}, {@code basin} or {@code level}
 * @param level L/L* of a {@code level} event; null for the others
 */
public record Watched(String event, Double level) implements Serializable {
  /** The word of a loss level in the column {@code event}. */
  public static final String LEVEL = "level";

  /** The first crossing of the ridge between the wells. */
  public static Watched separatrix() {
    return new Watched(Literal.of(Event.SEPARATRIX), null);
  }

  /** The arrival in the other well. */
  public static Watched basin() {
    return new Watched(Literal.of(Event.BASIN), null);
  }

  /** The loss reaches {@code level} times L*. */
  public static Watched level(double level) {
    return new Watched(LEVEL, level);
  }

  /** All events of an escape observer. */
  public static List<Watched> of(Observe.Escape escape) {
    List<Watched> watched = new ArrayList<>();
    escape.events().forEach(event -> watched.add(new Watched(Literal.of(event), null)));
    escape.levels().forEach(level -> watched.add(level(level)));
    return watched;
  }

  /** Whether it is a loss level. */
  public boolean isLevel() {
    return level != null;
  }

  /** In words: {@code separatrix}, or {@code level=1.5}. */
  @Override
  public String toString() {
    return level == null ? event : LEVEL + "=" + Literal.of(level);
  }
}
