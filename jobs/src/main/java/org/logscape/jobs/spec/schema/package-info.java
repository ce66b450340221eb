/** What follows from the declarations of keys for people and editors: JSON Schema, reference. */
package org.logscape.jobs.spec.schema;
