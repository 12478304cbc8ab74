package org.parvis.gateway.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.CallSignalled;
import org.parvis.channel.InboundEvent.ContactChanged;
import org.parvis.channel.InboundEvent.DeliveryReported;
import org.parvis.channel.InboundEvent.MessageDeleted;
import org.parvis.channel.InboundEvent.MessageEdited;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.channel.Visibility;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;

/**
 * What becomes of an event that the database refuses: a message that says so, with its files, its original, and all that the event said as a
 * text file. An edit, a deletion or a report becomes one in the conversation that it is about, so that somebody looks.
 */
final class Quarantine {

    private static final int LONGEST_NAME = 200;

    private Quarantine() {
    }

    /** The message that an edit, a deletion or a report is about, if it is known, and whom it was exchanged with. */
    private record Target(MessageId name, Handle person, Visibility visibility) {
    }

    /** The event in a form that cannot be refused; empty for a name or a ringing call, which are no words: only the log knows. */
    static List<InboundEvent> of(Database database, String channel, InboundEvent event, Instant now, RuntimeException reason)
            throws InterruptedException {
        return switch (event) {
            case MessageReceived(var id, InboundMessage message) -> List.of(new MessageReceived(id, bare(event, message, reason)));
            case MessageEdited edited ->
                List.of(told(edited, "An edit", target(database, channel, edited.message()), edited.content().attachments(), now, reason));
            case MessageDeleted deleted ->
                List.of(told(deleted, "A withdrawal", target(database, channel, deleted.message()), List.of(), now, reason));
            case DeliveryReported report ->
                List.of(told(report, "A report", target(database, channel, report.message()), List.of(), now, reason));
            case ContactChanged changed -> List.of();
            case CallSignalled call -> List.of();
        };
    }

    private static InboundMessage bare(InboundEvent event, InboundMessage message, RuntimeException reason) {
        Handle from = Handle.of(message.from().kind(), message.from().value());
        List<Attachment> files = new ArrayList<>(message.content().attachments());
        if (message.original().isPresent()) {
            files.add(text(event));
        }
        return InboundMessage.from(from, name(message.id()), message.sentAt(), Content.of("", files))
                .visibility(message.visibility()).origin(message.origin()).original(message.original().orElseGet(() -> text(event)))
                .defects(List.of(refused("this message", reason))).build();
    }

    private static InboundEvent told(InboundEvent event, String what, Optional<Target> target, List<Attachment> files, Instant now,
            RuntimeException reason) {
        UUID name = UUID.nameUUIDFromBytes(event.id().value().getBytes(StandardCharsets.UTF_8));
        Handle from = target.map(Target::person).orElseGet(() -> Handle.of(Handle.Kind.ANONYMOUS, "unreadable:" + name));
        InboundMessage message = InboundMessage.from(from, new MessageId("unreadable:" + name), now, Content.of("", files))
                .visibility(target.map(Target::visibility).orElse(Visibility.PRIVATE)).original(text(event))
                .threading(target.map(known -> Threading.inReplyTo(List.of(known.name()))).orElse(Threading.NONE))
                .defects(List.of(refused(what + " of a message", reason))).build();
        return new MessageReceived(event.id(), message);
    }

    /** The original, where the network delivered no bytes: agents alone are shown it. */
    private static Attachment text(InboundEvent event) {
        return Attachment.of("event.txt", "text/plain; charset=UTF-8", Bytes.utf8(Cleansing.clean(EventText.of(event))));
    }

    private static Defect refused(String what, RuntimeException reason) {
        return new Defect(Defect.Code.UNPARSEABLE,
                "The record refused " + what + "; all that it said is in event.txt: " + reason.getMessage());
    }

    /** A long name of many bytes may be the very thing that does not fit an index. */
    private static MessageId name(MessageId name) {
        return name.value().length() <= LONGEST_NAME
                ? name
                : new MessageId("unreadable:" + UUID.nameUUIDFromBytes(name.value().getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<Target> target(Database database, String channel, MessageId name) throws InterruptedException {
        try {
            Optional<Row> found = database.read(session -> session.first("""
                    select handle_kind, handle_value, visibility from network_message join message on message.id = network_message.message_id
                     where network_message.channel_id = $1 and network_id = $2 and handle_kind is not null
                    """, channel, name.value()));
            return found.map(row -> new Target(name,
                    Handle.of(Rows.constant(row, "handle_kind", Handle.Kind.class), Rows.text(row, "handle_value")),
                    Rows.constant(row, "visibility", Visibility.class)));
        } catch (DatabaseException refused) {
            if (refused.refusesValues()) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
