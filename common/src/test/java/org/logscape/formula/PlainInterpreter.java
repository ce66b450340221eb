package org.logscape.formula;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import org.logscape.formula.syntax.Expression;

/** Evaluates a formula as it is written, with forty digits: the yardstick of compiled code. */
final class PlainInterpreter {
  static final MathContext DIGITS = new MathContext(40);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final Map<String, BigDecimal> values;
  private double largest;

  /**
   * With values of names.
   *
   * @param values of constants and parameters; elements of v as {@code v[1]}, {@code v[2]}
   */
  PlainInterpreter(Map<String, BigDecimal> values) {
    this.values = values;
  }

  BigDecimal of(Expression expression) {
    BigDecimal value = compute(expression, Map.of());
    return value;
  }

  /** The largest modulus of any part so far. */
  double largest() {
    return largest;
  }

  private BigDecimal compute(Expression expression, Map<String, Integer> indices) {
    BigDecimal value = part(expression, indices).round(DIGITS);
    largest = Math.max(largest, Math.abs(value.doubleValue()));
    return value;
  }

  private BigDecimal part(Expression expression, Map<String, Integer> indices) {
    if (expression instanceof Expression.Literal literal) {
      return new BigDecimal(literal.value());
    } else if (expression instanceof Expression.Name name) {
      return values.get(name.name());
    } else if (expression instanceof Expression.Element element) {
      Object index =
          indices.containsKey(element.index()) ? indices.get(element.index()) : element.index();
      return values.get(element.vector() + "[" + index + "]");
    } else if (expression instanceof Expression.Negative negative) {
      return compute(negative.of(), indices).negate();
    } else if (expression instanceof Expression.Binary binary) {
      BigDecimal left = compute(binary.left(), indices);
      BigDecimal right = compute(binary.right(), indices);
      return switch (binary.operator()) {
        case ADD -> left.add(right, DIGITS);
        case SUBTRACT -> left.subtract(right, DIGITS);
        case MULTIPLY -> left.multiply(right, DIGITS);
        case DIVIDE -> left.divide(right, DIGITS);
      };
    } else if (expression instanceof Expression.Power power) {
      return compute(power.base(), indices).pow(power.exponent(), DIGITS);
    } else if (expression instanceof Expression.Call call) {
      BigDecimal argument = compute(call.argument(), indices);
      return switch (call.function()) {
        case SQRT -> argument.sqrt(DIGITS);
        case EXP -> exp(argument);
        case TANH -> tanh(argument);
      };
    } else if (expression instanceof Expression.Sum sum) {
      BigDecimal total = BigDecimal.ZERO;
      for (int index = 1; index <= 2; index++) {
        Map<String, Integer> inside = new HashMap<>(indices);
        inside.put(sum.index(), index);
        total = total.add(compute(sum.body(), inside), DIGITS);
      }
      return total;
    }
    throw new AssertionError(expression);
  }

  private static BigDecimal tanh(BigDecimal x) {
    if (x.abs().doubleValue() > 60) {
      return BigDecimal.valueOf(x.signum());
    }
    BigDecimal square = exp(x.multiply(TWO));
    return square.subtract(BigDecimal.ONE).divide(square.add(BigDecimal.ONE), DIGITS);
  }

  /** Taylor series of x / 2^k, squared k times. */
  private static BigDecimal exp(BigDecimal x) {
    MathContext wide = new MathContext(60);
    int halvings = Math.max(0, Math.getExponent(x.doubleValue()) + 8);
    BigDecimal r = x.divide(TWO.pow(halvings), wide);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 40; k++) {
      term = term.multiply(r, wide).divide(BigDecimal.valueOf(k), wide);
      sum = sum.add(term, wide);
    }
    for (int k = 0; k < halvings; k++) {
      sum = sum.multiply(sum, wide);
    }
    return sum.round(DIGITS);
  }
}
