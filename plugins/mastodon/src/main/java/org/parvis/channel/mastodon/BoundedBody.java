package org.parvis.channel.mastodon;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.parvis.channel.Bytes;

/** Takes an answer's body up to a bound; what is longer is cut and says so, and the rest is never fetched. */
final class BoundedBody implements BodySubscriber<BoundedBody.Body> {

    /** @param cut whether there was more */
    record Body(Bytes bytes, boolean cut) {
    }

    private final long bound;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CompletableFuture<Body> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    BoundedBody(long bound) {
        this.bound = bound;
    }

    @Override
    public CompletionStage<Body> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription value) {
        subscription = value;
        value.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int fits = (int) Math.min(buffer.remaining(), bound - taken.size());
            var chunk = new byte[fits];
            buffer.get(chunk);
            taken.writeBytes(chunk);
            if (buffer.hasRemaining()) {
                body.complete(new Body(Bytes.wrap(taken.toByteArray()), true));
                ask(Flow.Subscription::cancel);
                return;
            }
        }
        ask(it -> it.request(1));
    }

    private void ask(Consumer<Flow.Subscription> question) {
        if (subscription != null) {
            question.accept(subscription);
        }
    }

    @Override
    public void onError(Throwable problem) {
        body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        body.complete(new Body(Bytes.wrap(taken.toByteArray()), false));
    }
}
