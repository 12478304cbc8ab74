package org.parvis.channel;

/**
 * A kind of channel, such as e-mail. The gateway finds it by {@link java.util.ServiceLoader}: the plugin's jar names its class in
 * {@code META-INF/services/org.parvis.channel.ChannelPlugin}. One instance serves every channel of its type.
 *
 * <p>Beside its class a plugin keeps the words of its settings in {@code settings_fr.properties} and {@code settings_en.properties}, for the form that the gateway makes of
 * the configuration record. By the path of a key: {@code imap.host} is its label, {@code imap.host/help} a sentence about it (in English {@link Key#doc} where there is
 * none), {@code imap.security/tls} a choice, {@code imap.port/unfit} what is right where the record refuses it
 * (in English the exception's own message where there is none; of lists without the number of the element); {@code /type} names the kind of channel, {@code /test/imap-reached} a step of {@link #test}.
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

    /**
     * Tries what a channel of this configuration would live on, when an administrator asks: reaches its servers and logs in. Takes nothing in, sends nothing, leaves
     * nothing behind. Called on a virtual thread of the gateway; blocking, and interrupted after some seconds: what was told until then counts. After a step that fails,
     * only those that do not depend on it are tried.
     *
     * <p>The default tells of nothing: there is nothing to reach, and the channel cannot be tested.
     */
    default void test(C configuration, Findings findings) throws InterruptedException {
        // Nothing to reach.
    }
}
