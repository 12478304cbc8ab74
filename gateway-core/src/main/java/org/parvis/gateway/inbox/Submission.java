package org.parvis.gateway.inbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.parvis.channel.Attachment;
import org.parvis.channel.Content;
import org.parvis.channel.Cursor;
import org.parvis.channel.InboundEvent;

/**
 * One call of a channel, waiting for its transaction.
 *
 * @param epoch the lease under which the channel listens; absent for a channel that any node may serve
 * @param bytes roughly what it weighs in memory and on its way to the database; reckoned on the channel's own thread
 * @param done  completed when durable, or with why it is not
 */
record Submission(String channel, Optional<Long> epoch, List<InboundEvent> events, Optional<Cursor> cursor, long bytes,
        CompletableFuture<Void> done) {

    static Submission of(String channel, Optional<Long> epoch, List<InboundEvent> events, Optional<Cursor> cursor) {
        return new Submission(channel, epoch, List.copyOf(events), cursor, events.stream().mapToLong(Submission::bytes).sum(),
                new CompletableFuture<>());
    }

    Submission with(List<InboundEvent> others, Optional<Cursor> otherCursor) {
        return new Submission(channel, epoch, others, otherCursor, bytes, done);
    }

    private static long bytes(InboundEvent event) {
        return switch (event) {
            case InboundEvent.MessageReceived(var id, var message) ->
                bytes(message.content()) + message.original().map(Submission::bytes).orElse(0L);
            case InboundEvent.MessageEdited edited -> bytes(edited.content());
            case InboundEvent.MessageDeleted deleted -> 0;
            case InboundEvent.DeliveryReported report -> 0;
            case InboundEvent.ContactChanged changed -> 0;
            case InboundEvent.CallSignalled call -> 0;
        };
    }

    private static long bytes(Content content) {
        return content.text().length() + content.html().map(String::length).orElse(0)
                + content.attachments().stream().mapToLong(Submission::bytes).sum();
    }

    private static long bytes(Attachment attachment) {
        return attachment.bytes().size();
    }
}
