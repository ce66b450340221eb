package org.logscape.matrix;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Products of matrices that lie row after row, by OpenBLAS on the calling thread alone: many runs
 * fill the cores, and sums that are shared among threads would not come out the same each time.
 * With one thread the bits depend on the numbers and on the kernels that OpenBLAS chose for this
 * processor, on nothing else.
 *
 * <p>Source: J. Dongarra et al., "A set of level 3 basic linear algebra subprograms", ACM TOMS 16
 * (1990) 1.
 */
public final class Blas {
  /** Whether a matrix enters a product as it is or transposed. */
  public enum As {
    /** As it lies. */
    IS(CblasNoTrans),
    /** Rows and columns exchanged. */
    TRANSPOSED(CblasTrans);

    private final int code;

    As(int code) {
      this.code = code;
    }
  }

  private static final List<String> CORES =
      List.of(
          "SAPPHIRERAPIDS",
          "COOPERLAKE",
          "SKYLAKEX",
          "ZEN",
          "HASWELL",
          "EXCAVATOR",
          "STEAMROLLER",
          "PILEDRIVER",
          "BULLDOZER",
          "SANDYBRIDGE",
          "BARCELONA",
          "NEHALEM",
          "CORE2",
          "PRESCOTT");

  static {
    Loader.load(openblas_nolapack.class);
    openblas_nolapack.blas_set_num_threads(1);
  }

  private Blas() {}

  /**
   * C = alpha A B + beta C, with A (m x k) and B (k x n) as given or transposed.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k length of the sums
   * @param ldA numbers from one row of A, as it lies, to the next
   * @param ldB the same of B
   * @param ldC the same of C
   */
  public static void multiply(
      As asA,
      As asB,
      int m,
      int n,
      int k,
      double alpha,
      Reals a,
      int ldA,
      Reals b,
      int ldB,
      double beta,
      Reals c,
      int ldC) {
    if (c instanceof FloatReals f) {
      openblas_nolapack.cblas_sgemm(
          CblasRowMajor,
          asA.code,
          asB.code,
          m,
          n,
          k,
          (float) alpha,
          single(a),
          ldA,
          single(b),
          ldB,
          (float) beta,
          f.pointer(),
          ldC);
    } else {
      openblas_nolapack.cblas_dgemm(
          CblasRowMajor,
          asA.code,
          asB.code,
          m,
          n,
          k,
          alpha,
          twofold(a),
          ldA,
          twofold(b),
          ldB,
          beta,
          twofold(c),
          ldC);
    }
  }

  /**
   * y = alpha A x + beta y, A as given or transposed.
   *
   * @param rows rows of A as it lies
   * @param columns its columns, all that lie in a row
   */
  public static void multiply(
      As as, int rows, int columns, double alpha, Reals a, Reals x, double beta, Reals y) {
    if (y instanceof FloatReals f) {
      openblas_nolapack.cblas_sgemv(
          CblasRowMajor,
          as.code,
          rows,
          columns,
          (float) alpha,
          single(a),
          columns,
          single(x),
          1,
          (float) beta,
          f.pointer(),
          1);
    } else {
      openblas_nolapack.cblas_dgemv(
          CblasRowMajor,
          as.code,
          rows,
          columns,
          alpha,
          twofold(a),
          columns,
          twofold(x),
          1,
          beta,
          twofold(y),
          1);
    }
  }

  /**
   * The kernels that OpenBLAS chose for this processor, by OpenBLAS's own name, for example {@code
   * SKYLAKEX}; two machines where it is the same compute the same bits. {@code unknown} where it
   * does not tell.
   */
  public static String core() {
    // it holds one table of functions for each kind of processor and points to the one in use
    Pointer chosen = Loader.addressof("gotoblas");
    if (chosen == null) {
      return "unknown";
    }
    Pointer table = new PointerPointer<>(chosen).get(Pointer.class, 0);
    return CORES.stream()
        .filter(core -> table != null && table.equals(Loader.addressof("gotoblas_" + core)))
        .findFirst()
        .orElse("unknown");
  }

  private static FloatPointer single(Reals reals) {
    return ((FloatReals) reals).pointer();
  }

  private static DoublePointer twofold(Reals reals) {
    return ((DoubleReals) reals).pointer();
  }
}
