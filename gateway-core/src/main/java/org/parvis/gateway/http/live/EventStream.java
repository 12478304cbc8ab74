package org.parvis.gateway.http.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Bytes;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.event.Position;
import org.parvis.gateway.http.wire.Limits;

/**
 * One browser's stream of changes. Whoever has something to say adds it to the queue from any thread; the event loop writes it as fast as the
 * browser reads. A queue that is full ends the stream: the browser comes back and resumes from the change log, so nothing is lost and nothing piles up.
 */
public final class EventStream {

    /** A change ready for the wire, encoded once for all streams. */
    record Encoded(Position position, Optional<UUID> onlyFor, Buffer bytes) {
    }

    /** At least so much goes out at once where so much waits. */
    private static final int PORTION_BYTES = 16 * 1024;

    private final Agent agent;
    private final Bytes credential;
    /** What was missed, read from the change log: goes first. */
    private final Deque<Encoded> older = new ArrayDeque<>();
    /** What happens now: waits until nothing older is missing. */
    private final Deque<Encoded> live = new ArrayDeque<>();
    /** What is in no log and passes: goes as soon as there is room. */
    private final Deque<Buffer> asides = new ArrayDeque<>();
    private Position reached;
    private boolean catchingUp = true;
    private boolean ended;
    private @Nullable HttpServerResponse response;
    private @Nullable Context context;

    /**
     * @param agent   as they were when it began
     * @param reached what the browser has seen
     */
    EventStream(Agent agent, Bytes credential, Position reached) {
        this.agent = agent;
        this.credential = credential;
        this.reached = reached;
    }

    Agent agent() {
        return agent;
    }

    Bytes credential() {
        return credential;
    }

    /** On the response's event loop. */
    synchronized void begin(HttpServerResponse head, Context eventLoop, Buffer first) {
        response = head;
        context = eventLoop;
        head.setChunked(true);
        head.drainHandler(room -> write());
        head.write(first);
        write();
    }

    /** Changes of now. Any thread; never blocks. */
    synchronized void offer(List<Encoded> changes) {
        if (ended) {
            return;
        }
        for (Encoded change : changes) {
            if (live.size() == Limits.STREAM_QUEUE) {
                reset();
                return;
            }
            if (isFor(change) && (catchingUp || isNew(change))) {
                live.add(change);
            }
        }
        wake();
    }

    /** Something beside the change log. Any thread; never blocks. */
    synchronized void aside(Buffer bytes) {
        if (ended) {
            return;
        }
        if (asides.size() == Limits.STREAM_QUEUE) {
            reset();
            return;
        }
        asides.add(bytes);
        wake();
    }

    /**
     * Changes of before. Blocks while the browser has not read those handed over earlier.
     *
     * @param last whether nothing older is missing after these
     */
    synchronized void catchUp(List<Encoded> missed, boolean last) throws InterruptedException {
        while (!ended && older.size() > Limits.STREAM_QUEUE) {
            wait();
        }
        if (ended) {
            return;
        }
        missed.stream().filter(this::isFor).forEach(older::add);
        if (!missed.isEmpty()) {
            reached = missed.getLast().position();
        }
        if (last) {
            live.removeIf(change -> !isNew(change));
            catchingUp = false;
        }
        wake();
    }

    /** What was read from the change log may be ahead of what is told live, which then comes a second time. */
    private boolean isNew(Encoded change) {
        return change.position().compareTo(reached) > 0;
    }

    private boolean isFor(Encoded change) {
        return change.onlyFor().map(agent.id()::equals).orElse(true);
    }

    private void wake() {
        if (context != null) {
            context.runOnContext(start -> write());
        }
    }

    /** On the event loop. */
    private synchronized void write() {
        if (ended || response == null) {
            return;
        }
        while (!asides.isEmpty() && !response.writeQueueFull()) {
            response.write(asides.removeFirst());
        }
        while (!older.isEmpty() && !response.writeQueueFull()) {
            response.write(portion(older));
        }
        notifyAll();
        while (!catchingUp && older.isEmpty() && !live.isEmpty() && !response.writeQueueFull()) {
            response.write(portion(live));
        }
    }

    /** The first of what waits, as one piece: each write is a frame and a system call, and there are many streams. */
    private static Buffer portion(Deque<Encoded> waiting) {
        Buffer first = waiting.removeFirst().bytes();
        if (waiting.isEmpty()) {
            return first;
        }
        Buffer portion = first.copy();
        while (!waiting.isEmpty() && portion.length() < PORTION_BYTES) {
            portion.appendBuffer(waiting.removeFirst().bytes());
        }
        return portion;
    }

    /** So that proxies and browsers know that the stream lives. */
    synchronized void beat(Buffer sign) {
        if (context != null) {
            context.runOnContext(start -> beatNow(sign));
        }
    }

    private synchronized void beatNow(Buffer sign) {
        if (!ended && response != null && !response.writeQueueFull()) {
            response.write(sign);
        }
    }

    synchronized boolean ended() {
        return ended;
    }

    /** The browser has gone. */
    synchronized void gone() {
        ended = true;
        older.clear();
        live.clear();
        asides.clear();
        notifyAll();
    }

    /** Ends it in good order: the browser asks again, and is told then why not. */
    void end() {
        end(Buffer.buffer());
    }

    synchronized void end(Buffer lastWords) {
        if (!ended && context != null && response != null) {
            HttpServerResponse open = response;
            context.runOnContext(start -> open.end(lastWords));
        }
        gone();
    }

    private void reset() {
        if (context != null && response != null) {
            HttpServerResponse slow = response;
            context.runOnContext(start -> slow.reset());
        }
        gone();
    }
}
