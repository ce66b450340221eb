package org.logscape.jobs.text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/** How progress is logged where there is no terminal: one line each time, with its time in UTC. */
public enum LogFormat {
  /** The time (ISO 8601), and what is said. */
  TEXT {
    @Override
    public String line(Instant now, String message, Map<String, Object> values) {
      return now.truncatedTo(ChronoUnit.SECONDS) + " " + message;
    }
  },

  /** One JSON object a line: {@code time}, {@code message}, and each number under its name. */
  JSON {
    @Override
    public String line(Instant now, String message, Map<String, Object> values) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("time", now.truncatedTo(ChronoUnit.SECONDS).toString());
      all.put("message", message);
      all.putAll(values);
      return JsonText.of(all);
    }
  };

  /** The setting of a Spark session that says which; text where it is not set. */
  public static final String SETTING = "spark.logscape.logFormat";

  /**
   * The format that the settings of a session name.
   *
   * @param settings gives a setting, or the second argument where it is not set
   */
  public static LogFormat of(BinaryOperator<String> settings) {
    return Words.parse(LogFormat.class, settings.apply(SETTING, Words.of(TEXT)));
  }

  /**
   * One line of a log.
   *
   * @param message in words
   * @param values the numbers of the message, by name
   */
  public abstract String line(Instant now, String message, Map<String, Object> values);
}
