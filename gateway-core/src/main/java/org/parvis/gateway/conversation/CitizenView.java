package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Attachment;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Handle;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/**
 * What a citizen may see of a conversation of one channel: their own words and the answers that went out. Never a note, nor what an agent
 * wrote down of a call or a visit: those are the agent's words.
 */
public final class CitizenView implements FollowUp {

    /**
     * The conversation that a thread names, and the handle under which it began on this channel: whoever knows the thread is that handle and nobody
     * else. Number and subject are of the conversation that it began, wherever agents have moved it; the places are where its messages may be. What agents have put off is still the service's turn: it is open, and nobody is told to act.
     */
    private static final String BEGUN = """
            select own.number, case when conversation.snoozed_until is null and conversation.expert is null then conversation.state else 'OPEN' end as state, own.subject,
                   coalesce(thread.handle_kind, first.handle_kind) as handle_kind, coalesce(thread.handle_value, first.handle_value) as handle_value,
                   array(with recursive place (id) as (
                             select thread.conversation_id
                             union
                             select move.to_id from place join conversation_move move on move.from_id = place.id and move.undone_at is null)
                         select id from place) as places
              from thread join conversation on conversation.id = thread.conversation_id
              join conversation own on own.id = coalesce(thread.begun_in, thread.conversation_id)
              left join lateral (select handle_kind, handle_value from message
                                  where message.conversation_id = conversation.id and kind = 'INBOUND' and message.channel_id = $1
                                  order by created_at, message.id limit 1) as first on thread.begun_in is null
             where (first.handle_value is not null or thread.handle_value is not null) and thread.channel_id = $1 and thread.name = $2
            """;

    /**
     * Which messages of a conversation its citizen may see; of message, its delivery, if it has one, and begun. Only what came by this channel under
     * their own handle, and what was sent to it: a mail that answers a notice is in the conversation for agents alone, for the address to which the
     * notice went is what somebody typed, and its owner may be another person than the one who holds the link.
     */
    private static final String VISIBLE = """
            message.deleted_at is null and message.conversation_id = any(begun.places)
            and message.channel_id = $1 and message.handle_kind = begun.handle_kind and message.handle_value = begun.handle_value
            and (message.kind = 'INBOUND' and message.agent_id is null
                 or message.kind = 'OUTBOUND' and delivery.state in ('ACCEPTED', 'DELIVERED', 'READ'))
            """;

    private final Database database;
    private final String channel;

    public CitizenView(Database database, String channel) {
        this.database = database;
        this.channel = channel;
    }

    @Override
    public Optional<Conversation> find(String thread) throws InterruptedException, ChannelException {
        return ask(session -> {
            Optional<Row> found = session.first(BEGUN, channel, thread);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Row row = found.get();
            Handle citizen = Handle.of(Rows.constant(row, "handle_kind", Handle.Kind.class), Rows.text(row, "handle_value"));
            return Optional.of(new Conversation(Rows.number(row, "number"), citizen,
                    state(Rows.constant(row, "state", ConversationState.class)), Rows.optionalText(row, "subject"),
                    messages(session, thread)));
        });
    }

    @Override
    public Optional<Attachment> file(String thread, String file) throws InterruptedException, ChannelException {
        Optional<UUID> id = uuid(file);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return ask(session -> session.first("""
                with begun as (%s)
                select attachment.name, media_type, bytes, description
                  from attachment join blob using (digest) join message on message.id = message_id
                                  left join delivery on delivery.message_id = message.id, begun
                 where attachment.id = $3 and role = 'FILE' and revision is null and %s
                """.formatted(BEGUN, VISIBLE), channel, thread, id.get())
                .map(row -> new Attachment(Rows.text(row, "name"), Rows.text(row, "media_type"), Rows.bytes(row, "bytes"), Optional.empty(),
                        Rows.optionalText(row, "description"))));
    }

    /** By the name that they gave themselves under their handle: that of the contact is the agents', who may have changed it. */
    private List<Message> messages(Session session, String thread) throws InterruptedException {
        return session.query("""
                with begun as (%s)
                select * from (
                    select message.id, message.kind, message.body, message.sent_at, message.created_at as at,
                           case message.kind when 'INBOUND' then handle.display_name else delivery.command ->> 'author' end as author,
                           (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'size', size) order by position), '[]')
                              from attachment where message_id = message.id and role = 'FILE' and revision is null) as files
                      from message left join handle on handle.kind = message.handle_kind and handle.value = message.handle_value
                                   left join delivery on delivery.message_id = message.id, begun
                     where %s
                     order by message.created_at desc, message.id desc limit %d) as latest
                 order by at, id
                """.formatted(BEGUN, VISIBLE, MAXIMUM_MESSAGES), channel, thread).stream().map(CitizenView::message).toList();
    }

    private static Message message(Row row) {
        List<File> files = row.getJsonArray("files").stream().map(JsonObject.class::cast)
                .map(file -> new File(file.getString("id"), file.getString("name"), file.getLong("size"))).toList();
        return new Message(Rows.instant(row, "sent_at"), "INBOUND".equals(Rows.text(row, "kind")),
                Rows.optionalText(row, "author").orElse(""),
                Rows.text(row, "body"), files);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private <T> T ask(Database.Work<T> question) throws InterruptedException, ChannelException {
        try {
            return database.read(question);
        } catch (DatabaseException fault) {
            throw new ChannelException(new Fault(Fault.Owner.OPERATOR, "DATABASE", "The database does not answer"), fault);
        }
    }

    private static State state(ConversationState state) {
        return switch (state) {
            case OPEN -> State.OPEN;
            case WAITING -> State.WAITING_FOR_CITIZEN;
            case RESOLVED -> State.RESOLVED;
        };
    }
}
