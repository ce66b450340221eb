package org.logscape.network;

/**
 * Cost of one sample on its way through a network, as counts of operations. How long they take
 * depends on the machine.
 *
 * @param multiplyAdds products that are added up, two floating-point operations each
 * @param patches neighbourhoods of pixels that are laid out for a product or gathered after it
 */
public record Work(long multiplyAdds, long patches) {
  /** No work. */
  public static Work none() {
    return new Work(0, 0);
  }

  /** Both. */
  public Work plus(Work other) {
    return new Work(multiplyAdds + other.multiplyAdds, patches + other.patches);
  }

  /** So many times the same; a negative number takes away. */
  public Work times(long factor) {
    return new Work(factor * multiplyAdds, factor * patches);
  }
}
