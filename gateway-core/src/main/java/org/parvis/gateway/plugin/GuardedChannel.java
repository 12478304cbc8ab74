package org.parvis.gateway.plugin;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Channel;
import org.parvis.channel.Command;
import org.parvis.channel.Health;
import org.parvis.channel.Outcome;

/**
 * A plugin's channel as the gateway calls it: with the plugin's class loader as the thread's (many libraries look their parts up there), and
 * with an answer even where the plugin throws instead.
 */
final class GuardedChannel implements Channel {

    private final Channel channel;
    private final ClassLoader loader;
    private volatile Capabilities capabilities;

    GuardedChannel(Channel channel) {
        this.channel = channel;
        this.loader = channel.getClass().getClassLoader();
        this.capabilities = channel.capabilities();
    }

    Channel channel() {
        return channel;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Those it stated last, should it throw now. */
    @Override
    public Capabilities capabilities() {
        try {
            capabilities = channel.capabilities();
        } catch (RuntimeException mistake) {
            System.getLogger(GuardedChannel.class.getName()).log(System.Logger.Level.DEBUG, "Capabilities could not be asked", mistake);
        }
        return capabilities;
    }

    @Override
    public Outcome perform(Command command) throws InterruptedException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return channel.perform(command);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public Health health() {
        try {
            return channel.health();
        } catch (RuntimeException mistake) {
            return new Health.Degraded("The plugin cannot say how it is: " + mistake);
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
