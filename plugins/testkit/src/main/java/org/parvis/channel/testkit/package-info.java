/**
 * What the author of a channel plugin inherits: the contract as tests, and the gateway's side of it in memory.
 *
 * <p>Extend {@link org.parvis.channel.testkit.ChannelContract}, say how the other end behaves by a
 * {@link org.parvis.channel.testkit.Network}, and some twenty promises of the contract are tested for your plugin. For tests of your own take
 * {@link org.parvis.channel.testkit.TestContext} and {@link org.parvis.channel.testkit.RecordingInbox}, run a listening channel with
 * {@link org.parvis.channel.testkit.Supervised}, and call routes with {@link org.parvis.channel.testkit.RouteCaller}.
 *
 * <p>Nothing here sleeps: everything waits for the event itself, for a bounded time.
 */
@NullMarked
package org.parvis.channel.testkit;

import org.jspecify.annotations.NullMarked;
