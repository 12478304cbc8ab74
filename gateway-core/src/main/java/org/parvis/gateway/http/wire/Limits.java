package org.parvis.gateway.http.wire;

import java.time.Duration;

/** How much the outside may ask at once. Whoever reaches a limit is told so; nothing that was accepted is lost. */
public final class Limits {

    /** Method, target and version. Beyond: 414. */
    public static final int REQUEST_LINE_BYTES = 8 * 1024;

    /** All header fields of a request together. Beyond: 431. */
    public static final int HEADER_BYTES = 16 * 1024;

    public static final int QUERY_PARAMETERS = 32;

    /** The longest text of the API, 50,000 characters, fits even when each is written as an escape of six bytes. Beyond: 413. */
    public static final int JSON_BYTES = 512 * 1024;

    static final int JSON_DEPTH = 16;

    /** One uploaded file. Beyond: 413. */
    public static final int UPLOAD_BYTES = 25 * 1024 * 1024;

    /** Of a multipart body. Beyond: 400. */
    public static final int FORM_PARTS = 200;

    /**
     * Bodies in memory, over all requests: a form is there up to four times while it is taken apart, and half of the heap is for other things.
     * Beyond: 503 with Retry-After.
     */
    static final long BODIES_BYTES = Math.min(256L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

    /** Requests answered at the same moment; others wait for {@link #TURN_PATIENCE}, then 503 with Retry-After. */
    public static final int REQUESTS_AT_ONCE = 256;

    static final Duration TURN_PATIENCE = Duration.ofSeconds(2);

    /** Calls of one channel's routes at the same moment. Beyond: 503, for this channel alone. */
    public static final int ROUTE_CALLS_AT_ONCE = 64;

    public static final Duration ROUTE_TIME = Duration.ofSeconds(30);

    /** Open connections. Those beyond are closed. */
    public static final int CONNECTIONS = 12_000;

    /** From the opening of a connection to its first complete request head. */
    public static final Duration HEAD_TIME = Duration.ofSeconds(15);

    /** A body is late when it falls behind {@link #SLOWEST_BODY} by more than this. Late: 408. */
    static final Duration BODY_GRACE = Duration.ofSeconds(20);

    /** Bytes a second. */
    static final int SLOWEST_BODY = 16 * 1024;

    /** A connection on which nothing moves is closed. Longer than the heartbeat of live changes. */
    public static final Duration IDLE_TIME = Duration.ofSeconds(60);

    /** Open streams of live changes. Beyond: 503 with Retry-After. */
    public static final int STREAMS = 10_000;

    /** Changes that wait for one slow reader; more than the change log hands on at once. Beyond: its stream is reset, and it resumes. */
    public static final int STREAM_QUEUE = 2_048;

    private Limits() {
    }
}
