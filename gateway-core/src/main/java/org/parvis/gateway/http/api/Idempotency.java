package org.parvis.gateway.http.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.parvis.channel.Bytes;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Problem;

/**
 * Carries out a request with an {@code Idempotency-Key} once, on whatever node it comes in: claim, work and answer are one transaction, and the claim is the table's
 * primary key. The same request again gets the same answer, another one with that key 422. What is refused or cut off leaves nothing behind, so that the key may be
 * used again.
 *
 * <p>A request that comes while the first is under way waits on the first one's row, and then gets its answer. Was the connection lost during the commit, nobody knows
 * whether it took effect, and that is said; the same request again then tells the truth, because it either finds the answer or does the work.
 */
public final class Idempotency {

    static final String HEADER = "idempotency-key";

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final int MAXIMUM_KEY = 200;
    private static final int CREATED = 201;
    private static final Duration KEPT = Duration.ofDays(1);
    /** How long a request waits for an earlier one with its key. It holds a connection meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long RETRY_SECONDS = 2;
    /** PostgreSQL, appendix A: lock_not_available. */
    private static final String LOCK_TIMEOUT = "55P03";

    private final Database database;

    public Idempotency(Database database) {
        this.database = database;
    }

    private record Claim(UUID agent, String key, Bytes digest) {
    }

    /**
     * What was created.
     *
     * @param shown to the first caller
     * @param kept  shown when the request comes again: the same, without what may be shown only once
     */
    public record Created(JsonObject shown, JsonObject kept) {

        public static Created of(JsonObject body) {
            return new Created(body, body);
        }
    }

    /** Creates, within the given transaction; done again from the start after a conflict in the database. */
    @FunctionalInterface
    public interface Work {
        Created create(Session session) throws InterruptedException;
    }

    /** @param request what makes two requests the same, beside method and address; never a password */
    public Answer once(Call call, Buffer request, Work work) throws InterruptedException {
        Claim claim = new Claim(call.agent().id(), key(call), digest(call, request));
        try {
            return database.inTransaction(session -> claims(session, claim) ? carryOut(session, claim, work) : again(session, claim));
        } catch (DatabaseException lost) {
            if (lost.outcomeUnknown()) {
                LOG.error("{}: the database was lost during COMMIT; the same request again tells whether it took effect", call.method(),
                        lost);
                throw Problem.named(503, "outcome-unknown",
                        "The connection to the database was lost. Send the same request with the same Idempotency-Key again: it takes effect once.")
                        .with("retry-after", Long.toString(RETRY_SECONDS)).exception();
            }
            throw lost;
        }
    }

    /** Whether the key was free. Waits for whoever has it at this moment; the bound holds for this wait alone. */
    private static boolean claims(Session session, Claim claim) throws InterruptedException {
        try {
            return !session.pipeline(List.of(
                    new Statement("select set_config('lock_timeout', $1, true)", Long.toString(PATIENCE.toMillis())),
                    new Statement("""
                            insert into idempotency (agent_id, key, request_digest, status, body) values ($1, $2, $3, $4, '')
                            on conflict do nothing returning status
                            """, claim.agent(), claim.key(), claim.digest(), CREATED),
                    new Statement("select set_config('lock_timeout', '0', true)"))).get(1).isEmpty();
        } catch (DatabaseException late) {
            if (late.sqlState().filter(LOCK_TIMEOUT::equals).isPresent()) {
                throw Problem.busy("An earlier request with this Idempotency-Key is still under way; send it again in a moment.",
                        RETRY_SECONDS).exception();
            }
            throw late;
        }
    }

    private static Answer carryOut(Session session, Claim claim, Work work) throws InterruptedException {
        Created created = work.create(session);
        session.execute("update idempotency set body = $3 where agent_id = $1 and key = $2", claim.agent(), claim.key(),
                created.kept().encode());
        return Answer.json(CREATED, created.shown());
    }

    private static Answer again(Session session, Claim claim) throws InterruptedException {
        Row known = session
                .first("select request_digest, status, body from idempotency where agent_id = $1 and key = $2", claim.agent(), claim.key())
                .orElseThrow(() -> Problem.busy("The answer to this Idempotency-Key is being forgotten.", RETRY_SECONDS).exception());
        if (!Rows.bytes(known, "request_digest").equals(claim.digest())) {
            throw Problem.named(422, "idempotency-key-reused", "This Idempotency-Key was used for another request: use a new one.")
                    .exception();
        }
        return Answer.json((int) Rows.number(known, "status"), new JsonObject(Rows.text(known, "body")));
    }

    /** Removes what is too old to be repeated. */
    public void sweep() throws InterruptedException {
        database.inTransaction(session -> session.execute("delete from idempotency where created_at < now() - $1 * interval '1 second'",
                (double) KEPT.toSeconds()));
    }

    public static String key(Call call) {
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
