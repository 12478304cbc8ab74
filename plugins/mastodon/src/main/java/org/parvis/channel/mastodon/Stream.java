package org.parvis.channel.mastodon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The server's event stream (docs.joinmastodon.org/methods/streaming), as a bell and nothing more: an event that concerns us makes the listener look at
 * once, and what it then finds has one way in. A stream that breaks, lies or is not there costs nothing but the polling interval.
 *
 * <p>Read on one virtual thread of its own, which ends in {@link #close}.
 */
final class Stream implements AutoCloseable {

    private static final String EVENT = "event:";
    /** Of an event's name. Whatever stands beyond, as in a status that comes along, is passed over. */
    private static final int LONGEST_LINE = 200;
    /** {@code notifications_merged}: a request was accepted, and older notifications have joined the list (Mastodon 4.3). */
    private static final Set<String> OF_MESSAGES = Set.of("notification", "notifications_merged");
    private static final Set<String> OF_CHANGES = Set.of("status.update", "delete");
    /** Mastodon writes {@code :thump} every 15 seconds: after four that did not come, nobody is there any more. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** A stream that ends sooner is no reason to hurry back. */
    private static final Duration SOUND = Duration.ofMinutes(1);
    /** A server that has no stream is asked again after an upgrade, not before. */
    private static final Duration NOT_OFFERED = Duration.ofHours(6);

    private final Api api;
    private final URI address;
    private final Duration silence;
    private final Semaphore bell = new Semaphore(0);
    private final @Nullable Thread thread;
    private volatile boolean changes;
    /** What is read now, and when a line last came, in {@link System#nanoTime}. */
    private volatile @Nullable InputStream open;
    private volatile long heard;

    private Stream(Api api, URI address, boolean on, Duration silence) {
        this.api = api;
        this.address = address;
        this.silence = silence;
        this.thread = on ? Thread.ofVirtual().name("mastodon-stream").unstarted(this::run) : null;
    }

    static Stream start(Api api, Instance instance, MastodonConfiguration.Streaming streaming) {
        return start(api, instance, streaming, LONGEST_SILENCE);
    }

    /** @param silence after which a stream counts as broken */
    static Stream start(Api api, Instance instance, MastodonConfiguration.Streaming streaming, Duration silence) {
        var stream = new Stream(api, address(api, instance), streaming == MastodonConfiguration.Streaming.AUTO, silence);
        if (stream.thread != null) {
            stream.thread.start();
        }
        return stream;
    }

    /** The stream may stand under a name of its own; the token goes there only by the scheme by which it goes to the server itself. */
    private static URI address(Api api, Instance instance) {
        URI fallback = api.base().resolve("/api/v1/streaming/user");
        String scheme = String.valueOf(api.base().getScheme());
        return instance.streaming().map(said -> said.replaceFirst("^ws", "http").replaceFirst("/+$", "") + "/api/v1/streaming/user")
                .filter(said -> said.startsWith(scheme + "://")).map(said -> {
                    try {
                        return URI.create(said);
                    } catch (IllegalArgumentException e) {
                        return fallback;
                    }
                }).orElse(fallback);
    }

    /** Waits for the bell, for at most this long. A stream that has fallen silent meanwhile is ended, so that it is opened anew. */
    void await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            if (bell.tryAcquire(Math.min(left, silence.toNanos()), TimeUnit.NANOSECONDS)) {
                bell.drainPermits();
                return;
            }
            endSilence();
        }
    }

    private void endSilence() {
        InputStream silent = open;
        if (silent == null || System.nanoTime() - heard < silence.toNanos()) {
            return;
        }
        try {
            silent.close();
        } catch (IOException e) {
            // It was to end
        }
    }

    /** Whether an edit or a deletion was rung since it was last asked. */
    boolean takeChanges() {
        boolean rung = changes;
        changes = false;
        return rung;
    }

    /** How an attempt ended. */
    private enum End {
        NOT_OFFERED, AWAY, SOON, LATE
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                switch (listen()) {
                    case NOT_OFFERED -> {
                        Thread.sleep(NOT_OFFERED);
                        continue;
                    }
                    case AWAY, SOON -> {
                    }
                    case LATE -> pause = FIRST_PAUSE;
                }
                // Not all the clients of a server that was restarted at the same moment
                Thread.sleep(pause.dividedBy(2).plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2)));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            // The only good way to end
        }
    }

    private End listen() throws InterruptedException {
        long begun = System.nanoTime();
        boolean stood = false;
        try {
            HttpResponse<InputStream> response = api.stream(address);
            try (InputStream body = response.body()) {
                if (!isStream(response)) {
                    return response.statusCode() == 429 || response.statusCode() >= 500 ? End.AWAY : End.NOT_OFFERED;
                }
                stood = true;
                begun = System.nanoTime();
                heard = begun;
                open = body;
                // What happened before the stream began is found by looking once more
                bell.release();
                read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            // Broken off, or never there: polling goes on
        } finally {
            open = null;
        }
        return !stood ? End.AWAY : System.nanoTime() - begun < SOUND.toNanos() ? End.SOON : End.LATE;
    }

    private static boolean isStream(HttpResponse<?> response) {
        return response.statusCode() == 200 && response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT)
                .startsWith("text/event-stream");
    }

    /** HTML Standard, 9.2.6: lines end with LF, CR or both; an empty one completes the event. */
    private void read(BufferedReader characters) throws IOException, InterruptedException {
        var line = new StringBuilder();
        String event = "";
        boolean afterReturn = false;
        for (int c = characters.read(); c >= 0; c = characters.read()) {
            if (c == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = c == '\r';
            if (c != '\n' && c != '\r') {
                if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                }
                continue;
            }
            heard = System.nanoTime();
            if (line.isEmpty()) {
                ring(event);
                event = "";
            }
            event = line.indexOf(EVENT) == 0 ? line.substring(EVENT.length()).strip() : event;
            line.setLength(0);
        }
    }

    private void ring(String event) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (OF_CHANGES.contains(event)) {
            changes = true;
            bell.release();
        }
        if (OF_MESSAGES.contains(event)) {
            bell.release();
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // Closed by an interruption, or during one: the thread is ending
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
