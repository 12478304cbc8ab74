package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Writes internal notes, and tells whom they mention. */
final class Notes {

    /** In one note; each occurrence counts. */
    static final int MOST_MENTIONS = 20;
    private static final int MOST_TEAMS = 2_000;

    private final UuidV7 ids;

    Notes(UuidV7 ids) {
        this.ids = ids;
    }

    /** Somebody or some team that is named at a place of the text. */
    private record Named(int start, int end, Optional<UUID> agent, Optional<UUID> team) {

        JsonObject json() {
            JsonObject json = new JsonObject().put("start", start).put("end", end);
            agent.ifPresent(id -> json.put("agentId", id.toString()));
            team.ifPresent(id -> json.put("teamId", id.toString()));
            return json;
        }
    }

    /** Under the conversation's lock. Returns the message. */
    UUID write(Session session, Row conversation, UUID author, String text, Instant now) throws InterruptedException {
        UUID note = ids.next();
        UUID id = Rows.uuid(conversation, "id");
        List<Named> named = named(session, author, text);
        @Nullable
        JsonArray mentions = named.isEmpty() ? null : new JsonArray(named.stream().map(Named::json).toList());
        session.execute("""
                insert into message (id, conversation_id, channel_id, kind, visibility, agent_id, body, mentions, sent_at, created_at, search)
                values ($1, $2, $3, 'NOTE', 'PRIVATE', $4, $5, $6::jsonb, $7, $7, search_vector('', $5, $7))
                """, note, id, Rows.text(conversation, "channel_id"), author, text, mentions, now);
        session.execute("update conversation set message_count = message_count + 1, version = version + 1 where id = $1", id);
        EventLog.append(session, Entry.of(Kind.NOTE_WRITTEN).conversation(id).message(note).agent(author));
        mention(session, named, id, note, author, now);
        return note;
    }

    /** An outside agency names those who share a team with it, and any team. */
    private static List<Named> named(Session session, UUID author, String text) throws InterruptedException {
        List<MentionNames.Written> written = MentionNames.in(text);
        if (written.isEmpty()) {
            return List.of();
        }
        Map<String, UUID> accounts = new HashMap<>();
        session.query("""
                select id, account from agent
                 where active and role <> 'OPERATOR' and account = any($1)
                   and (not exists (select from agent writer where writer.id = $2 and writer.role = 'AGENCY')
                        or exists (select from agent_team its join agent_team theirs on theirs.team_id = its.team_id
                                    where its.agent_id = $2 and theirs.agent_id = agent.id))
                """, written.stream().map(MentionNames.Written::account).distinct().toArray(String[]::new), author)
                .forEach(row -> accounts.put(Rows.text(row, "account"), Rows.uuid(row, "id")));
        Map<String, UUID> teams = teams(session, written);
        List<Named> named = new ArrayList<>();
        for (MentionNames.Written name : written) {
            Optional<UUID> agent = Optional.ofNullable(accounts.get(name.account()));
            Optional<UUID> team = agent.isPresent() ? Optional.empty() : Optional.ofNullable(teams.get(MentionNames.teamKey(name.name())));
            if (agent.isPresent() || team.isPresent()) {
                named.add(new Named(name.start(), name.end(), agent, team));
            }
        }
        if (named.size() > MOST_MENTIONS) {
            throw Refusal.invalid("text", "too-many-mentions",
                    "A note mentions at most " + MOST_MENTIONS + " times, not " + named.size() + ".");
        }
        return named;
    }

    /** By what their names have in common however they are written; of two teams that are written alike, the first by name. */
    private static Map<String, UUID> teams(Session session, List<MentionNames.Written> written) throws InterruptedException {
        Map<String, UUID> teams = new HashMap<>();
        if (written.stream().anyMatch(name -> !MentionNames.teamKey(name.name()).isEmpty())) {
            session.query("select id, name from team order by name, id limit $1", MOST_TEAMS).forEach(
                    row -> teams.putIfAbsent(MentionNames.teamKey(MentionNames.ofTeam(Rows.text(row, "name"))), Rows.uuid(row, "id")));
            // Of a name without letters.
            teams.remove("");
        }
        return teams;
    }

    /** Whoever is named and is in a team that is named too is mentioned by name, once. Nobody mentions themselves. */
    private static void mention(Session session, List<Named> named, UUID conversation, UUID note, UUID author, Instant now)
            throws InterruptedException {
        if (named.isEmpty()) {
            return;
        }
        List<Row> mentioned = session.query("""
                insert into mention (message_id, agent_id, conversation_id, team_id, created_at)
                select distinct on (agent_id) $1::uuid, agent_id, $2::uuid, team_id, $3::timestamptz
                  from (select id as agent_id, null::uuid as team_id from unnest($4::uuid[]) as named (id)
                        union all
                        select member.agent_id, member.team_id from agent_team member join agent a on a.id = member.agent_id
                         where member.team_id = any($5) and a.active) meant
                 where agent_id <> $6 order by agent_id, team_id nulls first
                returning agent_id, team_id
                """, note, conversation, now, named.stream().flatMap(each -> each.agent().stream()).distinct().toArray(UUID[]::new),
                named.stream().flatMap(each -> each.team().stream()).distinct().toArray(UUID[]::new), author);
        EventLog.append(session, mentioned.stream().map(row -> entry(row, conversation, note, author)).toList());
    }

    private static Entry entry(Row mentioned, UUID conversation, UUID note, UUID author) {
        JsonObject detail = new JsonObject().put("by", author.toString());
        Rows.optionalUuid(mentioned, "team_id").ifPresent(team -> detail.put("teamId", team.toString()));
        return Entry.of(Kind.MENTION_WRITTEN).conversation(conversation).message(note).agent(Rows.uuid(mentioned, "agent_id"))
                .detail(detail);
    }

    /** What an agent has read of a conversation includes who mentioned them there. */
    static void readIn(Session session, UUID agent, UUID conversation) throws InterruptedException {
        tell(session, agent, session.query(
                "update mention set unread = false where agent_id = $1 and conversation_id = $2 and unread returning message_id, conversation_id",
                agent, conversation));
    }

    /** Those of these notes that mention the agent are read, without their conversations. */
    static void read(Session session, UUID agent, List<UUID> notes) throws InterruptedException {
        tell(session, agent, session.query(
                "update mention set unread = false where agent_id = $1 and message_id = any($2) and unread returning message_id, conversation_id",
                agent, notes.toArray(UUID[]::new)));
    }

    private static void tell(Session session, UUID agent, List<Row> read) throws InterruptedException {
        EventLog.append(session, read.stream().map(row -> Entry.of(Kind.MENTION_READ).conversation(Rows.uuid(row, "conversation_id"))
                .message(Rows.uuid(row, "message_id")).agent(agent)).toList());
    }
}
