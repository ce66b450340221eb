/** The settings that a command gives Spark, and whether their values can be read. */
package org.logscape.jobs.cli.settings;
