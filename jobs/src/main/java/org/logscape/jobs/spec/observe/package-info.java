/** What is recorded of each run. */
package org.logscape.jobs.spec.observe;
