/**
 * What Parvis does in a second, measured beside its peers in the same minutes on the same machine.
 *
 * <p>In: {@code ./parvis bench} and its options. Out: a table, and JSON for machines. Everything that is needed is started here, on loopback, and stopped at the
 * end. Nothing is estimated: percentiles come from all samples, warm-up is left out, and what is late counts from the moment at which it was
 * due. The gateway must never depend on anything here.
 */
@NullMarked
package org.parvis.gateway.bench;

import org.jspecify.annotations.NullMarked;
