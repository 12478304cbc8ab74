package org.parvis.gateway.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.conversation.DeliveryState;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/** What waits for channels that are not open, or paused, those included that nobody configures any more, or was being sent when they went: it must not wait unseen. */
final class Stranded {

    private Stranded() {
    }

    /**
     * The channels that something waits for although they are paused, or not open here nor on another node that owns them, in the order of their labels. Costs an index look-up for
     * each channel that there ever was and at most {@link ChannelStatus#MAXIMUM_WAITING} entries of delivery_due, and as many of delivery_sending, for each that is closed or paused.
     *
     * @param configured as they are now
     */
    static List<ChannelStatus> find(Session session, List<ChannelStatus> configured) throws InterruptedException {
        Map<String, ChannelStatus> closed = new HashMap<>();
        configured.stream().filter(ChannelStatus::holdsUp).forEach(channel -> closed.put(channel.id(), channel));
        String[] open = configured.stream().map(ChannelStatus::id).filter(id -> !closed.containsKey(id)).toArray(String[]::new);
        String[] paused = configured.stream().filter(channel -> channel.control().paused()).map(ChannelStatus::id).toArray(String[]::new);
        List<ChannelStatus> stranded = new ArrayList<>();
        for (Row row : session.query("""
                select id, type, label, waiting
                  from channel cross join lateral (
                       select least($2, count(*)) as waiting from (
                              (select 1 from delivery where channel_id = channel.id and state = 'QUEUED' limit $2) union all
                              (select 1 from delivery where channel_id = channel.id and state = 'SENDING' and claimed_at < now() - $4 * interval '1 s' limit $2)) as left_over) as queue
                 where id <> all($1) and waiting > 0
                   and (id = any($3) or not exists (select 1 from channel_lease join node on node.id = channel_lease.node
                                                     where channel_lease.channel_id = channel.id and node.expires_at > now()))
                 order by label, id
                """, open, (long) ChannelStatus.MAXIMUM_WAITING, paused,
                (double) DeliveryState.LONGEST_SENDING.toSeconds())) {
            stranded.add(status(row, Optional.ofNullable(closed.get(Rows.text(row, "id")))));
        }
        return stranded;
    }

    private static ChannelStatus status(Row row, Optional<ChannelStatus> configured) {
        int waiting = (int) Rows.number(row, "waiting");
        if (configured.filter(channel -> channel.capabilities().isPresent()).isPresent()) {
            return configured.get().with(waiting);
        }
        String count = waiting == ChannelStatus.MAXIMUM_WAITING ? waiting + " or more" : Integer.toString(waiting);
        ChannelHealth.State state = configured.map(channel -> channel.health().state()).orElse(ChannelHealth.State.ABSENT);
        String why = configured.map(channel -> channel.health().detail()).orElse("No channel of this id is configured any more");
        return new ChannelStatus(Rows.text(row, "id"), Rows.text(row, "type"), Rows.text(row, "label"),
                new ChannelHealth(state,
                        why + " (waiting to be sent: " + count + "; they go out once it is open, or are given up in their conversations)"),
                Optional.empty(), configured.flatMap(ChannelStatus::page), waiting,
                configured.map(ChannelStatus::control).orElse(ChannelControl.NONE),
                configured.map(ChannelStatus::setUp).orElse(ChannelStatus.SetUp.NOWHERE));
    }
}
