/**
 * Which build of Logscape this is: its version, its commit, and the versions of what it carries.
 */
package org.logscape.jobs.build;
