package org.logscape.jobs.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver's lease file says: who it is, and that it lives.
 *
 * @param state whether it writes already or asks to
 * @param owner user name
 * @param host host name, for people
 * @param machine the running kernel and its process numbers, so that equal process numbers mean the
 *     same process; empty where the system does not tell
 * @param process process number
 * @param started when that process was started, since process numbers come round again
 * @param since when it asked
 * @param period time between two beats
 * @param beat goes up with each renewal
 */
record Claim(
    State state,
    String owner,
    String host,
    String machine,
    long process,
    Instant started,
    Instant since,
    Duration period,
    long beat) {

  enum State {
    ASKING,
    HELD
  }

  /** Whether the process behind a claim is there, as far as this one can see. */
  enum Life {
    ALIVE,
    DEAD,
    UNKNOWN
  }

  /** The claim of this process. */
  static Claim ofThisProcess(Duration period) {
    return new Claim(
        State.ASKING,
        System.getProperty("user.name", ""),
        hostName(),
        machineName(),
        ProcessHandle.current().pid(),
        started(ProcessHandle.current()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        period,
        0);
  }

  Claim next() {
    return new Claim(
        state, owner, host, machine, process, started, since, period, Math.addExact(beat, 1));
  }

  Claim held() {
    return new Claim(
        State.HELD, owner, host, machine, process, started, since, period, Math.addExact(beat, 1));
  }

  /** Lines of {@code key: value}. */
  String text() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("state", state);
    entries.put("owner", owner);
    entries.put("host", host);
    entries.put("machine", machine);
    entries.put("process", process);
    entries.put("started", started);
    entries.put("since", since);
    entries.put("period", period);
    entries.put("beat", beat);
    StringBuilder text = new StringBuilder();
    entries.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    return text.toString();
  }

  /** A claim by its text; empty where the text is cut short, as while it is being renewed. */
  static Optional<Claim> parse(String text) {
    Map<String, String> entries = new LinkedHashMap<>();
    text.lines()
        .map(line -> line.split(": ?", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> entries.put(parts[0], parts[1]));
    // the last key is there only where all are
    if (!text.endsWith("\n") || !entries.containsKey("beat")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Claim(
              State.valueOf(entries.get("state")),
              entries.get("owner"),
              entries.get("host"),
              entries.get("machine"),
              Long.parseLong(entries.get("process")),
              Instant.parse(entries.get("started")),
              Instant.parse(entries.get("since")),
              Duration.parse(entries.get("period")),
              Long.parseLong(entries.get("beat"))));
    } catch (RuntimeException notOurs) {
      return Optional.empty();
    }
  }

  /**
   * Looks for its process. One of another machine or another user cannot be seen from here, which
   * says nothing.
   *
   * @param here the claim of this process
   */
  Life life(Claim here) {
    if (machine.isEmpty() || !machine.equals(here.machine) || !owner.equals(here.owner)) {
      return Life.UNKNOWN;
    }
    boolean alive =
        ProcessHandle.of(process)
            .filter(ProcessHandle::isAlive)
            .filter(there -> started(there).equals(started))
            .isPresent();
    return alive ? Life.ALIVE : Life.DEAD;
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown host";
    }
  }

  private static String machineName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException | SecurityException noLinux) {
      return "";
    }
  }
}
