/**
 * Labelled data sets: the file formats that the field publishes them in, and what is made of them
 * before a network sees them. A faulty file is reported in one line.
 */
package org.logscape.data;
