package org.parvis.gateway.outbox;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Handle;
import org.parvis.gateway.database.Session;

/** Writes commands into the outbox, within the transaction of whoever wants something sent. */
public final class Deliveries {

    private Deliveries() {
    }

    /**
     * Queues an agent's message. Wake the outbox after the commit.
     *
     * @param id      becomes the command's key
     * @param message already in the record, with its files
     * @param author  the name under which it goes out
     */
    public static void enqueue(Session session, UUID id, UUID conversation, UUID message, String channel, Handle to, String author,
            Optional<String> subject,
            Instant now) throws InterruptedException {
        insert(session, id, conversation, message, channel, command(to, author, subject), now);
    }

    static void enqueueNotice(Session session, UUID id, UUID conversation, String channel, Handle to, String author, String subject,
            String text, Instant now)
            throws InterruptedException {
        insert(session, id, conversation, null, channel, command(to, author, Optional.of(subject)).put("text", text), now);
    }

    private static JsonObject command(Handle to, String author, Optional<String> subject) {
        JsonObject command = new JsonObject().put("to", new JsonObject().put("kind", to.kind().name()).put("value", to.value()))
                .put("author", author);
        subject.ifPresent(line -> command.put("subject", line));
        return command;
    }

    private static void insert(Session session, UUID id, UUID conversation, @Nullable UUID message, String channel, JsonObject command,
            Instant now)
            throws InterruptedException {
        session.execute("""
                insert into delivery (id, conversation_id, message_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                values ($1, $2, $3, $4, 'QUEUED', $5, $6, $6, $6)
                """, id, conversation, message, channel, command, now);
    }
}
