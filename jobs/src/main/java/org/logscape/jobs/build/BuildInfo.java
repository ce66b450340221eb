package org.logscape.jobs.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Versions of this build, from a file that the build wrote.
 *
 * @param version Logscape's version
 * @param gitCommit full hash, or {@code unknown} where it was built outside a checkout
 * @param gitDirty {@code true} where files differed from the commit
 * @param nd4j ND4J's version
 * @param echarts version of the report's charting library, which its WebJar has in its paths
 */
public record BuildInfo(
    String version, String gitCommit, String gitDirty, String nd4j, String echarts) {
  private static final String FILE = "/org/logscape/jobs/build/build.properties";
  private static final String UNKNOWN = "unknown";

  /** This build. */
  public static BuildInfo current() {
    Properties build = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(FILE)) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        build.getProperty("version"),
        known(build.getProperty("git.commit.id", UNKNOWN)),
        known(build.getProperty("git.dirty", UNKNOWN)),
        build.getProperty("nd4j"),
        build.getProperty("echarts"));
  }

  /** Outside a checkout the build leaves its placeholder standing. */
  private static String known(String value) {
    return value.startsWith("$") ? UNKNOWN : value;
  }
}
