package org.logscape.jobs.store;

import java.util.Map;
import org.logscape.jobs.store.CountingStore.Request;

/** What a store takes for a request, in seconds, and charges, in dollars. */
enum StorePrices {
  /** A name node answers in a millisecond; a file's first block takes five. */
  HDFS(
      Map.of(
          Request.LIST, 0.001,
          Request.READ, 0.003,
          Request.WRITE, 0.006,
          Request.RENAME, 0.001,
          Request.DELETE, 0.001,
          Request.STATUS, 0.001,
          Request.MKDIR, 0.001),
      0,
      0),
  /**
   * Objects have no rename and no folders: a rename asks twice, copies and deletes, a folder that
   * is made asks twice. 0.005 dollars for 1,000 writes, copies and listings, 0.0004 for 1,000 reads
   * (S3 Standard, us-east-1).
   */
  S3(
      Map.of(
          Request.LIST, 0.060,
          Request.READ, 0.020,
          Request.WRITE, 0.065,
          Request.RENAME, 0.110,
          Request.DELETE, 0.020,
          Request.STATUS, 0.015,
          Request.MKDIR, 0.075),
      5e-6,
      4e-7);

  @SuppressWarnings("ImmutableEnumChecker") // Map.of cannot be changed
  private final Map<Request, Double> seconds;

  private final double write;
  private final double read;

  StorePrices(Map<Request, Double> seconds, double write, double read) {
    this.seconds = seconds;
    this.write = write;
    this.read = read;
  }

  /** How long requests take, one after the other. */
  double seconds(Map<Request, Long> requests) {
    return requests.entrySet().stream()
        .mapToDouble(e -> seconds.get(e.getKey()) * e.getValue())
        .sum();
  }

  /** What requests cost. */
  double dollars(Map<Request, Long> requests) {
    return requests.entrySet().stream().mapToDouble(e -> dollars(e.getKey()) * e.getValue()).sum();
  }

  private double dollars(Request request) {
    return switch (request) {
      case LIST, WRITE -> write;
      case RENAME -> write + 2 * read;
      case READ, STATUS -> read;
      case MKDIR -> write + read;
      case DELETE -> 0;
    };
  }
}
