/**
 * The commands: they read arguments, start Spark where it is needed, and print. What they set to
 * work lives in the other packages, and none of these knows of a terminal.
 */
package org.logscape.jobs.cli;
