package org.parvis.channel.email.connection;

/**
 * The mail library looks for its providers through the calling thread's context class loader, which in the gateway knows nothing of an
 * isolated plugin. Within this block that loader is the plugin's own.
 */
public final class OwnLoader implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final ClassLoader before = thread.getContextClassLoader();

    public OwnLoader() {
        thread.setContextClassLoader(OwnLoader.class.getClassLoader());
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
