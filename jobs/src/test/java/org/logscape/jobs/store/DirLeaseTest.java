package org.logscape.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logscape.jobs.errors.BusyException;

class DirLeaseTest {
  private static final Duration PERIOD = Duration.ofMillis(100);

  @TempDir Path temp;
  private Folder folder;

  @BeforeEach
  void open() {
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
    folder = Folder.of(temp.resolve("lease").toString(), configuration);
  }

  private DirLease take(Patience patience) {
    return DirLease.take(folder, "DIR", PERIOD, patience);
  }

  /** A driver on another machine, of which nothing is seen but its file. */
  private static Claim elsewhere(Claim.State state) {
    return new Claim(
        state,
        "ada",
        "far",
        "another machine",
        77,
        Instant.EPOCH,
        Instant.parse("2026-01-01T00:00:00Z"),
        PERIOD,
        5);
  }

  @Test
  void aSecondDriverIsRefusedInOneLineUntilTheFirstIsDone() {
    try (DirLease first = take(Patience.none())) {
      first.check();
      assertThatThrownBy(() -> take(Patience.none()))
          .isInstanceOf(BusyException.class)
          .hasMessageStartingWith("DIR: another driver writes to it (process ")
          .hasMessageContaining("--wait")
          .hasMessageNotContaining("\n");
      first.check();
    }
    assertThat(folder.names()).isEmpty();
    take(Patience.none()).close();
  }

  @Test
  void whoWaitsIsToldOnceAndComesNext() throws Exception {
    DirLease first = take(Patience.none());
    CountDownLatch told = new CountDownLatch(1);
    List<String> notices = new ArrayList<>();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<DirLease> second =
        thread.submit(
            () ->
                take(
                    Patience.endless(
                        notice -> {
                          notices.add(notice);
                          told.countDown();
                        })));
    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.isDone()).isFalse();
    first.close();
    try (DirLease held = second.get(30, TimeUnit.SECONDS)) {
      held.check();
      assertThat(notices).hasSize(1);
    }
    thread.shutdown();
  }

  @Test
  void aDriverElsewhereWhoseCountStandsStillIsDead() {
    folder.overwrite("other", elsewhere(Claim.State.HELD).text());
    long start = System.nanoTime();
    try (DirLease lease = take(Patience.none())) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(PERIOD.multipliedBy(DirLease.MISSED_BEATS));
      lease.check();
      assertThat(folder.names()).hasSize(1).doesNotContain("other");
    }
  }

  @Test
  void aFileCutShortByACrashIsNoObstacle() {
    folder.overwrite("other", "state: HELD\nowner: a");
    folder.overwrite("empty", "");
    take(Patience.none()).close();
    assertThat(folder.names()).isEmpty();
  }

  @Test
  void aDriverElsewhereWhoseCountMovesLives() throws Exception {
    Claim other = elsewhere(Claim.State.HELD);
    folder.overwrite("other", other.text());
    ExecutorService thread = Executors.newSingleThreadExecutor();
    CountDownLatch end = new CountDownLatch(1);
    Future<?> beats =
        thread.submit(
            () -> {
              Claim next = other;
              while (!end.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                next = next.next();
                folder.overwrite("other", next.text());
              }
              return null;
            });
    assertThatThrownBy(() -> take(Patience.none()))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("process 77 of ada on far, since 2026-01-01T00:00:00Z");
    end.countDown();
    beats.get();
    thread.shutdown();
    assertThat(folder.names()).containsExactly("other");
  }

  @Test
  void aDeadProcessOfThisMachineIsKnownAtOnce() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    assertThat(gone.waitFor()).isZero();
    Claim here = Claim.ofThisProcess(Duration.ofHours(1));
    folder.overwrite(
        "other",
        new Claim(
                Claim.State.HELD,
                here.owner(),
                here.host(),
                here.machine(),
                gone.pid(),
                here.started(),
                here.since(),
                here.period(),
                3)
            .text());
    // with a period of an hour nobody would see six beats missed
    try (DirLease lease = take(Patience.none())) {
      lease.check();
    }
  }

  @Test
  void aProcessNumberThatCameRoundAgainIsNotTheDriver() {
    Claim here = Claim.ofThisProcess(PERIOD);
    assertThat(here.life(here)).isEqualTo(Claim.Life.ALIVE);
    Claim earlier =
        new Claim(
            Claim.State.HELD,
            here.owner(),
            here.host(),
            here.machine(),
            here.process(),
            Instant.EPOCH,
            here.since(),
            PERIOD,
            3);
    assertThat(earlier.life(here)).isEqualTo(Claim.Life.DEAD);
    assertThat(elsewhere(Claim.State.HELD).life(here)).isEqualTo(Claim.Life.UNKNOWN);
  }

  @Test
  void aDriverThatWasTakenForDeadWritesNoMore() {
    try (DirLease slow = take(Patience.none())) {
      slow.check();
      folder.names().forEach(folder::delete);
      assertThatThrownBy(slow::check)
          .isInstanceOf(LeaseLostException.class)
          .hasMessageContaining("another driver took over");
    }
    try (DirLease slow = take(Patience.none())) {
      folder.overwrite("other", elsewhere(Claim.State.HELD).text());
      assertThatThrownBy(slow::check).isInstanceOf(LeaseLostException.class);
      folder.delete("other");
    }
  }

  /**
   * A driver that is frozen while it makes the file of its claim, and wakes up after another one
   * took the claim away: the real local file system, which sets permissions once the file is there.
   */
  public static final class TakenAway extends RawLocalFileSystem {
    /** How many files are left in peace before the one that is taken away. */
    private static final String WRITTEN = "test.written";

    private int written;

    @Override
    public void setPermission(org.apache.hadoop.fs.Path file, FsPermission permission)
        throws IOException {
      Path place = Path.of(file.toUri().getPath());
      if (Files.isRegularFile(place) && written++ == getConf().getInt(WRITTEN, 0)) {
        Files.delete(place);
      }
      super.setPermission(file, permission);
    }
  }

  /** Taken away while it asks (the first file), and while it takes hold (the second). */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aClaimThatIsTakenAwayWhileItIsWrittenIsALeaseLost(int written) {
    Configuration configuration = new Configuration();
    configuration.set("fs.file.impl", TakenAway.class.getName());
    configuration.setBoolean("fs.file.impl.disable.cache", true);
    configuration.setInt(TakenAway.WRITTEN, written);
    Folder taken = Folder.of(temp.resolve("lease").toString(), configuration);
    assertThatThrownBy(() -> DirLease.take(taken, "DIR", Duration.ofHours(1), Patience.none()))
        .isInstanceOf(LeaseLostException.class)
        .hasMessage(
            "DIR: lease lost (another driver took this one for dead); nothing more was written");
    assertThat(folder.names()).isEmpty();
  }

  /** What stands in the way of any file is no lost lease. */
  @Test
  void aFolderThatCannotBeWrittenToIsNamedAsThat() throws IOException {
    Files.writeString(temp.resolve("lease"), "a file");
    assertThatThrownBy(() -> take(Patience.none()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("lease");
  }

  @Test
  void aFailureUnderALostLeaseIsALeaseLost() {
    RuntimeException failure = new IllegalStateException("a file is gone");
    try (DirLease lease = take(Patience.none())) {
      assertThat(lease.explained(failure)).isSameAs(failure);
      folder.names().forEach(folder::delete);
      assertThat(lease.explained(failure))
          .isInstanceOf(LeaseLostException.class)
          .hasSuppressedException(failure);
    }
  }

  @Test
  void ofManyWhoAskAtOnceNeverTwoHold() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    AtomicInteger holders = new AtomicInteger();
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      results.add(
          threads.submit(
              () -> {
                int most = 0;
                for (int turn = 0; turn < 3; turn++) {
                  try (DirLease lease = take(Patience.endless(notice -> {}))) {
                    most = Math.max(most, holders.incrementAndGet());
                    lease.check();
                    holders.decrementAndGet();
                  }
                }
                return most;
              }));
    }
    for (Future<Integer> result : results) {
      assertThat(result.get(120, TimeUnit.SECONDS)).isEqualTo(1);
    }
    threads.shutdown();
  }

  @Test
  void aClaimIsReadBackAsWritten() {
    Claim claim = Claim.ofThisProcess(PERIOD).held();
    assertThat(Claim.parse(claim.text())).contains(claim);
    String text = claim.text();
    for (int length = 0; length < text.length(); length++) {
      assertThat(Claim.parse(text.substring(0, length))).isEqualTo(Optional.empty());
    }
  }
}
