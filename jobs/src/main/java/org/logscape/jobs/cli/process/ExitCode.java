package org.logscape.jobs.cli.process;

/** Ends the program so that whoever started it learns how the work went. */
public final class ExitCode {
  private ExitCode() {}

  /**
   * Ends the JVM with a code; where YARN's application master hosts the driver, tells that one
   * instead. It takes any JVM that ends by itself for failed, whatever the code.
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
