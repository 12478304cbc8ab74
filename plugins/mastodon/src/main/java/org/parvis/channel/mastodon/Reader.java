package org.parvis.channel.mastodon;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent.MessageDeleted;
import org.parvis.channel.InboundEvent.MessageEdited;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.channel.Visibility;

/** Makes events of what the server tells. What cannot be read is taken in as such, with the server's own bytes. */
final class Reader {

    private static final int LONGEST_WARNING = 2_000;
    private static final int LONGEST_ORIGINAL = 2_000_000;

    private final Api api;
    private final Media media;
    private final Clock clock;
    private final System.Logger log;

    Reader(Api api, Media media, Clock clock, System.Logger log) {
        this.log = log;
        this.api = api;
        this.media = media;
        this.clock = clock;
    }

    /** The message that a mention brings; empty for what we wrote ourselves. Never fails: what cannot be read is a message that says so. */
    Optional<MessageReceived> received(Notification notification, Progress progress, Account self, String domain)
            throws InterruptedException {
        try {
            return read(notification, progress, self, domain);
        } catch (RuntimeException e) {
            // A bound of the contract, or a mistake of ours: it must not keep the other messages back
            log.log(Level.WARNING, "A notification could not be read and is taken in as such: " + e.getClass().getName());
            return Optional.of(unreadable(notification));
        }
    }

    private Optional<MessageReceived> read(Notification notification, Progress progress, Account self, String domain)
            throws InterruptedException {
        JsonNode status = notification.status();
        Optional<String> id = notification.statusId();
        Optional<Account> author = Account.of(status.path("account"), domain);
        if (id.isEmpty() || author.isEmpty() || Json.text(status, "content").isEmpty()) {
            return Optional.of(unreadable(notification));
        }
        if (author.get().handle().equals(self.handle())) {
            return Optional.empty();
        }
        var defects = new ArrayList<Defect>();
        Content content = content(status, self, domain, defects);
        Instant sentAt = Json.instant(status, "created_at").or(() -> notification.json().flatMap(it -> Json.instant(it, "created_at")))
                .orElseGet(() -> {
                    defects.add(new Defect(Defect.Code.MALFORMED,
                            "The server does not say when this was written; the time of arrival is shown."));
                    return clock.instant();
                });
        var message = InboundMessage.from(author.get().handle(), new MessageId(id.get()), sentAt, content).visibility(visibility(status))
                .threading(threading(status, id.get(), progress))
                .origin(author.get().bot() ? InboundMessage.Origin.AUTOMATIC : InboundMessage.Origin.PERSON);
        // The notification keeps its name when the status is edited; the status does not on every server
        String name = notification.id().isEmpty() ? "status-" + id.get() : notification.id();
        original("status-" + safe(id.get()) + ".json", notification.raw(), defects).ifPresent(message::original);
        return Optional.of(new MessageReceived(new EventId("received:" + name), message.defects(defects).build()));
    }

    /**
     * The event's name holds the time of the edit: an earlier edit is another event.
     *
     * @param name under which the message was taken in
     */
    MessageEdited edited(Notification notification, String name, Account self, String domain) throws InterruptedException {
        Instant at = Json.instant(notification.editedAt()).orElseGet(clock::instant);
        Content content = content(notification.status(), self, domain, new ArrayList<>());
        return new MessageEdited(new EventId("edited:" + name + ":" + notification.editedAt()), new MessageId(name), content, at);
    }

    MessageDeleted deleted(String id) {
        return new MessageDeleted(new EventId("deleted:" + id), new MessageId(id), clock.instant());
    }

    private Content content(JsonNode status, Account self, String domain, List<Defect> defects) throws InterruptedException {
        String text = StatusText.withoutLeadingMention(StatusText.of(Json.text(status, "content").orElse("")), self.username(), domain);
        if (text.length() > Content.MAXIMUM_TEXT) {
            defects.add(new Defect(Defect.Code.TOO_LARGE, "The text was cut after " + Content.MAXIMUM_TEXT + " characters."));
            text = text.substring(0, Content.MAXIMUM_TEXT);
        }
        Media.Files files = media.of(status);
        defects.addAll(files.defects());
        Optional<String> warning = Json.words(status, "spoiler_text")
                .map(words -> words.length() > LONGEST_WARNING ? words.substring(0, LONGEST_WARNING) : words);
        return new Content(text, Optional.empty(), List.of(), warning, files.attachments());
    }

    /** Followers alone, or the mentioned alone, or a word that we do not know: not anybody. Some servers say {@code private} for both. */
    private static Visibility visibility(JsonNode status) {
        String said = Json.text(status, "visibility").orElse("");
        return said.equals("public") || said.equals("unlisted") ? Visibility.PUBLIC : Visibility.PRIVATE;
    }

    /** What it answers, and what that answered, as far as our server knows it: somebody else may stand between us and the author. */
    private Threading threading(JsonNode status, String id, Progress progress) throws InterruptedException {
        Optional<String> parent = Json.words(status, "in_reply_to_id").filter(value -> value.length() <= Notification.LONGEST_ID);
        if (parent.isEmpty()) {
            return Threading.NONE;
        }
        var answered = new ArrayList<MessageId>();
        answered.add(new MessageId(progress.nameOf(parent.get())));
        for (String ancestor : ancestors(id).reversed()) {
            MessageId name = new MessageId(progress.nameOf(ancestor));
            if (!answered.contains(name) && answered.size() < Threading.MAXIMUM_REFERENCES) {
                answered.add(name);
            }
        }
        return Threading.inReplyTo(answered);
    }

    /** The oldest first; empty when the server does not tell. */
    private List<String> ancestors(String id) throws InterruptedException {
        try {
            Answer answer = api.get("/api/v1/statuses/" + Api.encode(id) + "/context", Map.of());
            return answer.ok()
                    ? Json.list(answer.json(), "ancestors").stream().flatMap(one -> Notification.idOf(one).stream()).toList()
                    : List.of();
        } catch (IOException e) {
            // The nearest is known already; the message itself must not wait for the rest
            return List.of();
        }
    }

    MessageReceived unreadable(Notification notification) {
        String name = "unreadable-" + Notification.digest(notification.raw()).substring(0, 32);
        var defects = new ArrayList<Defect>();
        defects.add(new Defect(Defect.Code.UNPARSEABLE,
                "The server delivered a message in a form that cannot be read. Look at the original, or at the account on its server."));
        var message = InboundMessage.from(Handle.of(Handle.Kind.ANONYMOUS, name), new MessageId(name), clock.instant(), Content.of(""));
        original("notification.json", notification.raw(), defects).ifPresent(message::original);
        String event = notification.id().isEmpty() ? name : notification.id();
        return new MessageReceived(new EventId("unreadable:" + event), message.defects(defects).build());
    }

    private static Optional<Attachment> original(String name, Bytes raw, List<Defect> defects) {
        if (raw.size() > LONGEST_ORIGINAL) {
            defects.add(new Defect(Defect.Code.TOO_LARGE, "The original is over " + LONGEST_ORIGINAL + " bytes and is not kept."));
            return Optional.empty();
        }
        return Optional.of(Attachment.of(name, "application/json", raw));
    }

    private static String safe(String id) {
        return id.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
