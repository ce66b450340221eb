package org.logscape.kernel;

/** Makes the observer of one block. */
@FunctionalInterface
public interface ObserverFactory {

  /**
   * A fresh observer.
   *
   * @param lanes the most replicas that the block holds
   */
  Observer create(int lanes);
}
