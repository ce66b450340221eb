package org.logscape.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.logscape.jobs.doctor.Examination;
import org.logscape.jobs.errors.UserException;
import org.logscape.jobs.text.LogFormat;
import org.logscape.jobs.text.Words;
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

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A Spark setting; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

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
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    return new Lease(session, session::stop);
  }

  private SparkConf conf() {
    SparkConf conf = new SparkConf();
    settings.forEach(conf::set);
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
    // no checksum files beside the tables; Parquet pages carry their own
    conf.setIfMissing("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    // clients of object stores buffer on local disks by another file system than that one
    conf.setIfMissing("spark.hadoop.fs.s3a.fast.upload.buffer", "bytebuffer");
    conf.setIfMissing("spark.hadoop.fs.s3a.multipart.size", "8M");
    conf.setIfMissing("spark.hadoop.fs.azure.data.blocks.buffer", "bytebuffer");
    // files get the permissions that the user's umask leaves
    umask().ifPresent(mask -> conf.setIfMissing("spark.hadoop.fs.permissions.umask-mode", mask));
    return conf;
  }

  /** The umask in octal; empty where the system does not tell. */
  private static Optional<String> umask() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("Umask:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException noLinux) {
      return Optional.empty();
    }
  }
}
