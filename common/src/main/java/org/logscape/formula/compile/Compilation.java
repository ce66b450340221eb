package org.logscape.formula.compile;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
import org.logscape.formula.graph.Evaluation;
import org.logscape.formula.graph.Lowering;
import org.logscape.formula.graph.Node;
import org.logscape.simd.Lanes;

/**
 * Compiles formulas to {@link BlockFunction}s. Constants are arguments of the compiled class, so
 * all cells of a grid share one class and the machine code that the virtual machine makes of it.
 */
public final class Compilation {
  /**
   * Classes by their source: a class follows from its source alone, so nothing shows who made it.
   */
  private static final ConcurrentMap<String, Class<?>> CLASSES = new ConcurrentHashMap<>();

  private Compilation() {}

  /**
   * Compiles the function that computes {@code results}.
   *
   * @param results nodes of one graph
   * @param constants values of the named constants
   */
  public static BlockFunction of(List<Node> results, double[] constants) {
    Schedule schedule = Schedule.of(Lowering.of(results));
    Evaluation values = Evaluation.ofFixed(constants);
    double[] fixed = schedule.fixed().stream().mapToDouble(values::of).toArray();
    BlockFunction scalar = instance(schedule, Dialect.SCALAR, fixed, null);
    return Lanes.haveVectors() ? instance(schedule, Dialect.VECTOR, fixed, scalar) : scalar;
  }

  private static BlockFunction instance(
      Schedule schedule, Dialect dialect, double[] fixed, BlockFunction tail) {
    String source = Writer.write(schedule, dialect);
    String name = Writer.PACKAGE + "." + dialect.className();
    Class<?> compiled = CLASSES.computeIfAbsent(source, text -> compile(text, name));
    try {
      return (BlockFunction)
          compiled.getConstructor(double[].class, BlockFunction.class).newInstance(fixed, tail);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make an instance of " + name, e);
    }
  }

  private static Class<?> compile(String source, String name) {
    SimpleCompiler compiler = new SimpleCompiler();
    compiler.setParentClassLoader(Compilation.class.getClassLoader());
    try {
      compiler.cook(source);
      return compiler.getClassLoader().loadClass(name);
    } catch (CompileException | ClassNotFoundException e) {
      throw new IllegalStateException("cannot compile a formula:\n" + source, e);
    }
  }
}
