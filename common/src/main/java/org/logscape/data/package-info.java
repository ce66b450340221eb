/**
 * Labelled data sets: the file formats that the field publishes them in, and what is made of them
 * before a network sees them. A file that is not what it should be is told in one line.
 */
package org.logscape.data;
