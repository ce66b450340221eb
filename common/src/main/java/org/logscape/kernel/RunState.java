package org.logscape.kernel;

import java.io.Serializable;

/**
 * Where a run stands after some steps: all that its future numbers depend on. A run that goes on
 * from its state leaves the same bits as one that was never interrupted.
 *
 * @param replica its number within the cell
 * @param steps steps taken
 * @param lossSum sum of the losses at which these steps were taken: tau / eta
 * @param loss L at {@code theta}, as the steps left it (computed afresh it may differ in the last
 *     bit)
 * @param theta parameters
 * @param stream the random stream where it stands, {@link
 *     org.logscape.random.LaneStreams#state(int)}
 * @param position which samples come next, {@link org.logscape.dynamics.Stepper#position}; empty
 *     where each step draws afresh
 * @param observed what each observer has seen, in the order of the kernel's observers
 */
public record RunState(
    int replica,
    long steps,
    double lossSum,
    double loss,
    double[] theta,
    long[] stream,
    int[] position,
    long[] observed)
    implements Serializable {}
