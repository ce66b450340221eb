package org.logscape.jobs.weights;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in the order in which people count them: {@code 2.weight} before {@code 10.weight}. */
final class NaturalOrder {
  private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

  /** Runs of digits by their value, all else by its letters. */
  static final Comparator<String> NUMBERS_BY_SIZE = NaturalOrder::compare;

  private NaturalOrder() {}

  private static int compare(String a, String b) {
    Matcher left = PIECE.matcher(a);
    Matcher right = PIECE.matcher(b);
    while (left.find()) {
      if (!right.find()) {
        return 1;
      }
      int order = pieces(left.group(), right.group());
      if (order != 0) {
        return order;
      }
    }
    return right.find() ? -1 : 0;
  }

  private static int pieces(String a, String b) {
    boolean numbers = Character.isDigit(a.charAt(0)) && Character.isDigit(b.charAt(0));
    return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
  }
}
