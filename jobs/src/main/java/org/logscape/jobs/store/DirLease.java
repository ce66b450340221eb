package org.logscape.jobs.store;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.logscape.jobs.errors.BusyException;

/**
 * The right of one driver to write to a results folder, for as long as it lives and renews it.
 *
 * <p>Each driver that asks writes a claim of its own, a small file under {@code _logscape/lease},
 * and only then looks for others. Of two that ask at once at least one sees the other, and both
 * step back for a random moment where both do: so there are never two holders, without any
 * exclusive create or rename, which not all file systems have. All it takes is that a file is seen
 * by others as soon as it was written: local file systems, HDFS and S3 do that, NFS with attribute
 * caching may not.
 *
 * <p>A claim is renewed by a count that goes up. Whoever finds a claim waits until the count has
 * moved (its driver lives) or has stood still for {@link #MISSED_BEATS} periods by his own clock
 * (its driver is dead, the claim is taken away); clocks of different hosts are never compared. On
 * one machine he asks the system for the process instead, and knows at once.
 *
 * <p>A driver that could not renew for two thirds of that time holds nothing any more, and {@link
 * #check} tells it before each publication. One that is frozen between the check and the renames
 * that follow it, and wakes up after another took over, finds its staged wave taken away ({@link
 * Wave}), where the file system renames a folder in one step.
 */
public final class DirLease implements AutoCloseable {
  /** Periods without a beat after which a driver counts as dead. */
  static final int MISSED_BEATS = 6;

  /** Random steps back where several ask at once and none holds, before it gives up. */
  private static final int MOST_STEPS_BACK = 20;

  private static final String TAKEN_FOR_DEAD = "another driver took this one for dead";

  private final Folder folder;
  private final String path;
  private final String id = UUID.randomUUID().toString();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lease");
            thread.setDaemon(true);
            return thread;
          });
  private Claim claim;
  private long renewedAt;
  private boolean taken;

  private DirLease(Folder folder, String path, Duration period) {
    this.folder = folder;
    this.path = path;
    this.claim = Claim.ofThisProcess(period);
  }

  /**
   * Takes the lease of a folder.
   *
   * @param folder where the claims lie
   * @param path the results folder, for messages
   * @param period time between two beats
   * @param patience asked where another driver writes
   * @throws BusyException if another driver writes and there is no patience
   */
  static DirLease take(Folder folder, String path, Duration period, Patience patience) {
    DirLease lease = new DirLease(folder, path, period);
    try {
      lease.ask(patience);
      return lease;
    } catch (RuntimeException | Error failure) {
      lease.close();
      throw failure;
    }
  }

  private void ask(Patience patience) {
    write(claim);
    long millis = claim.period().toMillis();
    var unused = timer.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
    int stepsBack = 0;
    while (true) {
      Optional<Claim> other = living();
      if (other.isEmpty()) {
        hold();
        check();
        return;
      }
      withdraw();
      if (other.get().state() == Claim.State.HELD || ++stepsBack > MOST_STEPS_BACK) {
        patience.found(busy(other.get()));
        stepsBack = 0;
      }
      pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, Math.max(21, millis))));
      write(claim);
    }
  }

  /**
   * Holds the driver back from writing where it has no right to any more.
   *
   * @throws LeaseLostException if another driver may have taken over
   */
  void check() {
    boolean late;
    synchronized (this) {
      Duration unrenewed = Duration.ofNanos(System.nanoTime() - renewedAt);
      late = unrenewed.compareTo(staleAfter(claim).multipliedBy(2).dividedBy(3)) > 0;
    }
    if (late) {
      throw lost("it could not be renewed in time");
    }
    List<String> claims = folder.names();
    if (!claims.contains(id) || others(claims).stream().anyMatch(this::holds)) {
      throw lost("another driver took over");
    }
  }

  /** Gives the folder free. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      timer.awaitTermination(claim.period().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    try {
      withdraw();
    } catch (UncheckedIOException unreachable) {
      // a claim that is renewed no more goes stale by itself
    }
  }

  private synchronized void hold() {
    if (!folder.names().contains(id)) {
      throw lost(TAKEN_FOR_DEAD);
    }
    claim = claim.held();
    write(claim);
  }

  private synchronized void write(Claim text) {
    long now = System.nanoTime();
    try {
      folder.overwrite(id, text.text());
    } catch (UncheckedIOException failure) {
      // a file system has its own words for a file that was taken away while it was written
      if (isTakenAway()) {
        throw lost(TAKEN_FOR_DEAD);
      }
      throw failure;
    }
    renewedAt = now;
    taken = true;
  }

  /** Whether this claim is gone although files can be written here. */
  private boolean isTakenAway() {
    try {
      if (folder.names().contains(id)) {
        return false;
      }
      // a file without text claims nothing
      folder.overwrite(id, "");
      folder.delete(id);
      return true;
    } catch (UncheckedIOException unreachable) {
      return false;
    }
  }

  /**
   * What is to be said of a failure under the lease: that the lease is lost, if it is, since all
   * else follows from that.
   */
  RuntimeException explained(RuntimeException failure) {
    try {
      check();
      return failure;
    } catch (LeaseLostException lost) {
      if (lost != failure) {
        lost.addSuppressed(failure);
      }
      return lost;
    } catch (RuntimeException unreachable) {
      return failure;
    }
  }

  private synchronized void withdraw() {
    taken = false;
    folder.delete(id);
  }

  /** Must not throw, or the timer would stop: the next beat tries again, and check() tells. */
  private synchronized void renew() {
    try {
      // a claim that was taken away must not come back
      if (taken && folder.names().contains(id)) {
        claim = claim.next();
        write(claim);
      }
    } catch (UncheckedIOException unreachable) {
      // for now
    }
  }

  /** A claim whose driver lives; claims of the dead are taken away. */
  private Optional<Claim> living() {
    for (String other : others(folder.names())) {
      Optional<Claim> living = watch(other);
      if (living.isPresent()) {
        return living;
      }
    }
    return Optional.empty();
  }

  private Optional<Claim> watch(String other) {
    Optional<String> first = text(other);
    Duration limit = staleAfter(first.flatMap(Claim::parse).orElse(claim));
    long start = System.nanoTime();
    Optional<String> now = first;
    while (now.isPresent()) {
      Optional<Claim> there = now.flatMap(Claim::parse);
      Claim.Life life = there.map(it -> it.life(claim)).orElse(Claim.Life.UNKNOWN);
      boolean moved = there.isPresent() && !now.equals(first);
      if (life == Claim.Life.ALIVE || (life == Claim.Life.UNKNOWN && moved)) {
        return there;
      }
      Duration still = Duration.ofNanos(System.nanoTime() - start);
      if (life == Claim.Life.DEAD || still.compareTo(limit) > 0) {
        folder.delete(other);
        return Optional.empty();
      }
      pause(limit.dividedBy(8L * MISSED_BEATS));
      now = text(other);
    }
    return Optional.empty();
  }

  private List<String> others(List<String> claims) {
    List<String> others = new ArrayList<>(claims);
    others.remove(id);
    return others;
  }

  private boolean holds(String other) {
    return text(other)
        .flatMap(Claim::parse)
        .filter(it -> it.state() == Claim.State.HELD)
        .isPresent();
  }

  /** The text of another claim; empty where it is gone. */
  private Optional<String> text(String other) {
    try {
      return folder.read(other);
    } catch (UncheckedIOException changed) {
      // object stores do not read a file to its end that was renewed or taken away meanwhile
      return folder.names().contains(other) ? folder.read(other) : Optional.empty();
    }
  }

  private static Duration staleAfter(Claim claim) {
    return claim.period().multipliedBy(MISSED_BEATS);
  }

  private BusyException busy(Claim other) {
    return new BusyException(
        "%s: another driver writes to it (process %d of %s on %s, since %s); wait for it (--wait) or choose another folder"
            .formatted(path, other.process(), other.owner(), other.host(), other.since()));
  }

  private LeaseLostException lost(String why) {
    return new LeaseLostException(
        "%s: lease lost (%s); nothing more was written".formatted(path, why));
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new BusyException("interrupted while waiting for another driver");
    }
  }
}
