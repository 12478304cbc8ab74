package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.CallSignalled;
import org.parvis.channel.InboundEvent.ContactChanged;
import org.parvis.channel.InboundEvent.DeliveryReported;
import org.parvis.channel.InboundEvent.MessageDeleted;
import org.parvis.channel.InboundEvent.MessageEdited;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.MessageId;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.outbox.DeliveryReports;

/** Takes in the events that are no new message: edits, deletions, reports, names, calls. */
final class Reports {

    private final Session session;
    private final Contacts contacts;
    private final Edits edits;
    private final Instant now;

    Reports(Session session, Contacts contacts, Edits edits, Instant now) {
        this.session = session;
        this.contacts = contacts;
        this.edits = edits;
        this.now = now;
    }

    void apply(String channel, InboundEvent event) throws InterruptedException {
        switch (event) {
            case MessageReceived received -> {
                // Taken in with the others of its batch, by Arrivals.
            }
            case MessageEdited edited -> edit(channel, edited);
            case MessageDeleted deleted -> delete(channel, deleted);
            case DeliveryReported report -> DeliveryReports.apply(session, channel, report, now);
            case ContactChanged changed -> rename(channel, changed);
            case CallSignalled call -> signal(channel, call);
        }
    }

    private void edit(String channel, MessageEdited edited) throws InterruptedException {
        Optional<Target> found = find(channel, edited.message());
        if (found.isPresent()) {
            edits.apply(channel, found.get().conversation(), found.get().message(), edited);
        }
    }

    /** The words stay in the record, marked as withdrawn: somebody may already have answered them. */
    private void delete(String channel, MessageDeleted deleted) throws InterruptedException {
        Optional<Target> found = find(channel, deleted.message());
        if (found.isEmpty()) {
            return;
        }
        session.first("select 1 from conversation where id = $1 for update", found.get().conversation());
        session.execute("update message set deleted_at = $2 where id = $1 and deleted_at is null", found.get().message(), deleted.at());
        Snippets.rewrite(session, found.get().conversation(), found.get().message(), Snippets.WITHDRAWN);
        EventLog.append(session,
                Entry.of(Kind.MESSAGE_DELETED).conversation(found.get().conversation()).message(found.get().message()).channel(channel));
    }

    private void rename(String channel, ContactChanged changed) throws InterruptedException {
        Optional<UUID> contact = contacts.rename(session, changed.handle(), changed.displayName());
        if (contact.isPresent()) {
            EventLog.append(session,
                    Entry.of(Kind.CONTACT_CHANGED).channel(channel).detail(new JsonObject().put("contactId", contact.get().toString())));
        }
    }

    private void signal(String channel, CallSignalled call) throws InterruptedException {
        JsonObject detail = new JsonObject().put("call", call.call()).put("state", call.state().name().toLowerCase(Locale.ROOT))
                .put("caller", call.caller().kind() == Handle.Kind.ANONYMOUS ? "" : call.caller().value());
        Optional<Row> contact = session.first("select contact_id from handle where kind = $1 and value = $2 and not stated",
                call.caller().kind(),
                call.caller().value());
        contact.ifPresent(row -> detail.put("contactId", Rows.uuid(row, "contact_id").toString()));
        Entry entry = Entry.of(Kind.CALL_SIGNALLED).channel(channel).detail(detail);
        Optional<Row> agent = call.extension().isEmpty()
                ? Optional.empty()
                : session.first("select id from agent where extension = $1 and active", call.extension().get());
        EventLog.append(session, agent.map(row -> entry.agent(Rows.uuid(row, "id"))).orElse(entry));
    }

    private Optional<Target> find(String channel, MessageId id) throws InterruptedException {
        return session.first("""
                select message_id, conversation_id from network_message where channel_id = $1 and network_id = $2 and message_id is not null
                """, channel, id.value()).map(row -> new Target(Rows.uuid(row, "message_id"), Rows.uuid(row, "conversation_id")));
    }

    private record Target(UUID message, UUID conversation) {
    }
}
