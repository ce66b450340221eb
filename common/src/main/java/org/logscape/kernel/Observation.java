package org.logscape.kernel;

/** What an observer recorded of one run. Implementations are immutable values. */
public interface Observation {}
