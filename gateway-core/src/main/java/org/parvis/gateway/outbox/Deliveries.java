package org.parvis.gateway.outbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Handle;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;

/** Writes commands into the outbox, within the transaction of whoever wants something sent. */
public final class Deliveries {

    /** In {@code delivery.command}: the id of the message that an answer answers. */
    static final String ANSWERED = "answered";

    private Deliveries() {
    }

    /**
     * An agent's message.
     *
     * @param message  already in the record, with its files
     * @param answered the message that it answers
     * @param author   the name under which it goes out
     */
    public record Answer(UUID conversation, UUID message, UUID answered, String channel, Handle to, String author,
            Optional<String> subject) {
    }

    /**
     * Queues an agent's message. Wake the outbox after the commit.
     *
     * @param id  becomes the command's key
     * @param due when it is to go out, {@code now} or later
     */
    public static void enqueue(Session session, UUID id, Answer answer, Instant now, Instant due) throws InterruptedException {
        session.pipeline(List.of(insert(id, answer.conversation(), answer.message(), answer.channel(),
                command(answer.to(), answer.author(), answer.subject()).put(ANSWERED, answer.answered().toString()), now, due)));
    }

    /** Queues a notice, when it is run. */
    static Statement notice(UUID id, UUID conversation, String channel, Handle to, String author, String subject, String text,
            Instant now) {
        return insert(id, conversation, null, channel, command(to, author, Optional.of(subject)).put("text", text), now, now);
    }

    private static JsonObject command(Handle to, String author, Optional<String> subject) {
        JsonObject command = new JsonObject().put("to", new JsonObject().put("kind", to.kind().name()).put("value", to.value()))
                .put("author", author);
        subject.ifPresent(line -> command.put("subject", line));
        return command;
    }

    private static Statement insert(UUID id, UUID conversation, @Nullable UUID message, String channel, JsonObject command, Instant now,
            Instant due) {
        return new Statement("""
                insert into delivery (id, conversation_id, message_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                values ($1, $2, $3, $4, 'QUEUED', $5, $7, $6, $6)
                """, id, conversation, message, channel, command, now, due);
    }
}
