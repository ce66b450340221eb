package org.logscape.jobs.cli;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.cli.settings.SettingValues;
import org.logscape.jobs.cli.settings.SparkSettings;
import org.logscape.jobs.doctor.Examination;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.text.LogFormat;
import org.logscape.jobs.text.Words;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where Spark runs. Under spark-submit its own options and files say so. */
public final class SparkOptions {
  /** Partitions of a query's shuffle on one machine. */
  static final String SHUFFLE_PARTITIONS = "8";

  private static final String MASTER = "spark.master";

  /** Checked before Spark is started, whose own complaint is a page long. */
  private static final Pattern MASTERS =
      Pattern.compile(
          "local|local\\[(\\*|[1-9]\\d*)(,[1-9]\\d*)?]|local-cluster\\[\\d+,\\d+,\\d+]|(spark|k8s)://.+|yarn");

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master; without it embedded Spark on all cores. A cluster's goes through"
              + " spark-submit.")
  private String master;

  @Mixin private SparkSettings settings;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "Lines of progress where there is no terminal: text or json, one object a line (default:"
              + " ${DEFAULT-VALUE}).")
  private String logFormat;

  /**
   * A session for one command: started here, or the one that runs in this JVM already, which is
   * left running.
   */
  public record Lease(SparkSession session, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /**
   * Starts Spark, or takes the session that runs in this JVM.
   *
   * @throws UserException if the master's name is no master, or the format is not known
   */
  public Lease lease() {
    checkLogFormat();
    Lease lease = started();
    lease.session().conf().set(LogFormat.SETTING, logFormat);
    return lease;
  }

  /** The configuration of Hadoop that Spark will have, before it is started. */
  Configuration hadoop() {
    return settings.hadoop();
  }

  private void checkLogFormat() {
    if (!Words.of(LogFormat.class).contains(logFormat)) {
      throw UserException.of(
          "--log-format: is '%s'; must be one of %s"
              .formatted(logFormat, String.join(", ", Words.of(LogFormat.class))));
    }
  }

  private Lease started() {
    if (SparkSession.getDefaultSession().isDefined()) {
      return new Lease(SparkSession.getDefaultSession().get(), () -> {});
    }
    SparkConf conf = conf();
    if (conf.get(MASTER).startsWith("local")) {
      List<String> obstacles = Examination.obstacles();
      if (!obstacles.isEmpty()) {
        throw new UserException(obstacles);
      }
    }
    SettingValues.check(conf);
    SparkSession session = session(conf);
    return new Lease(session, session::stop);
  }

  private static SparkSession session(SparkConf conf) {
    try {
      return SparkSession.builder().config(conf).getOrCreate();
    } catch (IllegalArgumentException refused) {
      // NumberFormatException too: what Spark says of a value that it cannot read
      throw UserException.of(
          "--conf: a setting of Spark cannot be used (%s); must be as Spark's page on configuration says"
              .formatted(SettingValues.firstLine(refused)));
    }
  }

  private SparkConf conf() {
    SparkConf conf = settings.conf();
    if (master != null) {
      conf.set(MASTER, master);
    }
    conf.setIfMissing(MASTER, "local[*]");
    if (!MASTERS.matcher(conf.get(MASTER)).matches()) {
      throw UserException.of(
          "--master: is '%s'; must be local[N] with N of at least 1, spark://HOST:PORT, yarn or k8s://URL"
              .formatted(conf.get(MASTER)));
    }
    conf.setIfMissing("spark.app.name", "logscape");
    // also where spark-submit brings Spark's own logging, which is at INFO
    conf.setIfMissing("spark.log.level", "WARN");
    conf.setIfMissing("spark.sql.adaptive.coalescePartitions.parallelismFirst", "false");
    if (conf.get(MASTER).startsWith("local")) {
      // a laptop needs no web page and no name for itself
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.sql.shuffle.partitions", SHUFFLE_PARTITIONS);
    }
    return conf;
  }
}
