package org.parvis.gateway.inbox;

import java.util.ArrayList;
import java.util.List;

import org.parvis.channel.Content;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;

/** All that an event says, for a person to read; files by their names alone. */
final class EventText {

    /** In UTF-16 code units: more than any form or call note has. */
    static final int LONGEST = 1_000_000;

    private final List<String> lines = new ArrayList<>();

    private EventText() {
    }

    static String of(InboundEvent event) {
        EventText text = new EventText();
        text.line("Event", event.getClass().getSimpleName() + " " + event.id());
        switch (event) {
            case InboundEvent.MessageReceived(var id, var message) -> text.message(message);
            case InboundEvent.MessageEdited(var id, var message, var content, var at) -> {
                text.line("Message", message);
                text.line("At", at);
                text.content(content);
            }
            case InboundEvent.MessageDeleted(var id, var message, var at) -> {
                text.line("Message", message);
                text.line("At", at);
            }
            case InboundEvent.DeliveryReported(var id, var message, var report, var fault, var at) -> {
                text.line("Message", message);
                text.line("At", at);
                text.line("Report", report);
                fault.ifPresent(known -> text.line("Fault", known.owner() + " " + known.code() + ": " + known.detail()));
            }
            case InboundEvent.ContactChanged(var id, var handle, var name) -> text.line("Handle", handle(handle) + " " + name);
            case InboundEvent.CallSignalled call -> text.line("Call", call);
        }
        String whole = String.join("\n", text.lines);
        return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "\n[cut here, of " + whole.length() + " characters]";
    }

    private void message(InboundMessage message) {
        line("Message", message.id());
        line("From", handle(message.from()));
        message.alsoKnownAs().forEach(handle -> line("Also known as", handle(handle)));
        line("Sent at", message.sentAt());
        line("Visibility", message.visibility());
        line("Origin", message.origin());
        line("Disposition", message.disposition());
        message.takenBy().ifPresent(account -> line("Taken by", account));
        message.threading().thread().ifPresent(thread -> line("Thread", thread));
        if (!message.threading().inReplyTo().isEmpty()) {
            line("In reply to", String.join(" ", message.threading().inReplyTo().stream().map(MessageId::value).toList()));
        }
        message.threading().conversation().ifPresent(number -> line("Conversation", number));
        message.topic().ifPresent(topic -> line("Topic", topic));
        message.team().ifPresent(team -> line("Team", team));
        message.subject().ifPresent(subject -> line("Subject", subject));
        message.fields().forEach(this::line);
        message.acknowledgement()
                .ifPresent(notice -> line("Acknowledgement", handle(notice.to()) + " " + notice.subject() + "\n" + notice.text()));
        message.defects().forEach(defect -> line("Defect", defect.code() + ": " + defect.detail()));
        content(message.content());
    }

    private void content(Content content) {
        content.warning().ifPresent(warning -> line("Warning", warning));
        content.attachments().forEach(file -> line("File", file.name() + ", " + file.mediaType() + ", " + file.bytes()));
        lines.add("");
        lines.add(content.text());
        content.html().ifPresent(html -> lines.add("\nAs HTML:\n" + html));
    }

    private static String handle(Handle handle) {
        return handle.displayName().map(name -> name + " ").orElse("") + "<" + handle.value() + "> (" + handle.kind() + ")";
    }

    private void line(String name, Object value) {
        lines.add(name + ": " + value);
    }
}
