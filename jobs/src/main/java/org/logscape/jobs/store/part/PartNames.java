package org.logscape.jobs.store.part;

import java.io.Serializable;

/**
 * How the files of a wave are named by the tasks that write them: {@code
 * BEFOREpart-00000AFTER-7.parquet}, where 7 is the attempt of the task, since a task may be done
 * twice.
 *
 * @param before what stands before the number of the part
 * @param after what stands behind it
 */
public record PartNames(String before, String after) implements Serializable {

  /** Names without the wave, for files that are given their final names later. */
  public static PartNames plain() {
    return new PartNames("", "");
  }

  String name(int part, long attempt) {
    return "%spart-%05d%s-%d.parquet".formatted(before, part, after, attempt);
  }
}
