/** The process of a command: who runs it, what its terminal can draw, and how it ends. */
package org.logscape.jobs.cli.process;
