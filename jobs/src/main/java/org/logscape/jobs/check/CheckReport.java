package org.logscape.jobs.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.logscape.jobs.store.Depth;
import org.logscape.jobs.store.list.Fault;
import org.logscape.jobs.sweep.work.Completeness;
import org.logscape.jobs.text.Words;

/**
 * What a check found.
 *
 * @param folder its path
 * @param depth how closely it was looked at
 * @param files how many files the lists name
 * @param rows rows of each table, by the lists
 * @param completeness how much of what the spec plans is there
 * @param left files that are not as published
 * @param mended files that were not, and are now
 */
public record CheckReport(
    String folder,
    Depth depth,
    long files,
    Map<String, Long> rows,
    Completeness completeness,
    List<Fault> left,
    List<Mended> mended) {

  /**
   * A file that was not as published, and is now, or is gone.
   *
   * @param how what was done
   */
  public record Mended(Fault fault, String how) {}

  /** Whether every file is as it was published. */
  public boolean isSound() {
    return left.isEmpty();
  }

  /** The report for people, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    mended.forEach(
        one ->
            lines.add(
                "%s/%s: %s; %s"
                    .formatted(folder, one.fault().path(), one.fault().found(), one.how())));
    boolean tried = !mended.isEmpty();
    left.forEach(
        fault ->
            lines.add(
                tried
                    ? "%s/%s: %s; could not be mended"
                        .formatted(folder, fault.path(), fault.found())
                    : fault.line(folder)));
    lines.addAll(completeness.lines());
    String how = depth == Depth.CONTENTS ? "every byte read" : "names, lengths and row counts";
    lines.add(
        left.isEmpty()
            ? "sound: %,d files as published (%s)".formatted(files, how)
            : "damaged: %,d of %,d files (%s)".formatted(left.size(), files, how));
    return lines;
  }

  /** The report for programs: one JSON object in one line. */
  public String json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode report = mapper.createObjectNode();
    report.put("folder", folder).put("sound", isSound()).put("depth", Words.of(depth));
    report.put("runs", completeness.runs()).put("planned", completeness.planned());
    report.put("complete", completeness.isComplete());
    report.put("fits_outdated", completeness.outdated());
    report.put("files", files);
    ObjectNode tables = report.putObject("rows");
    rows.forEach(tables::put);
    ArrayNode faults = report.putArray("faults");
    left.forEach(fault -> add(faults, fault));
    ArrayNode repairs = report.putArray("mended");
    mended.forEach(one -> add(repairs, one.fault()).put("how", one.how()));
    try {
      return mapper.writeValueAsString(report);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ObjectNode add(ArrayNode array, Fault fault) {
    return array
        .addObject()
        .put("path", fault.path())
        .put("kind", Words.of(fault.kind()))
        .put("found", fault.found());
  }
}
