/** What a spec would do, predicted before anything is computed. */
package org.logscape.jobs.plan;
