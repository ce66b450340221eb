/** The models that a spec can name. */
package org.logscape.jobs.spec.model;
