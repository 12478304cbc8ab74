package org.parvis.gateway.operations;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.cluster.Lease;
import org.parvis.gateway.cluster.Node;
import org.parvis.gateway.cluster.Roster;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.operations.Overview.Lag;
import org.parvis.gateway.operations.Overview.LastFault;
import org.parvis.gateway.operations.Overview.Member;
import org.parvis.gateway.operations.Overview.OwnedChannel;
import org.parvis.gateway.operations.Overview.Story;
import org.parvis.gateway.plugin.ChannelHealth;

/** Reads the overview from the record, beside running nodes or without any. Blocking, a few milliseconds. */
public final class Operations {

    /** Where counting ends. */
    public static final int MOST_COUNTED = 10_000;

    /** Each count along one partial index: delivery_due, delivery_sending, delivery_trouble_channel. */
    private static final String CHANNELS = """
            select channel.id, channel.label, lease.health, lease.health_detail, lease.health_code, lease.health_since, lease.fault_at, lease.fault_code,
                   lease.fault_detail, control.paused_at, queued.*, sending.*, failed.*, unknown.*, by_person.*
              from channel left join channel_lease as lease on lease.channel_id = channel.id
              left join channel_control as control on control.channel_id = channel.id
             cross join lateral (
                     select count(*) as queued, count(*) filter (where next_attempt_at <= clock_timestamp()) as due,
                            extract(epoch from clock_timestamp()
                                               - min(case when attempts = 0 then next_attempt_at else coalesce(first_attempt_at, created_at) end)
                                                 filter (where attempts > 0 or next_attempt_at <= clock_timestamp()))::bigint as oldest
                       from (select next_attempt_at, created_at, attempts, first_attempt_at from delivery where channel_id = channel.id and state = 'QUEUED'
                              order by next_attempt_at, id limit %1$d) as waiting) as queued
             cross join lateral (%2$s) as sending cross join lateral (%3$s) as failed cross join lateral (%4$s) as unknown
             cross join lateral (%5$s) as by_person
             order by channel.id
            """.formatted(MOST_COUNTED, count("SENDING", "sending"), count("FAILED", "failed"), count("UNKNOWN", "unknown"),
            count("BY_PERSON", "by_person"));

    private final Database database;
    private final Roster roster;

    public Operations(Database database) {
        this.database = database;
        this.roster = new Roster(database);
    }

    /**
     * A channel of this installation.
     *
     * @param health as the node that asks knows it; what the owner of the channel has written down goes before it
     */
    public record Known(String id, String label, Optional<ChannelHealth> health) {
    }

    /** @param configured in the order of display */
    public Overview overview(List<Known> configured) throws InterruptedException {
        Roster.View view = roster.view();
        return database.read(session -> {
            Map<UUID, Lag> lags = lags(session);
            List<Member> members = view.nodes().stream().filter(node -> node.alive() || !hasSuccessor(node, view.nodes()))
                    .map(node -> new Member(node, lag(node, lags))).toList();
            return new Overview(members, channels(session, configured, view.leases()));
        });
    }

    /** One that was started again is not missing. */
    private static boolean hasSuccessor(Node gone, List<Node> nodes) {
        return nodes.stream().anyMatch(node -> node.alive() && node.name().equals(gone.name()));
    }

    private static Optional<Lag> lag(Node node, Map<UUID, Lag> lags) {
        return node.alive() ? Optional.of(lags.getOrDefault(node.id(), Lag.NONE)) : Optional.empty();
    }

    /**
     * Of nodes that live, those that had something to tell at their last sign of life; what was written since then they had no chance to tell of. What a long
     * transaction holds back counts: desks do not see it either. Along event_order.
     */
    private static Map<UUID, Lag> lags(Session session) throws InterruptedException {
        return session.query("""
                select node.id, count(*) as changes, extract(epoch from node.expires_at - $1 * interval '1 s' - min(untold.at))::bigint as seconds
                  from node cross join lateral (
                         select event.at from event where (event.transaction, event.id) > (node.tail_transaction, node.tail_id)
                          order by event.transaction, event.id limit %d) as untold
                 where node.expires_at > clock_timestamp() and untold.at < node.expires_at - $1 * interval '1 s'
                 group by node.id
                """.formatted(MOST_COUNTED), (double) Roster.LIFE.toSeconds()).stream()
                .collect(Collectors.toMap(row -> Rows.uuid(row, "id"),
                        row -> new Lag(Rows.number(row, "changes"), Duration.ofSeconds(Rows.number(row, "seconds")))));
    }

    private static List<OwnedChannel> channels(Session session, List<Known> configured, Map<String, Lease> leases)
            throws InterruptedException {
        Map<String, Known> known = new LinkedHashMap<>();
        configured.forEach(channel -> known.put(channel.id(), channel));
        Map<String, String> labels = new HashMap<>();
        Map<String, Queue> queues = new LinkedHashMap<>();
        Map<String, ChannelHealth> told = new HashMap<>();
        Map<String, Story> stories = new HashMap<>();
        for (Row row : session.query(CHANNELS)) {
            String id = Rows.text(row, "id");
            labels.put(id, Rows.text(row, "label"));
            queues.put(id, queue(row));
            Rows.optionalConstant(row, "health", ChannelHealth.State.class)
                    .ifPresent(state -> told.put(id,
                            new ChannelHealth(state, Rows.text(row, "health_detail"), Rows.text(row, "health_code"))));
            stories.put(id, story(row));
        }
        Stream<Known> others = queues.entrySet().stream().filter(queue -> !known.containsKey(queue.getKey()) && !queue.getValue().isEmpty())
                .map(queue -> new Known(queue.getKey(), labels.getOrDefault(queue.getKey(), ""), Optional.empty()));
        return Stream.concat(configured.stream(), others).map(channel -> {
            Lease lease = Optional.ofNullable(leases.get(channel.id()))
                    .orElseGet(() -> new Lease(channel.id(), Optional.empty(), 0, Optional.empty()));
            // Without an owner, what the last one told is old.
            Story story = Optional.ofNullable(stories.get(channel.id())).orElse(Story.NONE);
            Optional<ChannelHealth> health = lease.node()
                    .flatMap(owner -> story.pausedSince().isPresent()
                            ? Optional.of(new ChannelHealth(ChannelHealth.State.PAUSED, ""))
                            : Optional.ofNullable(told.get(channel.id())))
                    .or(channel::health);
            return new OwnedChannel(channel.id(), channel.label(), known.containsKey(channel.id()), lease, health,
                    queues.getOrDefault(channel.id(), Queue.EMPTY), story);
        }).toList();
    }

    private static String count(String state, String name) {
        return "select count(*) as %s from (select 1 from delivery where channel_id = channel.id and state = '%s' limit %d) as counted"
                .formatted(name, state, MOST_COUNTED);
    }

    private static Story story(Row row) {
        Optional<LastFault> fault = Rows.optionalInstant(row, "fault_at")
                .map(at -> new LastFault(at, Rows.text(row, "fault_code"), Rows.text(row, "fault_detail")));
        return new Story(Rows.optionalInstant(row, "health_since"), Rows.optionalInstant(row, "paused_at"), fault);
    }

    private static Queue queue(Row row) {
        return new Queue(Rows.number(row, "queued"), Rows.number(row, "due"), Rows.number(row, "sending"),
                Rows.optionalNumber(row, "oldest").map(Duration::ofSeconds), Rows.number(row, "failed"), Rows.number(row, "unknown"),
                Rows.number(row, "by_person"));
    }
}
