package org.parvis.channel.mastodon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The server's event stream (docs.joinmastodon.org/methods/streaming), as a bell and nothing more: an event that concerns us makes the listener look at
 * once, and what it then finds has one way in. A stream that breaks, lies or is not there costs nothing but the polling interval.
 *
 * <p>Runs on one virtual thread of its own, which ends in {@link #close}.
 */
final class Stream implements AutoCloseable {

    private static final int LONGEST_LINE = 1_000_000;
    private static final Set<String> OF_MESSAGES = Set.of("notification");
    private static final Set<String> OF_CHANGES = Set.of("status.update", "delete");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** A server that has no stream is asked again after an upgrade, not before. */
    private static final Duration NOT_OFFERED = Duration.ofHours(6);

    private final Api api;
    private final URI address;
    private final Semaphore bell = new Semaphore(0);
    private final @Nullable Thread thread;
    private volatile boolean changes;

    private Stream(Api api, URI address, boolean on) {
        this.api = api;
        this.address = address;
        this.thread = on ? Thread.ofVirtual().name("mastodon-stream").unstarted(this::run) : null;
    }

    static Stream start(Api api, Instance instance, MastodonConfiguration.Streaming streaming) {
        var stream = new Stream(api, address(api, instance), streaming == MastodonConfiguration.Streaming.AUTO);
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

    /** Waits for the bell, for at most this long. */
    void await(Duration longest) throws InterruptedException {
        if (bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    /** Whether an edit or a deletion was rung since it was last asked. */
    boolean takeChanges() {
        boolean rung = changes;
        changes = false;
        return rung;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                boolean heard = false;
                try {
                    heard = listen();
                } catch (IOException e) {
                    // Broken off, or never there: polling goes on
                }
                pause = heard ? FIRST_PAUSE : pause;
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            // The only good way to end
        }
    }

    /** @return whether there was a stream */
    private boolean listen() throws IOException, InterruptedException {
        HttpResponse<InputStream> response = api.stream(address);
        try (InputStream body = response.body()) {
            boolean offered = response.statusCode() == 200
                    && response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
            if (!offered) {
                if (response.statusCode() != 429 && response.statusCode() < 500) {
                    Thread.sleep(NOT_OFFERED);
                }
                return false;
            }
            // What happened before the stream began is found by looking once more
            bell.release();
            read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
            return true;
        }
    }

    private void read(BufferedReader lines) throws IOException, InterruptedException {
        var line = new StringBuilder();
        for (int c = lines.read(); c >= 0; c = lines.read()) {
            if (c != '\n') {
                line.append((char) c);
                if (line.length() > LONGEST_LINE) {
                    throw new IOException("A line of the stream is over " + LONGEST_LINE + " characters");
                }
                continue;
            }
            ring(line.toString().strip());
            line.setLength(0);
        }
    }

    private void ring(String line) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!line.startsWith("event:")) {
            return;
        }
        String event = line.substring("event:".length()).strip();
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
