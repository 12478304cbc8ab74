package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.BeforeEach;

import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.contact.MergeReason;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.People.Finding;

import static org.assertj.core.api.Assertions.assertThat;

/** One person who is two contacts, by mail and by telephone. What tests of merging begin with. */
abstract class TwoContacts extends TwoPaths {

    static final Finding SAID_SO = new Finding(MergeReason.SAID_SO, Optional.empty());

    final String tail = UUID.randomUUID().toString().substring(0, 8);
    final Handle mail = Handle.of(Handle.Kind.EMAIL, "mail-" + tail + "@citizen.example", "Denise Alvarez");
    final Handle phone = Handle.of(Handle.Kind.PHONE, "+33199" + Math.floorMod(tail.hashCode(), 1_000_000));
    UUID byMail;
    UUID byPhone;

    @BeforeEach
    void bothWrite() throws Exception {
        writes(mail, "m1", Set.of());
        writes(phone, "p1", Set.of());
        byMail = contactOf(mail);
        byPhone = contactOf(phone);
    }

    /** Whoever's handle it came from has the message, and whoever wrote first has the conversation. */
    final void assertStanding() throws InterruptedException {
        assertThat(all("""
                select 1 from message join handle on handle.kind = handle_kind and handle.value = handle_value
                 where message.channel_id = $1 and message.contact_id <> handle.contact_id
                """, channel)).isEmpty();
        assertThat(all("""
                select 1 from conversation join lateral (select contact_id from message where conversation_id = conversation.id and kind = 'INBOUND'
                                                          order by created_at, id limit 1) begun on true
                 where conversation.channel_id = $1 and conversation.contact_id <> begun.contact_id
                """, channel)).isEmpty();
    }

    final void writes(Handle from, String id, Set<Handle> stated) throws Exception {
        commit(id, InboundMessage.from(from, name(id), Instant.now(), Content.of("Bonjour")).alsoKnownAs(stated).build());
    }

    final void answers(Handle from, String id, String answered) throws Exception {
        commit(id, InboundMessage.from(from, name(id), Instant.now(), Content.of("Encore"))
                .threading(Threading.inReplyTo(List.of(name(answered)))).build());
    }

    final void commit(String id, InboundMessage message) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(tail + id), message));
    }

    final MessageId name(String id) {
        return new MessageId("<" + tail + id + ">");
    }

    static UUID contactOf(Handle handle) throws InterruptedException {
        return Rows.uuid(one("select contact_id from handle where kind = $1 and value = $2", handle.kind(), handle.value()), "contact_id");
    }

    final Row named(String id) throws InterruptedException {
        return one("""
                select message.contact_id as author, conversation.id, conversation.contact_id
                  from network_message named join message on message.id = named.message_id join conversation on conversation.id = message.conversation_id
                 where named.channel_id = $1 and named.network_id = $2
                """, channel, name(id).value());
    }

    final UUID conversationOf(String id) throws InterruptedException {
        return Rows.uuid(named(id), "id");
    }

    final UUID contactOfMessage(String id) throws InterruptedException {
        return Rows.uuid(named(id), "author");
    }

    final UUID contactOfConversation(String id) throws InterruptedException {
        return Rows.uuid(named(id), "contact_id");
    }
}
