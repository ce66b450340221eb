package org.logscape.jobs.store;

import java.util.function.Consumer;
import org.logscape.jobs.errors.BusyException;

/** What a driver does where another one writes to its folder. */
@FunctionalInterface
public interface Patience {
  /**
   * Called each time that another driver was found at work; returns to wait on, throws to give up.
   */
  void found(BusyException other);

  /** Gives up at once. */
  static Patience none() {
    return other -> {
      throw other;
    };
  }

  /**
   * Waits for as long as it takes.
   *
   * @param notice receives one line, once, that says whom it waits for
   */
  static Patience endless(Consumer<String> notice) {
    return new Patience() {
      private boolean isNoticed;

      @Override
      public void found(BusyException other) {
        if (!isNoticed) {
          notice.accept(other.getMessage());
          isNoticed = true;
        }
      }
    };
  }
}
