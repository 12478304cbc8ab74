package org.parvis.channel;

/**
 * A kind of channel, such as e-mail. The gateway finds it by {@link java.util.ServiceLoader}: the plugin's jar names its class in
 * {@code META-INF/services/org.parvis.channel.ChannelPlugin}. One instance serves every channel of its type.
 *
 * <p>A plugin sees the JDK, this package and the libraries that it brings, nothing else of the gateway.
 *
 * @param <C> the configuration of one channel: a record whose components carry {@link Key}
 */
public interface ChannelPlugin<C extends Record> {

    /** The word that configuration files use for this kind of channel: lower-case letters, digits and hyphens, such as {@code web-form}. */
    String type();

    Class<C> configurationType();

    /**
     * Opens one channel. Called on a virtual thread of the gateway; must not talk to the network, so that a network that is down
     * never keeps the gateway from starting.
     *
     * @throws ChannelException when the configuration cannot work; the channel is then shown as in need of its operator
     */
    Channel open(C configuration, ChannelContext context) throws ChannelException;
}
