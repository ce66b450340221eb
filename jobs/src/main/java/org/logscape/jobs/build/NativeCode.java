package org.logscape.jobs.build;

import org.logscape.jobs.errors.UserException;

/**
 * ND4J and the native code that it brings. Networks compute with it; landscapes and fits do not, so
 * {@code logscape-thin.jar} leaves it out.
 */
public final class NativeCode {
  private static final String CLASS = "org.nd4j.linalg.factory.Nd4j";

  private NativeCode() {}

  /** Whether it is on the class path. */
  public static boolean isPresent() {
    return isPresent(NativeCode.class.getClassLoader());
  }

  static boolean isPresent(ClassLoader classes) {
    try {
      Class.forName(CLASS, false, classes);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /**
   * Lets a network pass only where it is there.
   *
   * @throws UserException if it is not
   */
  public static void requireForNetworks() {
    requireForNetworks(NativeCode.class.getClassLoader());
  }

  static void requireForNetworks(ClassLoader classes) {
    if (!isPresent(classes)) {
      throw UserException.of(
          "model.type: networks need ND4J, which this jar leaves out; use logscape.jar, or add"
              + " spark-submit's --packages org.nd4j:nd4j-native-platform:"
              + BuildInfo.current().nd4j());
    }
  }
}
