package org.parvis.gateway.inbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Attachment;
import org.parvis.channel.Content;
import org.parvis.channel.InboundEvent.MessageEdited;
import org.parvis.gateway.conversation.Ledger;
import org.parvis.gateway.conversation.Reopening;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/**
 * Takes in what authors change of their messages. What a message said before is kept, files included. What was answered or closed says
 * something else now: it is owed an answer again, unless nothing but white space has changed.
 */
final class Edits {

    private final Session session;
    private final UuidV7 ids;
    private final Instant now;

    Edits(Session session, UuidV7 ids, Instant now) {
        this.session = session;
        this.ids = ids;
        this.now = now;
    }

    /** @param message already found by its network's name */
    void apply(String channel, UUID conversation, UUID message, MessageEdited edited) throws InterruptedException {
        // Answers are written under this lock too: each comes either before the edit or after it.
        Instant latest = Rows.instant(
                session.first("select last_message_at from conversation where id = $1 for update", conversation).orElseThrow(),
                "last_message_at");
        Before before = before(message);
        boolean overtaken = before.editedAt().filter(edited.at()::isBefore).isPresent();
        if (overtaken) {
            keepEarlier(message, before, edited);
        } else {
            replace(message, before, edited);
        }
        if (!overtaken) {
            Snippets.rewrite(session, conversation, message, Snippets.of(edited.content()));
        }
        EventLog.append(session, Entry.of(Kind.MESSAGE_EDITED).conversation(conversation).message(message).channel(channel));
        if (!overtaken && before.citizens() && before.saysSomethingElseThan(edited.content())) {
            reopen(conversation, message, edited.content(), latest);
        }
    }

    /** The network delivered a later edit first: this one is history already. */
    private void keepEarlier(UUID message, Before before, MessageEdited edited) throws InterruptedException {
        @Nullable
        String html = edited.content().html().orElse(null);
        session.execute("insert into message_revision (message_id, position, body, html, replaced_at) values ($1, $2, $3, $4, $5)", message,
                before.revisions(), edited.content().text(), html, before.editedAt().orElseThrow());
        recordFiles(message, Optional.of(before.revisions()), edited.content());
    }

    private void replace(UUID message, Before before, MessageEdited edited) throws InterruptedException {
        session.execute("""
                insert into message_revision (message_id, position, body, html, replaced_at)
                select id, $2, body, html, $3 from message where id = $1
                """, message, before.revisions(), edited.at());
        session.execute("update attachment set revision = $2 where message_id = $1 and role = 'FILE' and revision is null", message,
                before.revisions());
        Content content = edited.content();
        @Nullable
        String html = content.html().orElse(null);
        @Nullable
        String warning = content.warning().orElse(null);
        session.execute("""
                update message set body = $2, html = $3, warning = $4, edited_at = $5, folds = $6::text::jsonb,
                       search = search_vector(coalesce(subject, ''), $2, created_at)
                 where id = $1
                """, message, content.text(), html, warning, edited.at(), Arrivals.folds(content));
        recordFiles(message, Optional.empty(), content);
    }

    private void recordFiles(UUID message, Optional<Integer> revision, Content content) throws InterruptedException {
        List<MessageFiles.File> files = new ArrayList<>();
        for (Attachment attachment : content.attachments()) {
            files.add(new MessageFiles.File(new MessageFiles.Place(message, revision, files.size(), "FILE", now), attachment));
        }
        MessageFiles.record(session, ids, files);
    }

    /** On the conversation's one time line, as if it had arrived now: only an answer that is written after it settles it. */
    private void reopen(UUID conversation, UUID message, Content content, Instant latest) throws InterruptedException {
        Instant arrived = now.truncatedTo(ChronoUnit.MICROS);
        Instant at = arrived.isAfter(latest) ? arrived : latest.plus(1, ChronoUnit.MICROS);
        if (!Ledger.edited(session, conversation, message, at)) {
            return;
        }
        session.execute("update conversation set last_message_at = $2, snippet = $3 where id = $1", conversation, at,
                Snippets.of(content));
        Reopening.of(session, conversation);
    }

    private Before before(UUID message) throws InterruptedException {
        Row row = session.first("""
                select body, edited_at, kind = 'INBOUND' and agent_id is null and deleted_at is null as citizens,
                       (select count(*) from message_revision where message_id = message.id) as revisions,
                       array(select encode(digest, 'hex') || ' ' || name from attachment
                              where message_id = message.id and role = 'FILE' and revision is null order by position) as files
                  from message where id = $1
                """, message).orElseThrow();
        return new Before(Rows.text(row, "body"), Rows.optionalInstant(row, "edited_at"), Rows.flag(row, "citizens"),
                (int) Rows.number(row, "revisions"), Rows.texts(row, "files"));
    }

    /**
     * The message as it was.
     *
     * @param citizens whether a citizen wrote it, and has not withdrawn it
     * @param files    digest and name of each, in order
     */
    private record Before(String body, Optional<Instant> editedAt, boolean citizens, int revisions, List<String> files) {

        boolean saysSomethingElseThan(Content after) {
            return !bare(body).equals(bare(after.text())) || !files.equals(after.attachments().stream()
                    .map(file -> MessageFiles.hex(MessageFiles.digest(file.bytes())) + " " + file.name()).toList());
        }

        private static String bare(String text) {
            return text.replaceAll("[\\s\\p{Z}]+", "");
        }
    }
}
