package org.parvis.gateway.http.wire;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a bounded number of requests work at the same moment. */
public final class Turns {

    private final Semaphore free;

    public Turns(int atOnce) {
        this.free = new Semaphore(atOnce, true);
    }

    /** Waits a little for a turn; then the request is refused with 503. Close gives the turn back. */
    public Turn take() throws InterruptedException {
        if (!free.tryAcquire(Limits.TURN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw Problem.busy("Too many requests are being answered at the moment.", 1).exception();
        }
        return free::release;
    }

    /** Does not wait. */
    public Turn takeNow(String detail) {
        if (!free.tryAcquire()) {
            throw Problem.busy(detail, 1).exception();
        }
        return free::release;
    }

    /** A turn taken. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }
}
