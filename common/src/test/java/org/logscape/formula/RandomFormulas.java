package org.logscape.formula;

import java.util.Random;

/** Writes random formulas over u, v[1], v[2], the index j over v, and the constants c and d. */
final class RandomFormulas {
  private final Random random;
  private int indices;

  RandomFormulas(long seed) {
    random = new Random(seed);
  }

  String next() {
    return sum(3);
  }

  private String sum(int depth) {
    StringBuilder text = new StringBuilder(product(depth));
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(random.nextBoolean() ? " + " : " - ").append(product(depth));
    }
    return text.toString();
  }

  private String product(int depth) {
    String first = sign(depth);
    return switch (random.nextInt(4)) {
      case 0 -> first + "*" + sign(depth);
      // the denominator is at least 1
      case 1 -> first + "/(1 + " + part(depth - 1) + "^2)";
      default -> first;
    };
  }

  private String sign(int depth) {
    return random.nextInt(5) == 0 ? "-" + power(depth) : power(depth);
  }

  private String power(int depth) {
    String part = part(depth);
    return random.nextInt(4) == 0 ? part + "^" + random.nextInt(5) : part;
  }

  private String part(int depth) {
    if (depth <= 0) {
      return leaf();
    }
    return switch (random.nextInt(9)) {
      case 0 -> "(" + sum(depth - 1) + ")";
      case 1 -> "tanh(" + sum(depth - 1) + ")";
      case 2 -> "exp(tanh(" + sum(depth - 1) + "))";
      // the argument is at least 1
      case 3 -> "sqrt(1 + (" + sum(depth - 1) + ")^2)";
      case 4 -> sumOverIndex(depth);
      default -> leaf();
    };
  }

  /** Each sum has an index of its own. */
  private String sumOverIndex(int depth) {
    String index = "j" + indices++;
    return String.format("sum(%s, v[%1$s]*%s)", index, part(depth - 1));
  }

  private String leaf() {
    return switch (random.nextInt(7)) {
      case 0 -> "c";
      case 1 -> "d";
      case 2 -> "v[1]";
      case 3 -> "v[2]";
      case 4 -> String.valueOf(1 + random.nextInt(3));
      default -> "u";
    };
  }
}
