package org.parvis.channel.mastodon;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.parvis.channel.ChannelException;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.mastodon.Progress.Seen;

/**
 * Looks again at the recent mentions. This is the baseline for edits and deletions on every server, at one request a review: the newest
 * page of notifications shows each status as it is now ({@code edited_at}), and a status that was deleted takes its notification
 * with it; whether it did is asked singly. A mention that has turned up below the cursor (servers do not always commit in order) is
 * taken in late. What is older than the newest page is no longer looked at.
 */
final class Review {

    private static final int MOST_QUESTIONS = 5;
    /** A status that is still there though its notification is not: somebody tidied the notifications. */
    private static final Duration ASK_AGAIN = Duration.ofHours(1);

    private final Api api;
    private final Notifications notifications;
    private final Reader reader;
    private final Clock clock;
    private final Map<String, Instant> asked = new HashMap<>();

    Review(Api api, Notifications notifications, Reader reader, Clock clock) {
        this.api = api;
        this.notifications = notifications;
        this.reader = reader;
        this.clock = clock;
    }

    /** @param progress after the events */
    record Found(List<InboundEvent> events, Progress progress) {
    }

    Found look(Progress progress, Account self, String domain) throws IOException, InterruptedException, ChannelException {
        if (progress.seen().isEmpty()) {
            return new Found(List.of(), progress);
        }
        var events = new ArrayList<InboundEvent>();
        Progress next = progress;
        List<Notification> page = notifications.page(Optional.empty(), Optional.empty());
        for (Notification one : page) {
            if (one.statusId().isEmpty() || one.id().isEmpty() || !one.type().equals("mention")) {
                continue;
            }
            Optional<InboundEvent> event = progress.of(one).isPresent() ? edit(one, next, self, domain) : late(one, progress, self, domain);
            if (event.isPresent()) {
                events.add(event.get());
                next = next.seeing(one);
            }
        }
        for (Seen gone : missing(progress, page)) {
            Answer answer = api.get("/api/v1/statuses/" + Api.encode(gone.current()), Map.of());
            asked.put(gone.status(), clock.instant());
            if (answer.gone()) {
                events.add(reader.deleted(gone.status()));
                next = next.without(gone.status());
            }
        }
        return new Found(events, next);
    }

    /** The edit that a notification shows, of a message that was taken in with other words. */
    Optional<InboundEvent> edit(Notification one, Progress progress, Account self, String domain) throws InterruptedException {
        Optional<Seen> seen = progress.of(one);
        if (seen.isEmpty() || one.editedAt().isEmpty() || one.editedAt().equals(seen.get().edited())) {
            return Optional.empty();
        }
        return Optional.of(reader.edited(one, seen.get().status(), self, domain));
    }

    private Optional<InboundEvent> late(Notification one, Progress progress, Account self, String domain) throws InterruptedException {
        String oldest = progress.seen().getFirst().notification();
        if (!progress.reached(one.id()) || Progress.AGE.compare(one.id(), oldest) < 0) {
            return Optional.empty();
        }
        return reader.received(one, progress, self, domain).map(it -> it);
    }

    private List<Seen> missing(Progress progress, List<Notification> page) {
        boolean whole = page.size() < Notifications.PAGE;
        String oldest = page.stream().map(Notification::id).filter(id -> !id.isEmpty()).findFirst().orElse("");
        Set<String> present = page.stream().map(Notification::id).collect(Collectors.toSet());
        Instant now = clock.instant();
        asked.values().removeIf(at -> at.plus(ASK_AGAIN).isBefore(now));
        return progress.seen().stream().filter(one -> !present.contains(one.notification()))
                .filter(one -> whole || Progress.AGE.compare(one.notification(), oldest) > 0)
                .filter(one -> !asked.containsKey(one.status())).limit(MOST_QUESTIONS).toList();
    }
}
