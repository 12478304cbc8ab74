package org.parvis.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Something that a start needs later, made on a thread of its own meanwhile. */
final class Ahead<T> {

    private final CompletableFuture<T> making;

    private Ahead(CompletableFuture<T> making) {
        this.making = making;
    }

    /** @param name of the thread, a platform thread: the work computes and reads files */
    static <T> Ahead<T> of(String name, Supplier<T> work) {
        return new Ahead<>(CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().name(name).daemon().start(task)));
    }

    /** Waits for it. Throws what making it threw. */
    T get() throws InterruptedException {
        try {
            return making.get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure.getCause());
        }
    }
}
