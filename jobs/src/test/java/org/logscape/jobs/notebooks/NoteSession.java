package org.logscape.jobs.notebooks;

import java.util.Properties;
import org.apache.spark.sql.SparkSession;

/** The Spark session that all paragraphs share. */
final class NoteSession {
  private NoteSession() {}

  /** The session of this JVM; started where there is none, with the properties that are Spark's. */
  static SparkSession of(Properties properties) {
    SparkSession.Builder builder = SparkSession.builder().appName("notes");
    properties.stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark."))
        .forEach(name -> builder.config(name, properties.getProperty(name)));
    return builder.getOrCreate();
  }
}
