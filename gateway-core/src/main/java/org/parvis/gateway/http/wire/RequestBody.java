package org.parvis.gateway.http.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Takes one request's body into memory, within its size, its time and what all bodies together may hold. */
public final class RequestBody {

    private static final Duration CHECK = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long limit;
    private final AtomicLong allBodies;
    private final CompletableFuture<Buffer> whole = new CompletableFuture<>();
    private final Buffer received = Buffer.buffer();
    private final long begun = System.nanoTime();
    private long reserved;

    /** @param allBodies the bytes that all bodies in memory hold at present */
    public RequestBody(Vertx vertx, HttpServerRequest request, long limit, AtomicLong allBodies) {
        this.vertx = vertx;
        this.request = request;
        this.limit = limit;
        this.allBodies = allBodies;
    }

    /** Whether the sender announced one (RFC 9112, section 6.3); on HTTP/2 also when it has not ended yet. */
    public static boolean announced(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return length == null ? request.headers().contains("transfer-encoding") : !length.equals("0");
    }

    /** Blocks until the body is here. The request must be paused, and stays paused when this throws. */
    public Buffer await(Context context) throws InterruptedException {
        refuseAnnounced();
        context.runOnContext(start -> begin());
        try {
            return whole.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw Problem.of(400, "The request broke off.").exception();
        }
    }

    /** Gives the memory back. */
    public void release() {
        allBodies.addAndGet(-reserved);
        reserved = 0;
    }

    private void refuseAnnounced() {
        String length = request.getHeader("content-length");
        if (length != null && (length.length() > 18 || Long.parseLong(length) > limit)) {
            throw tooLarge().exception();
        }
    }

    private void begin() {
        long timer = vertx.setPeriodic(CHECK.toMillis(), tick -> refuseLate());
        whole.whenComplete((body, failure) -> vertx.cancelTimer(timer));
        request.exceptionHandler(whole::completeExceptionally);
        request.handler(this::take);
        request.endHandler(end -> whole.complete(received));
        request.resume();
    }

    private void take(Buffer chunk) {
        if (whole.isDone()) {
            return;
        }
        if (received.length() + (long) chunk.length() > limit) {
            refuse(tooLarge());
            return;
        }
        if (allBodies.addAndGet(chunk.length()) > Limits.BODIES_BYTES) {
            allBodies.addAndGet(-chunk.length());
            refuse(Problem.busy("Too much is being uploaded at the moment.", 10));
            return;
        }
        reserved += chunk.length();
        received.appendBuffer(chunk);
    }

    private void refuseLate() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun).minus(Limits.BODY_GRACE);
        if (elapsed.isPositive() && received.length() < elapsed.toSeconds() * Limits.SLOWEST_BODY) {
            refuse(Problem.of(408, "The body came too slowly: at least " + Limits.SLOWEST_BODY + " bytes a second are asked for."));
        }
    }

    private void refuse(Problem problem) {
        request.pause();
        whole.completeExceptionally(problem.exception());
    }

    private Problem tooLarge() {
        return Problem.named(413, "too-large", "The body has more than the " + limit + " bytes that are taken here.");
    }
}
