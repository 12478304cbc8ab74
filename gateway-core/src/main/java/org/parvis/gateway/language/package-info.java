/**
 * What may be said where: how long a text is for a channel.
 *
 * <p>In: texts and the limits that channels declare. Out: lengths, counted exactly as the desk counts them while somebody types; both are
 * held to the same vectors. Nothing here knows a channel or the record.
 */
@NullMarked
package org.parvis.gateway.language;

import org.jspecify.annotations.NullMarked;
