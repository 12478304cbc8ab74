package org.parvis.gateway.plugin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.parvis.channel.ChannelPlugin;

/** A call of a plugin that may take its time, or never come back. */
final class PluginCall {

    private PluginCall() {
    }

    /**
     * Makes the call on a virtual thread of its own, with the plugin's class loader as its context, and waits for its end. When the limit has passed or the caller is interrupted, the
     * call's thread is interrupted and left to itself.
     *
     * @param name of the thread
     * @throws ExecutionException with what the call threw
     * @throws TimeoutException   when it has not ended within the limit
     */
    static <T> T bounded(ChannelPlugin<?> plugin, String name, Duration limit, Callable<T> call)
            throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = Thread.ofVirtual().name(name).unstarted(task);
        thread.setContextClassLoader(plugin.getClass().getClassLoader());
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            task.cancel(true);
        }
    }
}
