package org.logscape.training.watch;

import java.util.Optional;
import org.logscape.kernel.Observation;
import org.logscape.spectrum.Outliers;

/**
 * How sharp the loss is where a run ended. At zero cross-entropy the Hessian vanishes, and the
 * Gauss-Newton matrix G with it; J^T J does not.
 *
 * @param step the last one
 * @param loss L there, over the samples measured
 * @param outliers n and h* of G; empty where G has no positive eigenvalue
 * @param gaussNewtonTrace tr G, exact
 * @param jacobianTrace tr (1/N) sum J^T J, exact: J is the Jacobian of the outputs of a sample
 * @param distance |theta - theta_0| from the start of the run
 */
public record SharpnessMeasured(
    long step,
    double loss,
    Optional<Outliers> outliers,
    double gaussNewtonTrace,
    double jacobianTrace,
    double distance)
    implements Observation {}
