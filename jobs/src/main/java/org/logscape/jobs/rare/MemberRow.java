package org.logscape.jobs.rare;

import java.util.Arrays;
import org.logscape.jobs.store.MotionColumns;
import org.logscape.jobs.store.OrNull;
import org.logscape.jobs.store.RowBinding;
import org.logscape.jobs.store.TableRow;
import org.logscape.rare.Crossing;
import org.logscape.rare.Member;
import org.logscape.schemas.Table;

/** A state of the population of one repeat after one stage: a row of the table rare_snapshots. */
record MemberRow(
    String cellId,
    int repeat,
    int stage,
    int member,
    int parent,
    int ancestor,
    double orderValue,
    double loss,
    double[] theta,
    @OrNull double[] velocity,
    double[] position,
    boolean arrived,
    boolean strayed,
    long stream,
    double highest)
    implements TableRow {
  static final RowBinding<MemberRow> ROWS = RowBinding.of(Table.RARE_SNAPSHOTS, MemberRow.class);

  static MemberRow of(String cellId, int repeat, int stage, Member member) {
    Crossing state = member.state();
    return new MemberRow(
        cellId,
        repeat,
        stage,
        member.index(),
        member.parent(),
        member.ancestor(),
        state.order(),
        state.loss(),
        state.theta(),
        MotionColumns.velocity(state.motion()),
        Arrays.stream(state.motion().position()).asDoubleStream().toArray(),
        state.arrived(),
        state.strayed(),
        member.stream(),
        member.highest());
  }

  Member toMember() {
    return new Member(
        member,
        parent,
        ancestor,
        new Crossing(
            orderValue, loss, MotionColumns.motion(theta, velocity, position), arrived, strayed),
        stream,
        highest);
  }

  @Override
  public RowBinding<MemberRow> binding() {
    return ROWS;
  }
}
