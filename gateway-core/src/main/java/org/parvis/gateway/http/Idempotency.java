package org.parvis.gateway.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Bytes;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;

/**
 * Carries out a request with an {@code Idempotency-Key} once. The first request claims the key by the table's primary key before anything is done; the same
 * request again gets the same answer, another one with that key 422. A refused request gives the key back: it may be mended and sent again.
 *
 * <p>A request that comes while the first is under way waits for its answer. Was the first cut off (the process killed between claim and answer), nobody knows
 * whether it took effect: then the key is answered with 409, and the caller is asked to look. It is never guessed.
 */
final class Idempotency {

    static final String HEADER = "idempotency-key";

    private static final int MAXIMUM_KEY = 200;
    private static final int UNDER_WAY = 0;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Database database;
    private final ConcurrentHashMap<Claim, CompletableFuture<Answer.Whole>> underWay = new ConcurrentHashMap<>();

    Idempotency(Database database) {
        this.database = database;
    }

    private record Claim(UUID agent, String key) {
    }

    /**
     * What was created.
     *
     * @param shown to the first caller
     * @param kept  shown when the request comes again: the same, without what may be shown only once
     */
    record Created(JsonObject shown, JsonObject kept) {

        static Created of(JsonObject body) {
            return new Created(body, body);
        }
    }

    /** Creates. */
    @FunctionalInterface
    interface Work {
        Created create() throws InterruptedException;
    }

    /** @param request what makes two requests the same, beside method and address; never a password */
    Answer once(Call call, Buffer request, Work work) throws InterruptedException {
        Claim claim = new Claim(call.agent().id(), key(call));
        Bytes digest = digest(call, request);
        CompletableFuture<Answer.Whole> mine = new CompletableFuture<>();
        CompletableFuture<Answer.Whole> first = underWay.putIfAbsent(claim, mine);
        if (first != null) {
            wait(first);
            return again(claim, digest)
                    .orElseThrow(() -> Problem.busy("The first request with this key was refused just now.", 1).exception());
        }
        try {
            Optional<Answer.Whole> known = again(claim, digest);
            return known.isPresent() ? known.orElseThrow() : carryOut(claim, digest, work);
        } finally {
            underWay.remove(claim);
            mine.complete(Answer.noContent());
        }
    }

    private Answer.Whole carryOut(Claim claim, Bytes digest, Work work) throws InterruptedException {
        boolean claimed = database.inTransaction(session -> session.execute("""
                insert into idempotency (agent_id, key, request_digest, status, body) values ($1, $2, $3, $4, '') on conflict do nothing
                """, claim.agent(), claim.key(), digest, UNDER_WAY)) == 1;
        if (!claimed) {
            return again(claim, digest).orElseThrow(() -> Problem.busy("A request with this key is under way.", 1).exception());
        }
        Created created;
        try {
            created = work.create();
        } catch (DatabaseException lost) {
            if (!lost.outcomeUnknown()) {
                giveBack(claim);
            }
            throw lost;
        } catch (RuntimeException refused) {
            giveBack(claim);
            throw refused;
        }
        database.inTransaction(session -> session.execute("update idempotency set status = 201, body = $3 where agent_id = $1 and key = $2",
                claim.agent(), claim.key(), created.kept().encode()));
        return Answer.json(201, created.shown());
    }

    private void giveBack(Claim claim) throws InterruptedException {
        database.inTransaction(
                session -> session.execute("delete from idempotency where agent_id = $1 and key = $2 and status = $3", claim.agent(),
                        claim.key(), UNDER_WAY));
    }

    private Optional<Answer.Whole> again(Claim claim, Bytes digest) throws InterruptedException {
        Optional<Row> known = database
                .read(session -> session.first("select request_digest, status, body from idempotency where agent_id = $1 and key = $2",
                        claim.agent(), claim.key()));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Row row = known.orElseThrow();
        if (!Rows.bytes(row, "request_digest").equals(digest)) {
            throw Problem.named(422, "idempotency-key-reused", "This Idempotency-Key was used for another request: use a new one.")
                    .exception();
        }
        int status = (int) Rows.number(row, "status");
        if (status == UNDER_WAY) {
            throw Problem.named(409, "outcome-unknown",
                    "A request with this key is under way elsewhere, or was cut off. Look whether it took effect before"
                            + " you send it again with a new key.")
                    .exception();
        }
        return Optional.of(Answer.json(status, new JsonObject(Rows.text(row, "body"))));
    }

    private static void wait(CompletableFuture<Answer.Whole> first) throws InterruptedException {
        try {
            first.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            throw Problem.busy("The first request with this key is still under way.", 2).exception();
        }
    }

    /** Removes what is too old to be repeated. */
    void sweep() throws InterruptedException {
        database.inTransaction(session -> session.execute("delete from idempotency where created_at < now() - $1 * interval '1 second'",
                (double) KEPT.toSeconds()));
    }

    private static String key(Call call) {
        String key = call.header(HEADER).map(String::strip).orElse("");
        if (key.isEmpty() || key.length() > MAXIMUM_KEY || key.indexOf('\0') >= 0) {
            throw Problem.invalid("Idempotency-Key", "is needed here, with 1 to " + MAXIMUM_KEY + " characters, best a UUID").exception();
        }
        return key;
    }

    private static Bytes digest(Call call, Buffer request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((call.method() + " " + call.path() + " " + new TreeMap<>(call.query()) + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(request.getBytes());
            return Bytes.wrap(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
