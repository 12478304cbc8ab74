package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/**
 * Moves what one contact has to another one, and back. The caller has {@link org.parvis.gateway.contact.IdentityLock} alone, so that nothing
 * comes in meanwhile. Rows are locked in the order contacts, conversations by id, handles, messages: replies and whatever else agents do lock
 * one conversation first and need nothing of the contact but that it exists, which a merge does not change.
 */
final class Merging {

    /** A merge holds up the inbox: what takes longer than a moment is refused. */
    static final int MOST_MESSAGES = 2_000;
    static final int MOST_CONVERSATIONS = 500;

    /** Those that the merge {@code $1} moved. */
    private static final String HANDLES = "select unnest(handle_kinds) as kind, unnest(handle_values) as value from contact_merge where id = $1";

    private final Session session;
    private final UUID id;
    private final UUID kept;
    private final UUID emptied;

    Merging(Session session, UUID id, UUID kept, UUID emptied) {
        this.session = session;
        this.id = id;
        this.kept = kept;
        this.emptied = emptied;
    }

    UUID id() {
        return id;
    }

    /**
     * What the change log is told.
     *
     * @param ofKept    what happened to the contact that is kept
     * @param ofEmptied what happened to the other
     */
    record Told(String ofKept, String ofEmptied, JsonObject evidence) {
    }

    /** Returns the conversations that are the kept contact's now. */
    List<UUID> merge(People.Finding finding, UUID agent, Instant now) throws InterruptedException {
        requireModest();
        nameSayers();
        UUID[] touched = lockConversations("""
                select id from conversation where contact_id = $1 union select conversation_id from message where contact_id = $1
                """, emptied);
        List<Row> handles = session.query("update handle set contact_id = $2 where contact_id = $1 returning kind, value", emptied, kept);
        List<UUID> conversations = ids(session.query(
                "update conversation set contact_id = $2 where contact_id = $1 and id = any($3) returning id", emptied, kept, touched));
        List<UUID> messages = ids(session.query("""
                update message set contact_id = $2 where contact_id = $1 and conversation_id = any($3) returning id
                """, emptied, kept, touched));
        newVersions(touched);
        session.execute("""
                insert into stated_handle (contact_id, kind, value, stated_at, sayers)
                select $2, kind, value, stated_at, sayers from stated_handle where contact_id = $1
                on conflict (contact_id, kind, value) do update
                   set stated_at = greatest(stated_handle.stated_at, excluded.stated_at), sayers = stated_handle.sayers || excluded.sayers
                """, emptied, kept);
        session.execute("delete from stated_handle where contact_id = $1", emptied);
        Row taken = session.first("""
                update contact set display_name = coalesce(contact.display_name, other.display_name), language = coalesce(contact.language, other.language),
                                   version = contact.version + 1
                  from contact other, contact before
                 where contact.id = $2 and other.id = $1 and before.id = $2
                returning case when before.display_name is null then other.display_name end as name,
                          case when before.language is null then other.language end as language
                """, emptied, kept).orElseThrow();
        session.execute("update contact set merged_into = $2, version = version + 1 where id = $1", emptied, kept);
        @Nullable
        String words = finding.words().orElse(null);
        session.execute("""
                insert into contact_merge (id, kept_id, emptied_id, reason, words, agent_id, merged_at, handle_kinds, handle_values, conversations, messages,
                                           name_taken, language_taken)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                """, id, kept, emptied, finding.reason(), words, agent, now,
                handles.stream().map(row -> Rows.text(row, "kind")).toArray(String[]::new),
                handles.stream().map(row -> Rows.text(row, "value")).toArray(String[]::new), conversations.toArray(UUID[]::new),
                messages.toArray(UUID[]::new), Rows.optionalText(taken, "name").orElse(null),
                Rows.optionalText(taken, "language").orElse(null));
        return conversations;
    }

    /** What one of the two wrote must not be left among what the other did. */
    void requireConversationsApart() throws InterruptedException {
        if (session.first("""
                with side as (
                    select message.id, message.conversation_id, (message.id = any((select messages from contact_merge where id = $1)::uuid[])
                           or (handle_kind, handle_value) in (select kind, value from (%s) moved)) as emptied
                      from message
                     where kind = 'INBOUND' and conversation_id in (select id from conversation where contact_id = $2))
                select 1 from conversation_move move
                 where move.undone_at is null and move.kind = 'MERGE'
                   and move.to_id in (select id from conversation where contact_id = $2)
                   and exists (select from side one join side two on two.conversation_id = one.conversation_id and two.emptied <> one.emptied
                                where one.id = any(move.messages) and not two.id = any(move.messages)) limit 1
                """.formatted(HANDLES), id, kept).isPresent()) {
            throw Refusal.conflict("conversations-merged", "Conversations of these two were merged since: take that back first.");
        }
    }

    /** Returns the conversations that are the other contact's again. */
    List<UUID> separate(UUID agent, Instant now) throws InterruptedException {
        session.query("select 1 from contact where id = any($1) order by id for no key update", (Object) new UUID[]{kept, emptied});
        List<UUID> begun = ids(session.query("""
                select conversation.id from conversation
                 where contact_id = $2 and (id = any((select conversations from contact_merge where id = $1)::uuid[])
                       or exists (select from (select handle_kind, handle_value from message
                                                where conversation_id = conversation.id and kind = 'INBOUND' order by created_at, id limit 1) beginning
                                    join (%s) moved on moved.kind = beginning.handle_kind and moved.value = beginning.handle_value))
                """.formatted(HANDLES), id, kept));
        List<UUID> messages = ids(session.query("""
                select message.id from message
                 where contact_id = $2 and (id = any((select messages from contact_merge where id = $1)::uuid[])
                       or (handle_kind, handle_value) in (select kind, value from (%s) moved))
                """.formatted(HANDLES), id, kept));
        UUID[] touched = lockConversations("select unnest($1::uuid[]) union select conversation_id from message where id = any($2)",
                begun.toArray(UUID[]::new), messages.toArray(UUID[]::new));
        session.execute("""
                update handle set contact_id = $3 from (%s) moved
                 where handle.kind = moved.kind and handle.value = moved.value and handle.contact_id = $2
                """.formatted(HANDLES), id, kept, emptied);
        session.execute("update conversation set contact_id = $2 where id = any($1)", begun.toArray(UUID[]::new), emptied);
        // Again by the handles: an agent may have answered one of them before the conversations were locked.
        session.execute("""
                update message set contact_id = $3
                 where contact_id = $2 and (id = any($4) or (handle_kind, handle_value) in (select kind, value from (%s) moved))
                """.formatted(HANDLES), id, kept, emptied, messages.toArray(UUID[]::new));
        newVersions(touched);
        separateStated();
        session.execute("""
                update contact set display_name = case when display_name = name_taken then null else display_name end,
                                   language = case when language = language_taken then null else language end, version = version + 1
                  from contact_merge where contact_merge.id = $1 and contact.id = $2
                """, id, kept);
        session.execute("update contact set merged_into = null, version = version + 1 where id = $1", emptied);
        session.execute("update contact_merge set undone_by = $2, undone_at = $3 where id = $1", id, agent, now);
        return begun;
    }

    /** In the log of both, and of each conversation that has another contact by it. */
    void tell(UUID agent, List<UUID> conversations, Told told, UUID owner) throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        entries.add(entry(agent, kept, emptied, told.ofKept(), told.evidence()));
        entries.add(entry(agent, emptied, kept, told.ofEmptied(), told.evidence()));
        UUID before = owner.equals(kept) ? emptied : kept;
        JsonArray moved = new JsonArray().add(before.toString()).add(owner.toString());
        conversations.forEach(conversation -> entries.add(Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation).agent(agent)
                .detail(new JsonObject().put("contactId", moved).put("contact", told.ofKept()))));
        EventLog.append(session, entries);
    }

    private Entry entry(UUID agent, UUID contact, UUID other, String what, JsonObject evidence) {
        return Entry.of(Kind.CONTACT_CHANGED).agent(agent).detail(evidence.copy().put("contactId", contact.toString())
                .put("otherId", other.toString()).put("what", what).put("mergeId", id.toString()));
    }

    private void requireModest() throws InterruptedException {
        Row counted = session.first("""
                select (select count(*) from (select 1 from message where contact_id = $1 limit %d) m) as messages,
                       (select count(*) from (select 1 from conversation where contact_id = $1 limit %d) c) as conversations
                """.formatted(MOST_MESSAGES + 1, MOST_CONVERSATIONS + 1), emptied).orElseThrow();
        if (Rows.number(counted, "messages") > MOST_MESSAGES || Rows.number(counted, "conversations") > MOST_CONVERSATIONS) {
            throw Refusal.conflict("too-much-to-merge", "This contact has more than " + MOST_MESSAGES + " messages or " + MOST_CONVERSATIONS
                    + " conversations: merge the other one into it instead.");
        }
    }

    /** Nodes from before V019 do not write down under which handle something was stated; there was only one then. */
    private void nameSayers() throws InterruptedException {
        session.execute("""
                update stated_handle
                   set sayers = jsonb_build_object((select kind || ' ' || value from handle where contact_id = stated_handle.contact_id and not stated
                                                     order by first_seen, kind, value limit 1), stated_at)
                 where contact_id = any($1) and sayers = '{}' and exists (select from handle where contact_id = stated_handle.contact_id and not stated)
                """, (Object) new UUID[]{kept, emptied});
    }

    /** Each goes with the handles under which it was stated; what was stated on both sides stays on both. */
    private void separateStated() throws InterruptedException {
        String[] sayers = session.query("select kind || ' ' || value as sayer from (" + HANDLES + ") moved", id).stream()
                .map(row -> Rows.text(row, "sayer")).toArray(String[]::new);
        session.execute("""
                insert into stated_handle (contact_id, kind, value, stated_at, sayers)
                select $2, kind, value, (select max(said.value::timestamptz) from jsonb_each_text(sayers) said where said.key = any($3)),
                       (select jsonb_object_agg(said.key, said.value) from jsonb_each_text(sayers) said where said.key = any($3))
                  from stated_handle where contact_id = $1 and sayers ?| $3
                """, kept, emptied, sayers);
        session.execute("""
                update stated_handle
                   set sayers = sayers - $2::text[],
                       stated_at = (select max(said.value::timestamptz) from jsonb_each_text(sayers - $2::text[]) said)
                 where contact_id = $1 and sayers ?| $2 and sayers - $2::text[] <> '{}'
                """, kept, sayers);
        session.execute("delete from stated_handle where contact_id = $1 and sayers ?| $2", kept, sayers);
    }

    private UUID[] lockConversations(String which, Object... values) throws InterruptedException {
        return ids(session.query("select id from conversation where id = any(array(" + which + ")) order by id for update", values))
                .toArray(UUID[]::new);
    }

    private void newVersions(UUID[] conversations) throws InterruptedException {
        session.execute("update conversation set version = version + 1 where id = any($1)", (Object) conversations);
    }

    private static List<UUID> ids(List<Row> rows) {
        return rows.stream().map(row -> Rows.uuid(row, "id")).toList();
    }
}
