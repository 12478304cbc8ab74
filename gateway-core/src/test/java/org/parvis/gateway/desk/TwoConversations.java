package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;

import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/** Two conversations of one person, each in a thread of its own. What tests of moves begin with. */
abstract class TwoConversations extends TwoPaths {

    final String tail = UUID.randomUUID().toString().substring(0, 8);
    final Handle denise = Handle.of(Handle.Kind.EMAIL, "denise-" + tail + "@citizen.example", "Denise Alvarez");
    UUID lamp;
    UUID bill;

    @BeforeEach
    void bothBegin() throws Exception {
        writes(denise, "lamp-1", "lamp", "Le lampadaire est en panne");
        writes(denise, "bill-1", "bill", "Une question sur ma facture");
        lamp = conversationOf("lamp-1");
        bill = conversationOf("bill-1");
        execute("update conversation set subject = 'Lampadaire' where id = $1", lamp);
        execute("update conversation set subject = 'Facture' where id = $1", bill);
    }

    final void writes(Handle from, String id, String thread, String words) throws Exception {
        commit(id,
                InboundMessage.from(from, name(id), Instant.now(), Content.of(words)).threading(Threading.thread(tail + thread)).build());
    }

    final void answers(Handle from, String id, String answered) throws Exception {
        commit(id, InboundMessage.from(from, name(id), Instant.now(), Content.of("Encore " + id))
                .threading(Threading.inReplyTo(List.of(name(answered)))).build());
    }

    final void commit(String id, InboundMessage message) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(tail + id), message));
    }

    final MessageId name(String id) {
        return new MessageId("<" + tail + id + ">");
    }

    final UUID message(String id) throws InterruptedException {
        return Rows.uuid(
                one("select message_id as id from network_message where channel_id = $1 and network_id = $2", channel, name(id).value()),
                "id");
    }

    final UUID conversationOf(String id) throws InterruptedException {
        return Rows.uuid(one("""
                select message.conversation_id as id from network_message named join message on message.id = named.message_id
                 where named.channel_id = $1 and named.network_id = $2
                """, channel, name(id).value()), "id");
    }

    /** Rows and sums agree: nothing is in two places, and nothing is left behind. */
    final void assertStanding(String as) throws InterruptedException {
        assertThat(all("""
                select number from conversation
                 where channel_id = $1 and (message_count <> (select count(*) from message where conversation_id = conversation.id)
                        or owed_since is distinct from (select min(opened_at) from obligation where conversation_id = conversation.id and settlement is null)
                        or owed_since is not null and state = 'RESOLVED' and not exists (select from delivery where conversation_id = conversation.id and delivery.state in ('QUEUED', 'SENDING'))
                        or merged_into is not null and (message_count > 0 or state <> 'RESOLVED'))
                """, channel)).as("conversations whose rows disagree, %s", as).isEmpty();
        for (String table : List.of("obligation", "delivery", "network_message")) {
            assertThat(all("select 1 from " + table + " it join message on message.id = it.message_id where message.channel_id = $1"
                    + " and it.conversation_id <> message.conversation_id", channel)).as("%s apart from its message, %s", table, as)
                    .isEmpty();
        }
        assertThat(all("""
                select 1 from conversation there where there.channel_id = $1 and there.merged_into is not null
                   and (exists (select from thread where conversation_id = there.id) or exists (select from network_message where conversation_id = there.id))
                """, channel)).as("names that lead to nothing, %s", as).isEmpty();
        var ledger = one("select * from ledger");
        assertThat(Rows.number(ledger, "received")).as(as).isEqualTo(Rows.number(ledger, "answered") + Rows.number(ledger, "handed_over")
                + Rows.number(ledger, "closed") + Rows.number(ledger, "open"));
    }

    /** All that moves touch, but for versions, which only rise. */
    final String rows() throws InterruptedException {
        StringBuilder rows = new StringBuilder();
        for (String sql : List.of("""
                select id, state, topic, team_id, assignee_id, snoozed_until, expert, urgent, tagged, snippet, last_message_at, owed_since, message_count, merged_into from conversation where channel_id = $1 order by id
                """, "select id, conversation_id, visibility, channel_id, contact_id from message where channel_id = $1 order by id", """
                select o.* from obligation o join message m on m.id = o.message_id where m.channel_id = $1 order by o.message_id
                """, "select id, conversation_id from delivery where channel_id = $1 order by id",
                "select * from network_message where channel_id = $1 order by network_id",
                "select name, conversation_id, moves from thread where channel_id = $1 order by name",
                "select t.* from conversation_tag t join conversation c on c.id = t.conversation_id where c.channel_id = $1 order by 1, 2",
                "select r.* from conversation_read r join conversation c on c.id = r.conversation_id where c.channel_id = $1 order by 2, 1",
                "select d.conversation_id, d.agent_id, d.reply, d.note from draft d join conversation c on c.id = d.conversation_id where c.channel_id = $1 order by 1, 2")) {
            all("select row_to_json(it)::text as row from (" + sql + ") it", channel)
                    .forEach(row -> rows.append(Rows.text(row, "row")).append('\n'));
        }
        return rows.toString();
    }
}
