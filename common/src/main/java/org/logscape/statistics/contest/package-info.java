/**
 * Which of several laws one data set prefers: information criterion, likelihood-ratio tests for
 * nested and for other laws, and a verdict.
 */
package org.logscape.statistics.contest;
