package org.logscape.jobs.sweep.work;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.logscape.jobs.spec.CellSpec;
import org.logscape.jobs.spec.Spec;

/**
 * The runs of a spec that are still to be done, as blocks, longest expected first. Blocks are made
 * as they are asked for: a plan holds one number and one cost per cell, however many runs there
 * are.
 */
public final class BlockPlan implements Iterable<BlockRange> {
  /**
   * Replicas of a whole block. Block b of a cell is replicas [64 b, 64 b + 64), whatever else the
   * spec says.
   */
  static final int BLOCK = 64;

  /** Networks move one by one, so a run of theirs is a block of its own. */
  private static final int NETWORK_BLOCK = 1;

  private final Spec spec;
  private final PublishedRuns published;
  private final List<CellCost> order;

  private record CellCost(long cell, double secondsPerRun) {}

  private BlockPlan(Spec spec, PublishedRuns published, List<CellCost> order) {
    this.spec = spec;
    this.published = published;
    this.order = order;
  }

  /** Replicas of a whole block of this spec. */
  public static int block(Spec spec) {
    return spec.data().isPresent() ? NETWORK_BLOCK : BLOCK;
  }

  /**
   * What is left of {@code spec} after the runs in {@code published}.
   *
   * @param secondsPerRun what a run of a cell is expected to take
   */
  public static BlockPlan of(
      Spec spec, PublishedRuns published, ToDoubleFunction<CellSpec> secondsPerRun) {
    List<CellCost> order =
        LongStream.range(0, spec.grid().cells())
            .mapToObj(
                cell -> new CellCost(cell, secondsPerRun.applyAsDouble(spec.grid().cell(cell))))
            .sorted(Comparator.comparingDouble(CellCost::secondsPerRun).reversed())
            .toList();
    return new BlockPlan(spec, published, order);
  }

  /** Runs that are still to be done. */
  public long runs() {
    return spec.runs() - published.total();
  }

  @Override
  public Iterator<BlockRange> iterator() {
    return new Blocks();
  }

  /** A block with what its runs are expected to take. */
  public record Costed(BlockRange range, double seconds) {}

  /** Blocks with their expected cost on one core. */
  public Iterator<Costed> costed() {
    Blocks blocks = new Blocks();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public Costed next() {
        BlockRange range = blocks.next();
        return new Costed(range, range.replicas() * blocks.secondsPerRun);
      }
    };
  }

  private final class Blocks implements Iterator<BlockRange> {
    private final Iterator<CellCost> cells = order.iterator();
    private final int size = block(spec);
    private final int blocks = (spec.replicas() + size - 1) / size;
    private int block = blocks;
    private long cell;
    private String cellId;
    private double nextSecondsPerRun;
    private double secondsPerRun;
    private BlockRange next = advance();

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public BlockRange next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      BlockRange current = next;
      secondsPerRun = nextSecondsPerRun;
      next = advance();
      return current;
    }

    private BlockRange advance() {
      while (true) {
        if (block == blocks) {
          if (!cells.hasNext()) {
            return null;
          }
          CellCost following = cells.next();
          cell = following.cell();
          nextSecondsPerRun = following.secondsPerRun();
          CellSpec expanded = spec.grid().cell(cell);
          cellId = published.isEmpty() ? "" : expanded.id();
          block = 0;
        }
        int from =
            block * size + (published.isEmpty() ? 0 : published.firstReplicas(cellId, block));
        int to = Math.min(spec.replicas(), (block + 1) * size);
        block++;
        if (from < to) {
          return new BlockRange(cell, from, to);
        }
      }
    }
  }
}
