package org.logscape.jobs.cli.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Option;

/**
 * Spark's settings: those of spark-submit and its files, which are system properties, and those of
 * {@code --conf}, which come before them.
 */
public final class SparkSettings {
  /** A setting of Hadoop among those of Spark. */
  private static final String HADOOP = "spark.hadoop.";

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A Spark setting; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** All of them, as Spark takes them. */
  public SparkConf conf() {
    SparkConf conf = new SparkConf();
    settings.forEach(conf::set);
    defaults().forEach((key, value) -> conf.setIfMissing(HADOOP + key, value));
    return conf;
  }

  /**
   * The configuration of Hadoop that Spark will make of them, without Spark: {@code
   * spark.hadoop.KEY} is Hadoop's {@code KEY} (Spark's page on configuration, "Custom Hadoop/Hive
   * Configuration"). Spark's own way costs half a second.
   */
  public Configuration hadoop() {
    Configuration hadoop = new Configuration();
    defaults().forEach(hadoop::set);
    System.getProperties()
        .forEach((key, value) -> set(hadoop, String.valueOf(key), String.valueOf(value)));
    settings.forEach((key, value) -> set(hadoop, key, value));
    return hadoop;
  }

  private static void set(Configuration hadoop, String key, String value) {
    if (key.startsWith(HADOOP)) {
      hadoop.set(key.substring(HADOOP.length()), value);
    }
  }

  /** Settings of Hadoop that hold where the user gives no others. */
  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    // no checksum files beside the tables; Parquet pages carry their own
    defaults.put("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    // clients of object stores buffer on local disks by another file system than that one
    defaults.put("fs.s3a.fast.upload.buffer", "bytebuffer");
    defaults.put("fs.s3a.multipart.size", "8M");
    defaults.put("fs.azure.data.blocks.buffer", "bytebuffer");
    // files get the permissions that the user's umask leaves
    umask().ifPresent(mask -> defaults.put("fs.permissions.umask-mode", mask));
    return defaults;
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
