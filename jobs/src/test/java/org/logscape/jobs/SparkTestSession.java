package org.logscape.jobs;

import org.apache.spark.sql.SparkSession;

/** The one local[2] session that the tests of this module share; it ends with the JVM. */
public final class SparkTestSession {

  private SparkTestSession() {}

  /** The session, started at the first use. */
  public static SparkSession get() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("logscape-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
        .getOrCreate();
  }
}
