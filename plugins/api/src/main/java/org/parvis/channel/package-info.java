/**
 * The channel contract: what a plugin implements so that a network becomes a street leading to Parvis.
 *
 * <p>In: what happened on a network, as {@link org.parvis.channel.InboundEvent}s handed to {@link org.parvis.channel.Inbox}. Out: what the
 * network must be told, as {@link org.parvis.channel.Command}s answered with an {@link org.parvis.channel.Outcome}. Plain blocking Java:
 * the gateway owns every thread, and interruption is the only stop signal.
 *
 * <p>Start at {@link org.parvis.channel.ChannelPlugin}. Nothing here may ever depend on more than the JDK and JSpecify.
 */
@NullMarked
package org.parvis.channel;

import org.jspecify.annotations.NullMarked;
