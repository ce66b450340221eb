/**
 * What goes wrong by the user's doing, apart from what goes wrong by itself: the first is reported
 * in one line a fault and ends the program with 2, the second ends it with 1.
 */
package org.logscape.jobs.errors;
