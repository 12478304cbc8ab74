package org.parvis.channel.email.connection;

import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The clock by which the library limits how long a write may block. The library would make one for each socket and forget to end it
 * when TLS was started over that socket; this one ends with the connection it was made for.
 */
public final class WriteLimit implements AutoCloseable {

    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofVirtual().name("mail-write-limit").factory());

    public void putInto(Properties properties, String protocol) {
        properties.put("mail." + protocol + ".executor.writetimeout", clock);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
