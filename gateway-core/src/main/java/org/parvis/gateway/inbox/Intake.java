package org.parvis.gateway.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.gateway.contact.Contacts;
import org.parvis.gateway.contact.IdentityLock;
import org.parvis.gateway.contact.Sighting;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.outbox.Notices;

/** What one transaction of the inbox does. Set by set rather than row by row: a batch of a thousand costs a few dozen statements. */
public final class Intake {

    private final Clock clock;
    private final UuidV7 ids;
    private final Contacts contacts;
    private final Notices notices;

    public Intake(Clock clock, UuidV7 ids, Contacts contacts, Notices notices) {
        this.clock = clock;
        this.ids = ids;
        this.contacts = contacts;
        this.notices = notices;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Takes the submissions in, within the caller's transaction; may be run again from the start after a conflict.
     *
     * @return those whose node no longer owns the channel; nothing of them was taken
     */
    List<Submission> take(Session session, List<Submission> submissions) throws InterruptedException {
        IdentityLock.share(session);
        List<Submission> refused = refused(session, submissions);
        List<Submission> taken = submissions.stream().filter(submission -> !refused.contains(submission)).toList();
        Instant now = clock.instant();

        List<Incoming> fresh = unseen(session, taken, now);
        new Arrivals(session, ids, notices).record(arrivals(session, fresh, now));
        Reports reports = new Reports(session, contacts, new Edits(session, ids, now), now);
        for (Incoming incoming : fresh) {
            reports.apply(incoming.channel(), incoming.event());
        }
        moveCursors(session, taken, now);
        return refused;
    }

    /** Fencing: the lease rows are locked against a take-over until this transaction ends. */
    private static List<Submission> refused(Session session, List<Submission> submissions) throws InterruptedException {
        Map<String, Long> epochs = new HashMap<>();
        String[] owned = submissions.stream().filter(submission -> submission.epoch().isPresent()).map(Submission::channel).distinct()
                .sorted().toArray(String[]::new);
        if (owned.length == 0) {
            return List.of();
        }
        for (Row row : session.query("select channel_id, epoch from channel_lease where channel_id = any($1) order by channel_id for share",
                (Object) owned)) {
            epochs.put(Rows.text(row, "channel_id"), Rows.number(row, "epoch"));
        }
        return submissions.stream().filter(submission -> submission.epoch().isPresent()
                && !submission.epoch().equals(Optional.ofNullable(epochs.get(submission.channel())))).toList();
    }

    /** Marks every event as seen and returns those that were not before, in their order. */
    private static List<Incoming> unseen(Session session, List<Submission> submissions, Instant now) throws InterruptedException {
        Map<Seen, Incoming> all = new LinkedHashMap<>();
        for (Submission submission : submissions) {
            for (InboundEvent event : submission.events()) {
                all.putIfAbsent(new Seen(submission.channel(), event.id().value()),
                        new Incoming(submission.channel(), Cleansing.clean(event)));
            }
        }
        if (all.isEmpty()) {
            return List.of();
        }
        Columns<Seen> columns = Columns
                .of(all.keySet().stream().sorted(Comparator.comparing(Seen::channel).thenComparing(Seen::event)).toList());
        Set<Seen> fresh = new HashSet<>();
        for (Row row : session.query("""
                insert into inbound_event (channel_id, event_id, received_at)
                select *, $3::timestamptz from unnest($1::text[], $2::text[])
                on conflict do nothing
                returning channel_id, event_id
                """, columns.texts(Seen::channel), columns.texts(Seen::event), now)) {
            fresh.add(new Seen(Rows.text(row, "channel_id"), Rows.text(row, "event_id")));
        }
        return all.entrySet().stream().filter(entry -> fresh.contains(entry.getKey())).map(Map.Entry::getValue).toList();
    }

    private Placement.Placed arrivals(Session session, List<Incoming> fresh, Instant now) throws InterruptedException {
        List<Incoming> received = fresh.stream().filter(incoming -> incoming.event() instanceof MessageReceived).toList();
        if (received.isEmpty()) {
            return Placement.Placed.NOTHING;
        }
        Map<Handle, UUID> people = contacts.identify(session,
                received.stream().map(Incoming::message).map(message -> new Sighting(message.from(), message.alsoKnownAs())).toList(), now);
        List<Arrival> arrivals = new ArrayList<>();
        for (Incoming incoming : received) {
            UUID contact = people.get(incoming.message().from());
            if (contact == null) {
                throw new IllegalStateException("Nobody stands behind a handle of channel " + incoming.channel());
            }
            UUID id = ids.next();
            arrivals.add(new Arrival(id, incoming.channel(), incoming.message(), contact, id, now));
        }
        return Placement.place(session, ids, arrivals);
    }

    private static void moveCursors(Session session, List<Submission> submissions, Instant now) throws InterruptedException {
        Map<String, String> cursors = new LinkedHashMap<>();
        submissions.forEach(submission -> submission.cursor().ifPresent(cursor -> cursors.put(submission.channel(), cursor.value())));
        if (cursors.isEmpty()) {
            return;
        }
        Columns<Map.Entry<String, String>> columns = Columns.of(List.copyOf(cursors.entrySet()));
        session.execute("""
                insert into channel_cursor (channel_id, cursor, updated_at)
                select *, $3::timestamptz from unnest($1::text[], $2::text[])
                on conflict (channel_id) do update set cursor = excluded.cursor, updated_at = excluded.updated_at
                """, columns.texts(Map.Entry::getKey), columns.texts(Map.Entry::getValue), now);
    }

    private record Seen(String channel, String event) {
    }

    private record Incoming(String channel, InboundEvent event) {

        InboundMessage message() {
            return ((MessageReceived) event).message();
        }
    }
}
