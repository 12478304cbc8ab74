package org.parvis.channel.mastodon;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Command;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.mastodon.RateLimits.Budget;

/**
 * Writes statuses. What happened before the status itself was on its way is {@link Outcome.Deferred}; a break after that is
 * {@link Outcome.Unknown}, and the next attempt looks with {@link SentBefore} before it writes again.
 *
 * <p>This is why the channel declares {@code sendIsIdempotent}: servers that know {@code Idempotency-Key} carry a command out once by themselves, for the
 * others we look first. Two cases remain, both harmless enough to be preferred to an unknown that nobody resolves: a server without such keys
 * that carries out a request only after we have looked for it; and, after a restart of the gateway, two different commands with the same
 * words in reply to the same message, of which one whose outcome was unknown is then taken for sent.
 */
final class Sender {

    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER_OPERATOR = Duration.ofMinutes(5);

    private final Api api;
    private final Home home;
    private final Clock clock;
    private final String publicReplies;
    private final Uploads uploads;
    private final SentBefore sentBefore;

    Sender(Api api, Home home, Clock clock, MastodonConfiguration.PublicReplies publicReplies) {
        this.api = api;
        this.home = home;
        this.clock = clock;
        this.publicReplies = publicReplies.name().toLowerCase(Locale.ROOT);
        this.uploads = new Uploads(api);
        this.sentBefore = new SentBefore(api);
    }

    Outcome send(Command.Send send) throws InterruptedException {
        if (send.to().kind() != Handle.Kind.FEDIVERSE) {
            return new Outcome.Rejected(
                    new Fault(Fault.Owner.AGENT, "NOT_REACHED", "This channel reaches accounts of the fediverse alone."));
        }
        Optional<Instant> closed = api.limits().closedUntil(Budget.POST);
        if (closed.isPresent()) {
            return new Outcome.Deferred(closed.get(), new Fault(Fault.Owner.PLATFORM, "RATE_LIMITED", "The server bears no more for now."));
        }
        String text = Wording.of(send.to(), send.content().text(), send.visibility());
        Optional<String> answered = send.inReplyTo().stream().findFirst().map(MessageId::value);
        if (send.attempt() > 1) {
            try {
                Optional<String> earlier = sentBefore.find(send.key(), home.account(), answered, text);
                if (earlier.isPresent()) {
                    return Outcome.Accepted.as(new MessageId(earlier.get()));
                }
            } catch (IOException e) {
                return new Outcome.Unknown(Faults.of(e));
            } catch (ChannelException e) {
                return new Outcome.Unknown(e.fault());
            }
        }
        return uploadAndPost(send, text, answered);
    }

    private Outcome uploadAndPost(Command.Send send, String text, Optional<String> answered) throws InterruptedException {
        var fields = new ArrayList<Map.Entry<String, String>>();
        fields.add(Map.entry("status", text));
        fields.add(Map.entry("visibility", send.visibility() == Visibility.PRIVATE ? "direct" : publicReplies));
        answered.ifPresent(id -> fields.add(Map.entry("in_reply_to_id", id)));
        send.content().warning().ifPresent(words -> fields.add(Map.entry("spoiler_text", words)));
        for (Attachment attachment : send.content().attachments()) {
            Uploads.Uploaded uploaded;
            try {
                uploaded = uploads.upload(attachment);
            } catch (IOException e) {
                return deferred(Faults.of(e));
            }
            if (uploaded.id().isEmpty()) {
                return notSent(uploaded.answer(), Budget.MEDIA);
            }
            fields.add(Map.entry("media_ids[]", uploaded.id()));
        }
        return post(send, fields);
    }

    private Outcome post(Command.Send send, List<Map.Entry<String, String>> fields) throws InterruptedException {
        // The key may hold any character, a header may not
        String key = Notification.digest(Bytes.utf8(send.key().value()));
        try {
            Answer answer = api.post("/api/v1/statuses", fields, Map.of("Idempotency-Key", key));
            if (!answer.ok()) {
                return answer.status() >= 500 ? new Outcome.Unknown(Faults.of(answer)) : notSent(answer, Budget.POST);
            }
            Optional<String> id = Notification.idOf(answer.json());
            if (id.isEmpty()) {
                return new Outcome.Unknown(
                        new Fault(Fault.Owner.PLATFORM, "MALFORMED", "The server took the message and did not name it."));
            }
            sentBefore.remember(send.key(), id.get());
            return Outcome.Accepted.as(new MessageId(id.get()));
        } catch (NoAnswerException e) {
            return e.mayHaveArrived() ? new Outcome.Unknown(Faults.of(e)) : deferred(Faults.of(e));
        } catch (IOException e) {
            return new Outcome.Unknown(Faults.of(e));
        }
    }

    /** For an answer by which the server says that it did not take the message. */
    private Outcome notSent(Answer answer, Budget budget) {
        Fault fault = Faults.of(answer);
        return switch (answer.status()) {
            case 429 -> new Outcome.Deferred(api.limits().closedUntil(budget).orElseGet(() -> clock.instant().plus(RETRY)), fault);
            case 400, 404, 410, 413, 415, 422 -> new Outcome.Rejected(fault);
            default -> deferred(fault);
        };
    }

    private Outcome deferred(Fault fault) {
        Duration pause = fault.owner() == Fault.Owner.OPERATOR ? RETRY_AFTER_OPERATOR : RETRY;
        return new Outcome.Deferred(clock.instant().plus(pause), fault);
    }
}
