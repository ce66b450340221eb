package org.logscape.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Groups of lanes, and the choice between scalar and vector code for them.
 *
 * <p>Vector code needs the module {@code jdk.incubator.vector}; without it the scalar code gives
 * the same bits. The system property {@value #PROPERTY} fixes the lanes of a vector: 1 (scalar
 * code), 2, 4 or 8; left out, the processor's preferred width is taken.
 *
 * <p>This class also switches off the vector module's bounds checks, unless the system property
 * {@code jdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK} is set. The module reads that property once,
 * so the choice applies to the whole virtual machine: vector code of Spark, MLlib and other
 * libraries is unchecked too. The tests set the property to 2, which checks every load and store.
 */
public final class Lanes {
  /** Lanes of a group, whatever the width of the machine's vectors. */
  public static final int GROUP = 8;

  /** The system property that fixes the width. */
  public static final String PROPERTY = "logscape.lanes";

  private static final String BOUNDS_CHECKS = "jdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK";
  private static final int PREFERRED = 0;
  private static final int REQUESTED = requested();

  // Checks of every load and store cost up to a quarter of a step: the table is with the
  // benchmarks.
  static {
    if (System.getProperty(BOUNDS_CHECKS) == null) {
      System.setProperty(BOUNDS_CHECKS, "0");
    }
  }

  private Lanes() {}

  /** The smallest multiple of {@link #GROUP} that is not below {@code lanes}. */
  public static int roundUp(int lanes) {
    return (lanes + GROUP - 1) / GROUP * GROUP;
  }

  /**
   * The implementation of a role that suits this machine: the vector class is loaded only where its
   * module is there.
   *
   * @param role the interface that both implement
   * @param scalar makes the scalar implementation
   * @param caller rights to the vector class
   * @param vectorClass full name of the vector implementation, which has a constructor without
   *     arguments
   * @throws IllegalStateException if vectors were asked for by {@value #PROPERTY} and the module is
   *     missing
   */
  public static <T> T choose(
      Class<T> role, Supplier<T> scalar, MethodHandles.Lookup caller, String vectorClass) {
    if (!haveVectors()) {
      return scalar.get();
    }
    try {
      Class<?> found = caller.findClass(vectorClass);
      return role.cast(caller.findConstructor(found, MethodType.methodType(void.class)).invoke());
    } catch (Throwable failure) {
      throw new IllegalStateException("cannot load " + vectorClass, failure);
    }
  }

  /**
   * Whether vector code runs here: the module is there and scalar code was not asked for.
   *
   * @throws IllegalStateException if vectors were asked for by {@value #PROPERTY} and the module is
   *     missing
   */
  public static boolean haveVectors() {
    boolean available = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (REQUESTED > 1 && !available) {
      throw new IllegalStateException(
          PROPERTY + "=" + REQUESTED + " needs --add-modules jdk.incubator.vector");
    }
    return REQUESTED != 1 && available;
  }

  /** Lanes of a vector as asked for, or 0 where the processor's preference counts. */
  static int requestedWidth() {
    return REQUESTED;
  }

  private static int requested() {
    int width = Integer.getInteger(PROPERTY, PREFERRED);
    if (!Set.of(PREFERRED, 1, 2, 4, GROUP).contains(width)) {
      throw new IllegalStateException(PROPERTY + " must be 1, 2, 4 or 8");
    }
    return width;
  }
}
