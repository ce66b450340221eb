package org.logscape.jobs.cli.process;

/** Ends the program with an exit code that its caller can read. */
public final class ExitCode {
  private ExitCode() {}

  /**
   * Ends the JVM with a code. Where YARN's application master hosts the driver, the code is thrown
   * to it instead, because it reports any JVM that exits by itself as failed.
   *
   * @throws IllegalStateException in YARN's application master, if the code is not 0; what it says
   *     is what YARN shows as the reason
   */
  public static void report(int code) {
    if (!inApplicationMaster()) {
      System.exit(code);
    }
    if (code != 0) {
      throw new IllegalStateException(
          "logscape ended with exit code %d; its log says why".formatted(code));
    }
  }

  private static boolean inApplicationMaster() {
    return "yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }
}
