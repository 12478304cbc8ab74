/**
 * What operators see: who is there, who owns which channel, how far each node is behind, what waits and what failed.
 *
 * <p>In: the record, read by indexes and within bounds, so that looking often costs little. Out: an {@link org.parvis.gateway.operations.Overview} for the desk, the
 * terminal and Prometheus alike. Nothing here may change anything.
 */
@NullMarked
package org.parvis.gateway.operations;

import org.jspecify.annotations.NullMarked;
