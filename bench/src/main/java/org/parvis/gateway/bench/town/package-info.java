/**
 * A town that writes to its town hall: letters for those who measure what comes in, and years of past for those who measure what is read. Everything is drawn
 * from a seed, so that every run meets the same town.
 */
@NullMarked
package org.parvis.gateway.bench.town;

import org.jspecify.annotations.NullMarked;
