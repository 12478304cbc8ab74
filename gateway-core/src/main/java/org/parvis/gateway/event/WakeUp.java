package org.parvis.gateway.event;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;

/**
 * Tells a waiting thread, on this node and every other, that there may be work. Carries nothing: whoever wakes reads the database. A
 * wake-up that is lost costs one polling interval.
 */
public final class WakeUp implements AutoCloseable {

    private final Vertx vertx;
    private final String address;
    private final Semaphore signals = new Semaphore(0);
    private final MessageConsumer<Object> consumer;

    public WakeUp(Vertx vertx, String address) {
        this.vertx = vertx;
        this.address = address;
        this.consumer = vertx.eventBus().consumer(address, message -> signals.release());
    }

    /** Wakes the waiters on every node. Any thread; never blocks. */
    public void send() {
        vertx.eventBus().publish(address, "");
    }

    /** Wakes the waiter here alone. Any thread; never blocks. */
    public void now() {
        signals.release();
    }

    /** Waits for a wake-up or for the interval to pass. Wake-ups that came together count as one. */
    public void await(Duration interval) throws InterruptedException {
        if (signals.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
    }

    @Override
    public void close() {
        consumer.unregister();
    }
}
