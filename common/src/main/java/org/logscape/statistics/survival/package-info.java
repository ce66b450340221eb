/**
 * Times until an event in right-censored runs: risk tables that merge, the curves of Kaplan-Meier,
 * Nelson-Aalen and Aalen-Johansen, lifetime laws, and tests between groups and of memorylessness.
 */
package org.logscape.statistics.survival;
