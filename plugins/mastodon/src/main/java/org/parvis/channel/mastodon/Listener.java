package org.parvis.channel.mastodon;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Cursor;
import org.parvis.channel.Fault;
import org.parvis.channel.Health;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.Inbox;
import org.parvis.channel.mastodon.RateLimits.Budget;

/**
 * Takes messages in, for one call of {@code listen}: polls the notifications beyond the cursor, and reviews the recent ones for edits and
 * deletions. A server is never told what was taken in; the cursor alone says it, so a commit that failed is made again from there.
 */
final class Listener {

    /** At {@link Notifications#PAGE} notifications each; more at once is no backlog but a server that turns in circles. */
    private static final int MOST_PAGES = 10_000;
    /** Attachments beyond this are committed before more are fetched. */
    private static final long PORTION_BYTES = 32L * 1024 * 1024;
    private static final int MOST_NAMELESS = 1_000;
    private static final Duration SHORTEST_ROUND = Duration.ofSeconds(1);

    private final MastodonConfiguration configuration;
    private final Api api;
    private final Home home;
    private final Clock clock;
    private final System.Logger log;
    private final Consumer<Health> health;
    private final Inbox inbox;
    private final Notifications notifications;
    private final Reader reader;
    private final Review review;
    private final Set<String> nameless = new LinkedHashSet<>();
    private Progress progress;
    private Instant reviewed = Instant.MIN;

    Listener(MastodonConfiguration configuration, Api api, Home home, Clock clock, System.Logger log, Consumer<Health> health, Inbox inbox,
            Optional<Cursor> from) {
        this.configuration = configuration;
        this.api = api;
        this.home = home;
        this.clock = clock;
        this.log = log;
        this.health = health;
        this.inbox = inbox;
        this.notifications = new Notifications(api);
        this.reader = new Reader(api, new Media(api, configuration), clock, log);
        this.review = new Review(api, notifications, reader, clock);
        this.progress = from.map(this::read).orElse(Progress.NONE);
    }

    private Progress read(Cursor cursor) {
        try {
            return Progress.of(cursor);
        } catch (IOException e) {
            // Messages have names: what is taken in again is recognised
            log.log(Level.WARNING,
                    "The cursor cannot be read; messages of the last " + configuration.history() + " are looked through again.");
            return Progress.NONE;
        }
    }

    void listen() throws InterruptedException, ChannelException {
        try {
            home.account();
            try (Stream stream = Stream.start(api, home.instance(), configuration.streaming())) {
                while (true) {
                    stream.await(round(stream.takeChanges()));
                }
            }
        } catch (IOException e) {
            Fault fault = Faults.of(e);
            health.accept(Faults.health(fault));
            throw new ChannelException(fault, e);
        } catch (ChannelException e) {
            health.accept(Faults.health(e.fault()));
            throw e;
        }
    }

    /** @return how long to wait for the next */
    private Duration round(boolean changes) throws IOException, InterruptedException, ChannelException {
        Optional<Instant> closed = api.limits().closedUntil(Budget.READ);
        if (closed.isPresent()) {
            health.accept(new Health.Degraded("The server bears no more questions until " + closed.get() + ".", "RATE_LIMITED"));
            return atLeast(Duration.between(clock.instant(), closed.get()), SHORTEST_ROUND);
        }
        try {
            Account self = home.account();
            poll(self);
            if (changes || !clock.instant().isBefore(reviewed.plus(configuration.reviewInterval()))) {
                reviewed = clock.instant();
                Review.Found found = review.look(progress, self, home.instance().domain());
                commit(found.events(), found.progress());
            }
        } catch (ChannelException e) {
            if (!e.fault().code().equals("RATE_LIMITED")) {
                throw e;
            }
            return SHORTEST_ROUND;
        }
        health.accept(new Health.Ready());
        return configuration.pollInterval();
    }

    private static Duration atLeast(Duration asked, Duration least) {
        return asked.compareTo(least) < 0 ? least : asked;
    }

    /**
     * Takes in everything beyond the cursor, the oldest first. Goes down from the page that the server gives first to the one above the
     * cursor, keeping only where each begins, and comes up again; see {@link Notifications#page}.
     */
    private void poll(Account self) throws IOException, InterruptedException, ChannelException {
        Optional<Instant> begin = progress.last().isPresent()
                ? Optional.empty()
                : Optional.of(clock.instant().minus(configuration.history()));
        while (true) {
            Optional<String> above = progress.last();
            List<Notification> page = notifications.page(above, Optional.empty());
            if (page.isEmpty()) {
                return;
            }
            Deque<String> begins = new ArrayDeque<>();
            List<Notification> lowest = page;
            Optional<String> oldest = oldest(lowest);
            while (oldest.isPresent() && !(begin.isPresent() && before(lowest.getFirst(), begin.get()))) {
                List<Notification> older = notifications.page(above, oldest);
                if (older.isEmpty()) {
                    break;
                }
                begins.push(oldest.get());
                if (begins.size() > MOST_PAGES) {
                    throw new ChannelException(new Fault(Fault.Owner.PLATFORM, "ENDLESS",
                            "The server's notifications do not end after " + MOST_PAGES + " pages."));
                }
                lowest = older;
                oldest = oldest(lowest);
            }
            take(lowest, begin, self);
            if (oldest.isEmpty()) {
                return;
            }
            if (!begins.isEmpty()) {
                begins.pop();
            }
            while (!begins.isEmpty()) {
                take(notifications.page(above, Optional.of(begins.pop())), begin, self);
            }
        }
    }

    private static Optional<String> oldest(List<Notification> page) {
        return page.stream().map(Notification::id).filter(id -> !id.isEmpty()).findFirst();
    }

    private static boolean before(Notification notification, Instant begin) {
        return notification.json().flatMap(it -> Json.instant(it, "created_at")).filter(at -> at.isBefore(begin)).isPresent();
    }

    private void take(List<Notification> page, Optional<Instant> begin, Account self) throws InterruptedException, ChannelException {
        var events = new ArrayList<InboundEvent>();
        Progress next = progress;
        long bytes = 0;
        for (Notification one : page) {
            if (!one.id().isEmpty() && next.reached(one.id())) {
                continue;
            }
            boolean old = begin.isPresent() && before(one, begin.get());
            Optional<InboundEvent> event = old ? Optional.empty() : event(one, next, self);
            if (event.isPresent()) {
                events.add(event.get());
                bytes += size(event.get());
                next = next.seeing(one);
            }
            next = one.id().isEmpty() ? next : next.reaching(one.id());
            if (bytes > PORTION_BYTES) {
                commit(events, next);
                events.clear();
                bytes = 0;
            }
        }
        commit(events, next);
    }

    private Optional<InboundEvent> event(Notification one, Progress next, Account self) throws InterruptedException {
        if (one.id().isEmpty() && !newNameless(one)) {
            return Optional.empty();
        }
        String domain = home.instance().domain();
        return switch (one.type()) {
            case "mention" -> reader.received(one, next, self, domain).map(it -> it);
            case "update" -> review.edit(one, next, self, domain);
            // No type at all: neither a kind that we know nor one that we may leave aside
            case "" -> Optional.of(reader.unreadable(one));
            default -> Optional.empty();
        };
    }

    /** What has no name cannot move the cursor and comes again with every page. */
    private boolean newNameless(Notification one) {
        if (nameless.size() >= MOST_NAMELESS) {
            nameless.clear();
        }
        return nameless.add(Notification.digest(one.raw()));
    }

    private static long size(InboundEvent event) {
        return event instanceof MessageReceived received
                ? received.message().content().attachments().stream().mapToLong(attachment -> attachment.bytes().size()).sum()
                : 0;
    }

    private void commit(List<InboundEvent> events, Progress next) throws InterruptedException, ChannelException {
        if (!events.isEmpty() || !next.equals(progress)) {
            inbox.commit(List.copyOf(events), next.cursor());
            progress = next;
        }
    }
}
