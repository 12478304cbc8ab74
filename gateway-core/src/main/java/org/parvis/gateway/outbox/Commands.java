package org.parvis.gateway.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Attachment;
import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.Handle;
import org.parvis.channel.MessageId;
import org.parvis.channel.Visibility;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/** Makes the command that a plugin is given from the delivery and its message. */
final class Commands {

    private static final int MAXIMUM_STATED = 10;
    /** How many earlier messages of the conversation a command names. */
    private static final int REFERENCES = 20;

    /**
     * Where something was moved, the thread that began under the very handle that is written to, be it in the conversation that this was taken out of: a
     * link to it is for that one's eyes alone.
     */
    private static final String THREAD = """
            select name from thread
             where channel_id = $2
               and (conversation_id = conversation.id and begun_in is null
                    or handle_kind = $3 and handle_value = $4
                       and (conversation_id = conversation.id
                            or conversation_id in (select from_id from conversation_move where to_id = conversation.id and kind = 'SPLIT' and undone_at is null)))
             order by conversation_id = conversation.id desc, begun_in is null desc limit 1""";

    private Commands() {
    }

    static Command.Send send(Session session, Delivery claimed) throws InterruptedException {
        Delivery delivery = claimed.in(Rows.uuid(
                session.first("select conversation_id from delivery where id = $1", claimed.id()).orElseThrow(), "conversation_id"));
        JsonObject to = delivery.command().getJsonObject("to");
        Handle recipient = Handle.of(Handle.Kind.valueOf(to.getString("kind")), to.getString("value"));
        Row conversation = session.first("""
                select number, (%s) as thread from conversation where id = $1
                """.formatted(THREAD), delivery.conversation(), delivery.channel(), recipient.kind(), recipient.value()).orElseThrow();
        Optional<Row> message = delivery.message().isEmpty()
                ? Optional.empty()
                : session.first("select body, warning, visibility from message where id = $1", delivery.message().get());
        Content content = message.isEmpty()
                ? Content.of(delivery.command().getString("text"))
                : new Content(Rows.text(message.get(), "body"), Optional.empty(), List.of(), Rows.optionalText(message.get(), "warning"),
                        files(session, delivery.message().orElseThrow()));
        Visibility visibility = message.map(row -> Rows.constant(row, "visibility", Visibility.class)).orElse(Visibility.PRIVATE);
        return new Command.Send(new CommandKey(delivery.id().toString()), recipient, stated(session, recipient),
                delivery.command().getString("author"),
                Optional.ofNullable(delivery.command().getString("subject")), content, visibility, references(session, delivery),
                Rows.optionalText(conversation, "thread"), Rows.number(conversation, "number"), delivery.attempts(),
                delivery.message().isEmpty());
    }

    /** Under this very handle: what the person states elsewhere, under a handle that an agent merged with it, gets no notice of this. */
    private static List<Handle> stated(Session session, Handle person) throws InterruptedException {
        return session.query("""
                select stated_handle.kind, stated_handle.value
                  from handle join stated_handle using (contact_id)
                 cross join lateral (select handle.kind || ' ' || handle.value as sayer) this
                 where handle.kind = $1 and handle.value = $2 and (sayers = '{}' or sayers ->> sayer is not null)
                 order by coalesce((sayers ->> sayer)::timestamptz, stated_at) desc, stated_handle.kind, stated_handle.value limit $3
                """, person.kind(), person.value(), MAXIMUM_STATED).stream()
                .map(row -> Handle.of(Rows.constant(row, "kind", Handle.Kind.class), Rows.text(row, "value"))).toList();
    }

    /**
     * What an answer answers first: the message that the agent named, else the citizen's latest; then the others, the latest first. Only
     * what was there when the answer was written, so that sending it again says the same.
     */
    private static List<MessageId> references(Session session, Delivery delivery) throws InterruptedException {
        List<MessageId> references = new ArrayList<>();
        @Nullable
        UUID answered = Optional.ofNullable(delivery.command().getString(Deliveries.ANSWERED)).map(UUID::fromString).orElse(null);
        for (Row row : session.query("""
                select network_id
                  from (select network_id, created_at, message.id,
                               kind = 'INBOUND' and row_number() over (partition by kind = 'INBOUND'
                                   order by message.id is not distinct from $5::uuid desc, created_at desc, message.id desc) = 1 as answered
                          from message join network_message on network_message.message_id = message.id
                         where message.conversation_id = $1 and network_message.channel_id = $2
                           and message.created_at <= coalesce((select own.created_at from message as own where own.id = $4::uuid), $3::timestamptz)
                           and message.id is distinct from $4::uuid
                         order by message.id is not distinct from $5::uuid desc, created_at desc, message.id desc limit 100) as named
                 order by answered desc, created_at desc, id desc
                 limit %d
                """.formatted(REFERENCES), delivery.conversation(), delivery.channel(), delivery.created(),
                delivery.message().orElse(null), answered)) {
            references.add(new MessageId(Rows.text(row, "network_id")));
        }
        return references;
    }

    private static List<Attachment> files(Session session, UUID message) throws InterruptedException {
        List<Attachment> files = new ArrayList<>();
        for (Row row : session.query("""
                select name, media_type, bytes, description from attachment join blob using (digest)
                 where message_id = $1 and role = 'FILE' and revision is null order by position
                """, message)) {
            files.add(new Attachment(Rows.text(row, "name"), Rows.text(row, "media_type"), Rows.bytes(row, "bytes"), Optional.empty(),
                    Rows.optionalText(row, "description")));
        }
        return files;
    }
}
