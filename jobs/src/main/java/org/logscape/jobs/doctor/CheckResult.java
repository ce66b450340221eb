package org.logscape.jobs.doctor;

import java.util.Optional;

/**
 * Result of one test of the machine.
 *
 * @param level how bad it is
 * @param subject what was looked at
 * @param found what was found
 * @param remedy how to mend it, where there is something to mend
 */
public record CheckResult(Level level, String subject, String found, Optional<String> remedy) {

  /** How bad a finding is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** The work will be done, but slowly or at a risk. */
    WARNING,
    /** The work will fail. */
    WRONG
  }

  static CheckResult ok(String subject, String found) {
    return new CheckResult(Level.OK, subject, found, Optional.empty());
  }

  static CheckResult warning(String subject, String found, String remedy) {
    return new CheckResult(Level.WARNING, subject, found, Optional.of(remedy));
  }

  static CheckResult wrong(String subject, String found, String remedy) {
    return new CheckResult(Level.WRONG, subject, found, Optional.of(remedy));
  }

  /** All of it in one line. */
  String line() {
    return subject + ": " + found + remedy.map(mend -> "; " + mend).orElse("");
  }
}
