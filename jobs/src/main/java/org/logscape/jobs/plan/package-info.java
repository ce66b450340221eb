/** What a spec would do, told before anything is computed. */
package org.logscape.jobs.plan;
