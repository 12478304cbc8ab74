package org.parvis.gateway.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Capabilities;
import org.parvis.channel.Capabilities.MediaLimits;
import org.parvis.channel.Handle;
import org.parvis.channel.Visibility;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.language.TextLength;
import org.parvis.gateway.outbox.Deliveries;

/** Makes an agent's answer durable together with its command, once it fits the channel. */
final class Replies {

    private static final int SNIPPET_LENGTH = 200;

    private final UuidV7 ids;
    private final ChannelLimits channels;

    Replies(UuidV7 ids, ChannelLimits channels) {
        this.ids = ids;
        this.channels = channels;
    }

    UUID reply(Session session, Reply reply, Clock clock) throws InterruptedException {
        Row conversation = Desk.lock(session, reply.conversation());
        Instant now = after(Rows.instant(conversation, "last_message_at"), clock.instant());
        Row answered = answered(session, reply);
        requireAnswersSeen(session, reply);
        String channel = Rows.text(answered, "channel_id");
        Visibility visibility = reply.visibility().orElse(Rows.constant(answered, "visibility", Visibility.class));
        Capabilities capabilities = channels.of(channel)
                .orElseThrow(() -> Refusal.conflict("channel-closed",
                        "The channel " + channel + " is not open at the moment; try again when it is."));
        requireFits(capabilities, reply.text(), visibility);
        Instant due = due(reply, clock.instant());

        UUID message = ids.next();
        Optional<String> subject = capabilities.features().contains(Capabilities.Feature.SUBJECT)
                ? subjectOf(session, Rows.uuid(answered, "id")).or(() -> Rows.optionalText(conversation, "subject"))
                : Optional.empty();
        session.execute("""
                insert into message (id, conversation_id, channel_id, kind, visibility, contact_id, handle_kind, handle_value, agent_id, body, sent_at,
                                     created_at, search)
                values ($1, $2, $3, 'OUTBOUND', $4, $5, $6, $7, $8, $9, $10, $10, search_vector('', $9, $10))
                """, message, reply.conversation(), channel, visibility, Rows.uuid(answered, "contact_id"),
                Rows.text(answered, "handle_kind"),
                Rows.text(answered, "handle_value"), reply.agent(), reply.text(), now);
        attach(session, reply, message, capabilities.media());
        Handle to = Handle.of(Rows.constant(answered, "handle_kind", Handle.Kind.class), Rows.text(answered, "handle_value"));
        Deliveries.enqueue(session, ids.next(),
                new Deliveries.Answer(reply.conversation(), message, Rows.uuid(answered, "id"), channel, to,
                        author(session, reply.conversation(), channel), subject),
                clock.instant(), due);
        moveOn(session, reply, conversation, message, channel, now);
        return message;
    }

    /** What came by a merge goes on under the subject that its person knows. */
    private static Optional<String> subjectOf(Session session, UUID answered) throws InterruptedException {
        return session.first("""
                select begun.subject from network_message named join conversation_move move on move.id = named.moves[1] and move.kind = 'MERGE'
                  join conversation begun on begun.id = move.from_id
                 where named.message_id = $1 limit 1
                """, answered).flatMap(row -> Rows.optionalText(row, "subject"));
    }

    /** Under the conversation's lock: nothing can arrive between this look and the answer. */
    private static Row answered(Session session, Reply reply) throws InterruptedException {
        if (reply.answers().isEmpty()) {
            return session.first("""
                    select id, channel_id, handle_kind, handle_value, visibility, contact_id from message
                     where conversation_id = $1 and kind = 'INBOUND' order by origin = 'PERSON' desc, created_at desc, id desc limit 1
                    """, reply.conversation())
                    .orElseThrow(() -> Refusal.conflict("nobody-to-answer", "Nobody has written in this conversation."));
        }
        Reply.Answered seen = reply.answers().get();
        Row named = session.first("""
                select id, channel_id, handle_kind, handle_value, visibility, contact_id,
                       exists (select 1 from message as newer where newer.conversation_id = message.conversation_id and newer.kind = 'INBOUND'
                                  and newer.origin = 'PERSON' and (newer.created_at, newer.id) > (message.created_at, message.id)) as passed,
                       (select count(*) from message_revision where message_id = message.id) as revision
                  from message where id = $1 and conversation_id = $2 and kind = 'INBOUND'
                """, seen.message(), reply.conversation())
                .orElseThrow(() -> Refusal.invalid("answersId", "unknown", "There is no such message of a citizen in this conversation."));
        if (Rows.flag(named, "passed")) {
            throw Refusal.conflict("newer-message",
                    "A newer message has come in this conversation since the one that you answer: read it, then answer that one.");
        }
        if (seen.revision().isPresent() && seen.revision().get() != Rows.number(named, "revision")) {
            throw Refusal.conflict("newer-message", "The message that you answer was changed by its author: read it again, then answer.");
        }
        return named;
    }

    /**
     * Under the conversation's lock: of two who answer at once the second one sees the first one's answer here. An answer that was taken back or given up is none. What is put
     * to a later time is looked at now as well, while its writer is there to decide, and not when it goes out: whoever answers until then sees it standing in the conversation.
     */
    private static void requireAnswersSeen(Session session, Reply reply) throws InterruptedException {
        if (reply.seen().isEmpty()) {
            return;
        }
        Optional<Row> missed = session.first("""
                select answer.id, answer.agent_id, agent.display_name, answer.created_at from message as answer join agent on agent.id = answer.agent_id
                 where answer.conversation_id = $1 and answer.kind = 'OUTBOUND' and answer.agent_id <> $2
                   and not exists (select from delivery where delivery.message_id = answer.id and delivery.state = 'CANCELLED')
                   and (answer.created_at, answer.id) > (coalesce((select created_at from message where id = $3 and conversation_id = $1), '-infinity'), $3)
                 order by answer.created_at desc, answer.id desc limit 1
                """, reply.conversation(), reply.agent(), reply.seen().get());
        if (missed.isPresent()) {
            Row answer = missed.get();
            throw Refusal.answeredMeanwhile(new Refusal.Answer(Rows.uuid(answer, "id"), Rows.uuid(answer, "agent_id"),
                    Rows.text(answer, "display_name"), Rows.instant(answer, "created_at")));
        }
    }

    /** What there is in the conversation came before the answer, whatever the clocks say: the ledger goes by it, and so does who has seen what. */
    private static Instant after(Instant latest, Instant now) {
        Instant written = now.truncatedTo(ChronoUnit.MICROS);
        return written.isAfter(latest) ? written : latest.plus(1, ChronoUnit.MICROS);
    }

    private static Instant due(Reply reply, Instant now) {
        Instant held = now.plus(reply.hold());
        Instant due = reply.sendAt().filter(held::isBefore).orElse(held);
        if (due.isAfter(now.plus(Reply.MOST_AHEAD))) {
            throw Refusal.invalid("sendAt", "too-late", "An answer can be put at most " + Reply.MOST_AHEAD.toDays() + " days ahead.");
        }
        return due;
    }

    private static void requireFits(Capabilities capabilities, String text, Visibility visibility) {
        if (!capabilities.visibilities().contains(visibility)) {
            throw Refusal.invalid("visibility", "visibility",
                    "This channel has no " + visibility.name().toLowerCase(Locale.ROOT) + " messages.");
        }
        int length = TextLength.of(text, capabilities.text());
        if (length > capabilities.text().maximum()) {
            throw Refusal.invalid("text", "too-long",
                    "This channel takes at most " + capabilities.text().maximum() + ", and the text counts " + length + ".");
        }
    }

    private static void attach(Session session, Reply reply, UUID message, MediaLimits media) throws InterruptedException {
        if (reply.attachments().size() > media.maximumCount()) {
            throw Refusal.invalid("attachmentIds", "too-many-files", "This channel takes at most " + media.maximumCount() + " files.");
        }
        int position = 0;
        for (UUID attachment : reply.attachments()) {
            Row file = session.first("""
                    update attachment set message_id = $2, position = $3 where id = $1 and message_id is null and uploaded_by = $4
                    returning name, media_type, size
                    """, attachment, message, position++, reply.agent())
                    .orElseThrow(() -> Refusal.invalid("attachmentIds", "unknown",
                            "There is no unused file " + attachment + " of yours; upload it again."));
            requireTaken(media, Rows.text(file, "name"), Rows.text(file, "media_type"), Rows.number(file, "size"));
        }
    }

    private static void requireTaken(MediaLimits media, String name, String mediaType, long size) {
        if (size > media.maximumBytes()) {
            throw Refusal.invalid("attachmentIds", "file-too-large",
                    name + " has " + size + " bytes; this channel takes at most " + media.maximumBytes() + ".");
        }
        boolean taken = media.types().isEmpty()
                || media.types().stream().anyMatch(type -> type.equals(mediaType)
                        || (type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1))));
        if (!taken) {
            throw Refusal.invalid("attachmentIds", "file-type",
                    name + " is " + mediaType + "; this channel takes " + String.join(", ", media.types()) + ".");
        }
    }

    private static String author(Session session, UUID conversation, String channel) throws InterruptedException {
        return Rows.text(session.first("""
                select coalesce((select name from team join conversation on team.id = conversation.team_id where conversation.id = $1), label) as author
                  from channel where id = $2
                """, conversation, channel).orElseThrow(), "author");
    }

    private static void moveOn(Session session, Reply reply, Row before, UUID message, String channel, Instant now)
            throws InterruptedException {
        String line = reply.text().strip().replaceAll("\\s+", " ");
        session.execute("""
                update conversation
                   set state = $2, snoozed_until = null, expert = null, last_message_at = $3, snippet = left($4, %d), message_count = message_count + 1, version = version + 1,
                       assignee_id = coalesce(assignee_id, $5)
                 where id = $1
                """.formatted(SNIPPET_LENGTH), reply.conversation(), reply.then(), now, line, reply.agent());
        EventLog.append(session,
                Entry.of(Kind.MESSAGE_SENT).conversation(reply.conversation()).message(message).channel(channel).agent(reply.agent()));
        JsonObject changed = changed(reply, before);
        if (!changed.isEmpty()) {
            EventLog.append(session,
                    Entry.of(Kind.CONVERSATION_CHANGED).conversation(reply.conversation()).agent(reply.agent()).detail(changed));
        }
    }

    private static JsonObject changed(Reply reply, Row before) {
        JsonObject changed = new JsonObject();
        String state = Rows.text(before, "state");
        if (!state.equals(reply.then().name())) {
            changed.put("state", new JsonArray().add(state).add(reply.then().name()));
        }
        Rows.optionalInstant(before, "snoozed_until")
                .ifPresent(until -> changed.put("snoozedUntil", new JsonArray().add(until.toString()).addNull()));
        Rows.optionalText(before, "expert").ifPresent(expert -> changed.put("expert", new JsonArray().add(expert).addNull()));
        if (Rows.optionalUuid(before, "assignee_id").isEmpty()) {
            changed.put("assigneeId", new JsonArray().addNull().add(reply.agent().toString()));
        }
        return changed;
    }
}
