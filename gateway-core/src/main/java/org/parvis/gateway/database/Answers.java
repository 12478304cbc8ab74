package org.parvis.gateway.database;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the driver promised. */
final class Answers {

    private Answers() {
    }

    static <T> T await(CompletableFuture<T> answer, Duration patience) throws InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw DatabaseException.of(cause == null ? failure : cause);
        } catch (TimeoutException late) {
            throw DatabaseException.later("The database did not answer within " + patience.toSeconds() + " s", late);
        }
    }
}
