package org.parvis.gateway.desk;

import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.conversation.TagView;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** What becomes of the tags that agents have made. Blocking; each change is one transaction. Who may change them is for the caller to know. */
public final class Tags {

    private final Database database;
    private final Runnable afterCommit;

    /** @param afterCommit called after each change, on the caller's thread: must not block */
    public Tags(Database database, Runnable afterCommit) {
        this.database = database;
        this.afterCommit = afterCommit;
    }

    /** @throws Refusal {@code tag-taken} when another tag has that name: one can go into the other */
    public TagView rename(UUID agent, UUID id, String wished) throws InterruptedException {
        String name = Naming.clean("name", wished, Tagging.LONGEST_NAME);
        return commit(session -> {
            String before = locked(session, id).orElseThrow(() -> Refusal.notFound("tag"));
            Optional<Row> other = session.first("select name from tag where key = $1 and id <> $2", Tagging.key(name), id);
            if (other.isPresent()) {
                throw new Refusal(Refusal.Reason.CONFLICT, "tag-taken", "There is a tag “" + Rows.text(other.get(), "name") + "” already.",
                        Optional.of("name"));
            }
            session.execute("update tag set name = $2, key = $3 where id = $1", id, name, Tagging.key(name));
            tell(session, agent, Kind.TAG_CHANGED, id, name, new Difference().of("name", Optional.of(before), Optional.of(name)));
            return new TagView(id, name);
        });
    }

    /** Takes it off every conversation, which then has the other tag instead, or none. One that is not there is no mistake. */
    public void remove(UUID agent, UUID id, Optional<UUID> into) throws InterruptedException {
        if (into.equals(Optional.of(id))) {
            throw Refusal.invalid("into", "same", "A tag cannot go into itself.");
        }
        commit(session -> {
            Optional<String> gone = locked(session, id);
            if (gone.isEmpty()) {
                return gone;
            }
            Difference difference = new Difference().of("name", gone, Optional.empty());
            if (into.isPresent()) {
                difference.fresh("into", Optional.of(locked(session, into.get()).orElseThrow(() -> Refusal.notFound("tag"))));
                session.execute("""
                        insert into conversation_tag (conversation_id, tag_id, state, last_message_at)
                        select conversation_id, $2, state, last_message_at from conversation_tag where tag_id = $1 on conflict do nothing
                        """, id, into.get());
            }
            session.execute("""
                    with taken as (delete from conversation_tag where tag_id = $1 returning conversation_id)
                    update conversation set tagged = false from taken
                     where conversation.id = taken.conversation_id
                       and not exists (select from conversation_tag other where other.conversation_id = conversation.id and other.tag_id <> $1)
                    """, id);
            session.execute("delete from tag where id = $1", id);
            tell(session, agent, Kind.TAG_REMOVED, id, gone.get(), difference);
            return gone;
        });
    }

    /** Nobody gives it to a conversation meanwhile. */
    private static Optional<String> locked(Session session, UUID id) throws InterruptedException {
        return session.first("select name from tag where id = $1 for update", id).map(row -> Rows.text(row, "name"));
    }

    private static void tell(Session session, UUID agent, Kind kind, UUID id, String name, Difference difference)
            throws InterruptedException {
        EventLog.append(session, Entry.of(kind).agent(agent)
                .detail(difference.in(new JsonObject().put("id", id.toString()).put("name", name))));
    }

    private <T> T commit(Database.Work<T> work) throws InterruptedException {
        return database.inTransaction(session -> {
            session.afterCommit(afterCommit);
            return work.run(session);
        });
    }
}
