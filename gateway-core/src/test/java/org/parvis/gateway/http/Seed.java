package org.parvis.gateway.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;

/** Writes what the inbox would have written. */
final class Seed {

    private final Database database;

    Seed(Database database) {
        this.database = database;
    }

    void channel(String id) throws InterruptedException {
        execute("insert into channel (id, type, label) values ($1, 'test', 'Mairie') on conflict do nothing", id);
    }

    UUID person(String name, String email) throws InterruptedException {
        UUID id = UUID.randomUUID();
        execute("insert into contact (id, display_name, created_at) values ($1, $2, now())", id, name);
        execute("insert into handle (kind, value, contact_id, display_name, first_seen) values ('EMAIL', $1, $2, $3, now())", email, id,
                name);
        return id;
    }

    void phone(UUID person, String number) throws InterruptedException {
        execute("insert into handle (kind, value, contact_id, first_seen) values ('PHONE', $1, $2, now())", number, person);
    }

    /** A person with a new address, and an open conversation of them. */
    UUID conversation(String subject) throws InterruptedException {
        UUID person = person("Léa Martin", "lea-" + UUID.randomUUID() + "@saint-exemple.example");
        return conversation(person, subject, "OPEN", now(), now());
    }

    UUID conversation(UUID person, String subject, String state, Instant lastMessage, @Nullable Instant owedSince)
            throws InterruptedException {
        UUID id = UUID.randomUUID();
        execute("""
                insert into conversation (id, channel_id, contact_id, subject, state, visibility, created_at, last_message_at, owed_since)
                values ($1, $2, $3, $4, $5, 'PRIVATE', $6, $6, $7)
                """, id, TestWeb.CHANNEL, person, subject, state, lastMessage, owedSince);
        return id;
    }

    UUID message(UUID conversation, String text) throws InterruptedException {
        return message(conversation, text, null, now());
    }

    UUID message(UUID conversation, String text, @Nullable String html, Instant at) throws InterruptedException {
        UUID id = UUID.randomUUID();
        execute("""
                insert into message (id, conversation_id, channel_id, kind, visibility, contact_id, handle_kind, handle_value, body, html, sent_at, created_at, search)
                select $1, c.id, c.channel_id, 'INBOUND', 'PRIVATE', c.contact_id, h.kind, h.value, $3, $4, $5, $5, search_vector('', $3, $5)
                  from conversation c join handle h on h.contact_id = c.contact_id where c.id = $2 limit 1
                """, id, conversation, text, html, at);
        return id;
    }

    /** As when its author changes it for the first time. */
    void change(UUID message, String text) throws InterruptedException {
        execute("insert into message_revision (message_id, position, body, replaced_at) select id, 0, body, now() from message where id = $1",
                message);
        execute("update message set body = $2, edited_at = now() where id = $1", message, text);
    }

    UUID file(UUID message, String role, String name, String mediaType, byte[] bytes, @Nullable String contentId)
            throws InterruptedException {
        UUID id = UUID.randomUUID();
        execute("insert into blob (digest, size, bytes) values (sha256($1), length($1), $1) on conflict do nothing", bytes);
        execute("""
                insert into attachment (id, message_id, position, role, name, media_type, digest, size, content_id, created_at)
                values ($1, $2, 0, $3, $4, $5, sha256($6), length($6), $7, now())
                """, id, message, role, name, mediaType, bytes, contentId);
        return id;
    }

    UUID delivery(UUID conversation, @Nullable UUID message, String state) throws InterruptedException {
        UUID id = UUID.randomUUID();
        execute("""
                insert into delivery (id, conversation_id, message_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                values ($1, $2, $3, $4, $5, $6, now(), now(), now())
                """, id, conversation, message, TestWeb.CHANNEL, state, new JsonObject());
        return id;
    }

    void events(Entry... entries) throws InterruptedException {
        database.inTransaction(session -> {
            EventLog.append(session, entries);
            return true;
        });
    }

    void execute(String sql, @Nullable Object... values) throws InterruptedException {
        database.inTransaction(session -> session.execute(sql, values));
    }

    long count(String sql, @Nullable Object... values) throws InterruptedException {
        return database.read(session -> session.first(sql, values)).orElseThrow().getLong(0);
    }

    /** As the database keeps it: in microseconds. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
