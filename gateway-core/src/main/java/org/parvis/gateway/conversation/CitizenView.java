package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Optional;

import io.vertx.sqlclient.Row;

import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Handle;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;

/**
 * What a citizen may see of a conversation of one channel: their own words and the answers that went out. Never a note, nor what an agent
 * wrote down of a call or a visit: those are the agent's words.
 */
public final class CitizenView implements FollowUp {

    private final Database database;
    private final String channel;

    public CitizenView(Database database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    @Override
    public Optional<Conversation> find(String thread) throws InterruptedException, ChannelException {
        try {
            return database.read(session -> {
                Optional<Row> found = session.first("""
                        select conversation.id, number, state, subject, handle_kind, handle_value
                          from thread join conversation on conversation.id = conversation_id
                          join lateral (select handle_kind, handle_value from message
                                         where message.conversation_id = conversation.id and kind = 'INBOUND' order by created_at, message.id limit 1) on true
                         where thread.channel_id = $1 and thread.name = $2
                        """, channel, thread);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                Row row = found.get();
                List<Message> messages = session.query("""
                        select kind, body, sent_at, at, author, names
                          from (select message.id, kind, message.body, message.sent_at, message.created_at as at,
                                       case kind when 'INBOUND' then coalesce(contact.display_name, '') else coalesce(delivery.command ->> 'author', '') end as author,
                                       array(select name from attachment where message_id = message.id and role = 'FILE' order by position) as names
                                  from message left join contact on contact.id = message.contact_id
                                               left join delivery on delivery.message_id = message.id
                                 where message.conversation_id = $1 and kind in ('INBOUND', 'OUTBOUND') and message.deleted_at is null
                                   and (kind = 'INBOUND' and message.agent_id is null or delivery.state in ('ACCEPTED', 'DELIVERED', 'READ'))
                                 order by message.created_at desc, message.id desc limit %d) as latest
                         order by at, id
                        """.formatted(MAXIMUM_MESSAGES), Rows.uuid(row, "id")).stream().map(CitizenView::message).toList();
                Handle citizen = Handle.of(Rows.constant(row, "handle_kind", Handle.Kind.class), Rows.text(row, "handle_value"));
                return Optional.of(
                        new Conversation(Rows.number(row, "number"), citizen, state(Rows.constant(row, "state", ConversationState.class)),
                                Rows.optionalText(row, "subject"), messages));
            });
        } catch (DatabaseException fault) {
            throw new ChannelException(new Fault(Fault.Owner.OPERATOR, "DATABASE", "The database does not answer"), fault);
        }
    }

    private static Message message(Row row) {
        return new Message(Rows.instant(row, "sent_at"), "INBOUND".equals(Rows.text(row, "kind")), Rows.text(row, "author"),
                Rows.text(row, "body"),
                Rows.texts(row, "names"));
    }

    private static State state(ConversationState state) {
        return switch (state) {
            case OPEN -> State.OPEN;
            case WAITING -> State.WAITING_FOR_CITIZEN;
            case RESOLVED -> State.RESOLVED;
        };
    }
}
