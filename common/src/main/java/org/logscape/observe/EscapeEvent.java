package org.logscape.observe;

import java.util.OptionalDouble;
import org.logscape.kernel.Observation;

/**
 * One event watched for in one run.
 *
 * @param kind which event
 * @param level L / L* of a {@link Event#LEVEL} event, empty otherwise
 * @param occurred false: right-censored at {@code step}
 * @param step first step at which the event had occurred, or the last step of the run
 * @param time eta x step
 * @param tau integral of L dt up to then
 * @param loss L at the event; empty where it did not occur
 * @param lossBefore L one step earlier: with {@code loss} it shows a threshold that was jumped over
 */
public record EscapeEvent(
    Event kind,
    OptionalDouble level,
    boolean occurred,
    long step,
    double time,
    double tau,
    OptionalDouble loss,
    OptionalDouble lossBefore)
    implements Observation {}
