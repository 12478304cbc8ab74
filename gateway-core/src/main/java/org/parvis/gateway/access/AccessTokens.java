package org.parvis.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Bytes;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Personal access tokens: how scripts of an agent come in. Blocking. */
public final class AccessTokens {

    /** How every token begins, so that scanners find those that were published by mistake. */
    public static final String PREFIX = "parvis_";

    /** For one agent. */
    public static final int MAXIMUM = 50;

    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final Database database;
    private final Transactions transactions;
    private final Clock clock;
    private final UuidV7 ids;

    public AccessTokens(Database database, Clock clock) {
        this(database, database, clock, new UuidV7(clock));
    }

    private AccessTokens(Database database, Transactions transactions, Clock clock, UuidV7 ids) {
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** The same tokens, created within a transaction that is under way. */
    public AccessTokens within(Session underWay) {
        return new AccessTokens(database, Transactions.of(underWay), clock, ids);
    }

    /** A token as its owner sees it later. */
    public record Token(UUID id, String name, Instant createdAt, Optional<Instant> usedAt, Optional<Instant> expiresAt) {
    }

    /** @param secret shown once, kept nowhere */
    public record NewToken(UUID id, String name, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "NewToken[" + id + "]";
        }
    }

    /** @throws AccountRefusal when the agent has {@link #MAXIMUM} already */
    public NewToken create(UUID agent, String name, Optional<Instant> expiresAt) throws InterruptedException {
        NewToken token = new NewToken(ids.next(), name, PREFIX + Secrets.random());
        transactions.inTransaction(session -> {
            int inserted = session.execute("""
                    insert into access_token (id, agent_id, name, token_hash, created_at, expires_at)
                    select $1, $2, $3, $4, $5, $6 where (select count(*) from access_token where agent_id = $2) < $7
                    """, token.id(), agent, name, Secrets.digest(token.secret()), clock.instant(), expiresAt.orElse(null), MAXIMUM);
            if (inserted == 0) {
                throw new AccountRefusal("name", "There are " + MAXIMUM + " tokens already: revoke one first.");
            }
            EventLog.append(session, Entry.of(Kind.TOKEN_CREATED).agent(agent).detail(new JsonObject().put("id", token.id().toString())));
            return true;
        });
        return token;
    }

    /** The newest first. */
    public List<Token> list(UUID agent) throws InterruptedException {
        return database.read(session -> session
                .query("select id, name, created_at, used_at, expires_at from access_token where agent_id = $1 order by id desc limit $2",
                        agent, MAXIMUM)
                .stream().map(row -> new Token(Rows.uuid(row, "id"), Rows.text(row, "name"), Rows.instant(row, "created_at"),
                        Rows.optionalInstant(row, "used_at"), Rows.optionalInstant(row, "expires_at")))
                .toList());
    }

    /** Returns the credential that was revoked; empty when the agent has no such token. */
    public Optional<Bytes> revoke(UUID agent, UUID token) throws InterruptedException {
        return database.inTransaction(session -> {
            Optional<Bytes> revoked = session
                    .first("delete from access_token where id = $1 and agent_id = $2 returning token_hash", token, agent)
                    .map(row -> Rows.bytes(row, "token_hash"));
            if (revoked.isPresent()) {
                EventLog.append(session, Entry.of(Kind.TOKEN_REVOKED).agent(agent).detail(new JsonObject().put("id", token.toString())));
            }
            return revoked;
        });
    }

    public Optional<Identity.ByToken> find(String secret) throws InterruptedException {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Bytes digest = Secrets.digest(secret);
        Instant now = clock.instant();
        return database.read(session -> {
            Optional<Row> found = session.first("select " + Agents.COLUMNS + """
                    , t.id as token_id, t.used_at
                      from access_token t join agent a on a.id = t.agent_id
                     where t.token_hash = $1 and coalesce(t.expires_at > $2, true) and a.active
                    """, digest, now);
            if (found.isEmpty()) {
                return Optional.<Identity.ByToken>empty();
            }
            Row row = found.orElseThrow();
            if (Rows.optionalInstant(row, "used_at").orElse(Instant.EPOCH).isBefore(now.minus(TOUCH))) {
                session.execute("update access_token set used_at = $2 where token_hash = $1", digest, now);
            }
            return Optional.of(new Identity.ByToken(Agents.read(row), digest, Rows.uuid(row, "token_id")));
        });
    }
}
