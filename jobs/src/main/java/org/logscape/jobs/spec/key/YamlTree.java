package org.logscape.jobs.spec.key;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML text (1.2, core schema) as plain values: Map, List, String, Long, Double, Boolean, null.
 * Built from parser events, since a ready-made loader stops at the first key that occurs twice.
 * Tags, anchors and aliases are refused: a spec needs none, and they are where YAML is unsafe.
 */
public final class YamlTree {
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int DEEPEST = 20;

  private final CoreSchema schema = new CoreSchema();
  private final Iterator<Event> events;
  private final Faults faults;

  private YamlTree(Iterator<Event> events, Faults faults) {
    this.events = events;
    this.faults = faults;
  }

  /**
   * The document's top mapping; empty, with a fault, where the text is no YAML or no mapping. A key
   * that occurs twice is a fault, its first value counts.
   */
  public static Optional<Map<String, Object>> read(String yaml, Faults faults) {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      Iterator<Event> events = new Parse(settings).parseString(yaml).iterator();
      return new YamlTree(events, faults).document();
    } catch (Refused e) {
      faults.add(e.place, e.getMessage());
    } catch (MarkedYamlEngineException e) {
      faults.add(place(e.getProblemMark()), "is no YAML: " + e.getProblem().strip());
    } catch (YamlEngineException e) {
      faults.add("line 1", "is no YAML: " + e.getMessage().strip().replaceAll("\\s+", " "));
    }
    return Optional.empty();
  }

  private Optional<Map<String, Object>> document() {
    next(Event.ID.StreamStart);
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      faults.add("line 1", "the file is empty; must be a spec");
      return Optional.empty();
    }
    Object top = node(events.next(), "", 0);
    next(Event.ID.DocumentEnd);
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw new Refused(after, "a second document; must be one document");
    }
    if (top instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked") // node() makes no other maps
      Map<String, Object> mapping = (Map<String, Object>) top;
      return Optional.of(mapping);
    }
    faults.add("line 1", "is %s; must be a mapping of keys".formatted(Literal.shown(top)));
    return Optional.empty();
  }

  private Object node(Event event, String path, int depth) {
    if (event instanceof AliasEvent) {
      throw new Refused(event, "an alias; must be the value itself");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw new Refused(event, "an anchor; must be without");
    }
    if (depth > DEEPEST) {
      throw new Refused(event, "more than %d levels deep".formatted(DEEPEST));
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (event instanceof SequenceStartEvent start) {
      refuseTag(event, start.getTag());
      return sequence(path, depth);
    }
    if (event instanceof MappingStartEvent start) {
      refuseTag(event, start.getTag());
      return mapping(path, depth);
    }
    throw new Refused(event, "unexpected " + event.getEventId());
  }

  private List<Object> sequence(String path, int depth) {
    List<Object> values = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      values.add(node(event, path + "[" + values.size() + "]", depth + 1));
      event = events.next();
    }
    return values;
  }

  private Map<String, Object> mapping(String path, int depth) {
    Map<String, Object> values = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      if (!(event instanceof ScalarEvent key)) {
        throw new Refused(event, "a key that is no word");
      }
      String place = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
      Object value = node(events.next(), place, depth + 1);
      if (values.containsKey(key.getValue())) {
        faults.add(place, "occurs twice, again in %s; must occur once".formatted(place(event)));
      } else {
        values.put(key.getValue(), value);
      }
      event = events.next();
    }
    return values;
  }

  private Object scalar(ScalarEvent scalar) {
    refuseTag(scalar, scalar.getTag());
    Tag tag =
        schema
            .getScalarResolver()
            .resolve(scalar.getValue(), scalar.getImplicit().canOmitTagInPlainScalar());
    if (tag.equals(Tag.STR)) {
      return scalar.getValue();
    }
    Object value =
        schema
            .getSchemaTagConstructors()
            .get(tag)
            .construct(new ScalarNode(tag, scalar.getValue(), scalar.getScalarStyle()));
    return value instanceof Integer number ? Long.valueOf(number) : value;
  }

  private void next(Event.ID expected) {
    Event event = events.next();
    if (event.getEventId() != expected) {
      throw new Refused(event, "unexpected " + event.getEventId());
    }
  }

  private static void refuseTag(Event event, Optional<String> tag) {
    if (tag.isPresent()) {
      throw new Refused(event, "the tag %s; must be without".formatted(tag.get()));
    }
  }

  private static String place(Event event) {
    return place(event.getStartMark());
  }

  private static String place(Optional<Mark> mark) {
    return mark.map(m -> "line %d, column %d".formatted(m.getLine() + 1, m.getColumn() + 1))
        .orElse("line 1");
  }

  /** YAML that a spec does not use; reading cannot go on. */
  private static final class Refused extends RuntimeException {
    private final String place;

    Refused(Event event, String message) {
      super("is " + message);
      this.place = place(event);
    }
  }
}
