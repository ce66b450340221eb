package org.logscape.kernel;

import java.io.Serializable;
import org.logscape.dynamics.Motion;

/**
 * Where a run stands after some steps: all that its future numbers depend on. A run that goes on
 * from its state leaves the same bits as one that was never interrupted.
 *
 * @param replica its number within the cell
 * @param steps steps taken
 * @param lossSum sum of the losses at which these steps were taken: tau / eta
 * @param loss L there, as the steps left it (computed afresh it may differ in the last bit)
 * @param motion what moves
 * @param stream the random stream where it stands, {@link
 *     org.logscape.random.LaneStreams#state(int)}
 * @param observed what each observer has seen, in the order of the kernel's observers
 */
public record RunState(
    int replica,
    long steps,
    double lossSum,
    double loss,
    Motion motion,
    long[] stream,
    long[] observed)
    implements Serializable {}
