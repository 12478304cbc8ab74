package org.parvis.gateway.inbox;

import java.util.List;

import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;

/** What becomes of an event that the database refuses: a message that says so, with the original if there is one. Never nothing. */
final class Quarantine {

    private Quarantine() {
    }

    /** The event in a form that cannot be refused; empty for one that is no message, and then only the log knows. */
    static List<InboundEvent> of(InboundEvent event, RuntimeException reason) {
        if (!(event instanceof InboundEvent.MessageReceived(var id, InboundMessage message))) {
            return List.of();
        }
        InboundMessage.Builder bare = InboundMessage.from(message.from(), message.id(), message.sentAt(), Content.of(""))
                .visibility(message.visibility()).origin(message.origin())
                .defects(List.of(new Defect(Defect.Code.UNPARSEABLE, "The record refused this message: " + reason.getMessage())));
        message.original().ifPresent(bare::original);
        return List.of(new InboundEvent.MessageReceived(id, bare.build()));
    }
}
