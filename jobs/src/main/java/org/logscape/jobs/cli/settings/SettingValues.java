package org.logscape.jobs.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.internal.SQLConf$;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.store.ExperimentDir;
import org.logscape.jobs.store.part.FileCounts;
import scala.Tuple2;

/**
 * The values of settings, held against what Spark and Logscape read of them. Spark itself reads
 * most of them in the middle of the work, and says what it could not read but not of which setting.
 */
public final class SettingValues {
  private static final String COUNT = "a whole number of at least 1";

  /** Logscape's own settings: what a value must be, and whether one is. */
  private static final Map<String, Rule> OWN =
      Map.of(
          FileCounts.MOST, new Rule(COUNT, SettingValues::isCount),
          FileCounts.LEAST, new Rule(COUNT, SettingValues::isCount),
          ExperimentDir.LEASE_PERIOD, new Rule("a time above 0, as 5s", SettingValues::isTime));

  private record Rule(String words, Predicate<String> holds) {}

  private SettingValues() {}

  /**
   * Checks all settings before Spark is started.
   *
   * @throws UserException with one line for each whose value cannot be read
   */
  public static void check(SparkConf conf) {
    // Spark knows the settings of its SQL once this class is loaded
    SQLConf$.MODULE$.get();
    List<String> faults = new ArrayList<>();
    for (Tuple2<String, String> setting : conf.getAll()) {
      String value = setting._2();
      Rule rule = OWN.get(setting._1());
      if (rule != null && !rule.holds().test(value)) {
        faults.add(fault(setting._1(), value, "must be " + rule.words()));
      }
      ConfigEntry<?> entry = ConfigEntry.findEntry(setting._1());
      if (entry != null) {
        try {
          entry.valueConverter().apply(value);
        } catch (IllegalArgumentException unreadable) {
          faults.add(fault(setting._1(), value, "must be as Spark says: " + firstLine(unreadable)));
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new UserException(faults);
    }
  }

  private static String fault(String key, String value, String allowed) {
    return "--conf: %s is '%s'; %s".formatted(key, value, allowed);
  }

  /** What Spark says of a value that it cannot read, in one line. */
  public static String firstLine(IllegalArgumentException unreadable) {
    return String.valueOf(unreadable.getMessage()).strip().lines().findFirst().orElse("another");
  }

  private static boolean isCount(String value) {
    return value.matches("[0-9]{1,18}") && Long.parseLong(value) > 0;
  }

  private static boolean isTime(String value) {
    try {
      return JavaUtils.timeStringAsMs(value) > 0;
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }
}
