package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Visibility;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;
import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.scope.Scope;

/**
 * Reads conversations for agents. Blocking. Every list is read along an index of the schema and by keyset: what a page costs grows neither
 * with the page's depth nor with the number of resolved conversations.
 */
public final class ConversationQueries {

    private static final int LATEST = 10;
    /** Views out of the way of daily work, in which an answer may be owed all the same. */
    private static final Set<String> ASIDE = Set.of("waiting", "expert", "snoozed");

    private final Database database;

    public ConversationQueries(Database database) {
        this.database = database;
    }

    /**
     * The trouble along delivery_trouble_conversation: what failed years ago and was never taken up stays there and must cost nothing.
     *
     * @param agent the parameter of whoever asks, such as {@code $1}
     */
    static String columns(String agent) {
        return """
                c.id, c.number, c.channel_id, c.contact_id, c.subject, c.state, c.team_id, c.assignee_id, c.visibility, c.snippet, c.created_at,
                case when c.topic is not null then coalesce((select t.name from topic_word w join topic t on t.id = w.topic_id where w.key = word_key(c.topic)), c.topic) end as topic,
                c.last_message_at, c.owed_since, c.message_count, c.version, c.snoozed_until, c.expert, c.urgent,
                case when c.tagged then (select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.key)
                                           from conversation_tag its join tag t on t.id = its.tag_id where its.conversation_id = c.id) end as tags,
                coalesce((select p.display_name from contact p where p.id = c.contact_id),
                         (select coalesce(h.display_name, h.value) from handle h where h.contact_id = c.contact_id and h.kind <> 'ANONYMOUS'
                           order by h.stated, h.first_seen limit 1)) as contact_name,
                (select d.state from delivery d where d.conversation_id = c.id and d.state in ('FAILED', 'UNKNOWN', 'BY_PERSON')
                  order by d.updated_at desc limit 1) as trouble,
                coalesce((select r.message_count < c.message_count or r.last_message_at < c.last_message_at from conversation_read r
                           where r.agent_id = %s and r.conversation_id = c.id), c.state <> 'RESOLVED') as unread
                """.formatted(agent);
    }

    public Page<ConversationRow> list(Listing listing, Optional<Keyset> after, int limit) throws InterruptedException {
        return database.read(session -> new OrderedList(session, listing, after, limit).page());
    }

    /** Those of these conversations that exist, in no order: what lists show is brought up to date by it. Along the primary key. */
    public List<ConversationRow> byIds(Reader reader, Collection<UUID> ids) throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(reader.agent(), ids.toArray(UUID[]::new)));
        String sql = "select " + columns("$1") + " from conversation c where c.id = any($2) and c.merged_into is null"
                + reader.scope().and("c", values);
        return database.read(session -> session.query(sql, values.toArray())).stream()
                .map(ConversationQueries::row).toList();
    }

    /** Within a transaction of the caller's, which may have changed it just now. */
    public static long version(Session session, UUID id) throws InterruptedException {
        return Rows.number(session.first("select version from conversation where id = $1", id).orElseThrow(), "version");
    }

    public Optional<ConversationDetail> find(Reader reader, UUID id) throws InterruptedException {
        return find(reader, "c.id = $1", id);
    }

    public Optional<ConversationDetail> find(Reader reader, long number) throws InterruptedException {
        return find(reader, "c.number = $1", number);
    }

    private Optional<ConversationDetail> find(Reader reader, String condition, Object key) throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(key, reader.agent()));
        String within = reader.scope().and("c", values);
        List<List<Row>> found = database.read(session -> session.pipeline(List.of(
                new Statement("select " + columns("$2") + """
                        , latest.id as answers, coalesce(latest.revision, 0) as answers_revision, coalesce(latest.visibility, c.visibility) as reply_visibility, latest.reply_to,
                          coalesce(latest.channel_id, c.channel_id) as reply_channel,
                          exists (select 1 from mention n where n.agent_id = $2 and n.conversation_id = c.id and n.unread) as mentioned,
                          there.id as merged_into_id, there.number as merged_into
                          from conversation c
                          left join conversation there on there.id = case when c.merged_into is not null then conversation_now(c.id) end
                          left join lateral (
                            select m.id, m.channel_id, m.visibility,\s""" + MessageQueries.REVISION + """
                                    , case when m.handle_kind <> 'ANONYMOUS' then m.handle_value end as reply_to
                              from message m where m.conversation_id = c.id and m.kind = 'INBOUND'
                             order by m.origin = 'PERSON' desc, m.created_at desc, m.id desc limit 1) latest on true
                         where\s""" + condition + within, values.toArray()),
                DeliveryQueries.troubledNotices("(select c.id from conversation c where " + condition + ")", key))));
        return found.getFirst().stream().findFirst().map(row -> new ConversationDetail(row(row), Rows.optionalUuid(row, "answers"),
                (int) Rows.number(row, "answers_revision"),
                Rows.constant(row, "reply_visibility", Visibility.class), Rows.optionalText(row, "reply_to"),
                Rows.text(row, "reply_channel"), Rows.flag(row, "mentioned"),
                Rows.optionalUuid(row, "merged_into_id").map(there -> new ConversationDetail.Place(there, Rows.number(row, "merged_into"))),
                found.getLast().stream().map(DeliveryQueries::view).toList()));
    }

    /** Of each person the latest ten conversations under way, along conversation_contact_open, and the latest ten resolved, along conversation_contact. */
    public Map<UUID, List<ConversationRow>> latestOf(Reader reader, Collection<UUID> contacts) throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(contacts.toArray(UUID[]::new), LATEST, reader.agent()));
        String within = reader.scope().and("conversation", values);
        return database.read(session -> {
            List<Row> rows = session.query("select " + columns("$3") + """
                      from unnest($1::uuid[]) as person (id)
                     cross join lateral (
                       (select * from conversation where contact_id = person.id and merged_into is null and state <> 'RESOLVED'%1$s order by last_message_at desc, id desc limit $2)
                       union all
                       (select * from conversation where contact_id = person.id and merged_into is null and state = 'RESOLVED'%1$s order by last_message_at desc, id desc limit $2)) c
                     order by c.last_message_at desc, c.id desc
                    """.formatted(within), values.toArray());
            Map<UUID, List<ConversationRow>> byContact = new HashMap<>();
            rows.stream().map(ConversationQueries::row)
                    .forEach(row -> byContact.computeIfAbsent(row.contact(), unseen -> new ArrayList<>()).add(row));
            return byContact;
        });
    }

    /** All conversations of a person on whatever channel, the latest first; along conversation_contact. */
    public Page<ConversationRow> of(Reader reader, UUID contact, Optional<Keyset> after, int limit) throws InterruptedException {
        String beyond = after.isPresent() ? " and (c.last_message_at, c.id) < ($4, $5)" : "";
        List<@Nullable Object> values = new ArrayList<>(List.of(reader.agent(), contact, limit + 1));
        after.ifPresent(key -> values.addAll(List.of(key.at().orElse(Instant.EPOCH), key.id())));
        String sql = "select " + columns("$1") + " from conversation c where c.contact_id = $2 and c.merged_into is null" + beyond
                + reader.scope().and("c", values) + " order by c.last_message_at desc, c.id desc limit $3";
        List<ConversationRow> rows = database.read(session -> session.query(sql, values.toArray())).stream().map(ConversationQueries::row)
                .toList();
        return Page.of(rows, limit, row -> Keyset.at(row.lastMessageAt(), row.id()));
    }

    /** Each count reads at most {@link ViewCount#MAXIMUM} entries of one partial index. */
    public List<ViewCount> views(Reader reader) throws InterruptedException {
        Scope scope = reader.scope();
        List<@Nullable Object> values = new ArrayList<>(List.of(reader.agent()));
        String count = count(scope.and("c", values));
        List<@Nullable Object> ofChannels = new ArrayList<>();
        String countOfChannel = count(scope.and("c", ofChannels));
        Object[] itsTeams = scope.isLimited() ? new Object[]{scope.teams()} : new Object[0];
        return database.read(session -> {
            List<List<Row>> answers = session.pipeline(List.of(
                    new Statement("select " + count.formatted("c.state = 'OPEN'") + " as to_handle, "
                            + count.formatted("c.state <> 'RESOLVED' and c.assignee_id = $1") + " as mine, "
                            + count.formatted("c.state = 'WAITING' and c.snoozed_until is null and c.expert is null") + " as waiting, "
                            + count.formatted("c.expert is not null") + " as expert, "
                            + count.formatted("c.snoozed_until is not null") + " as snoozed, "
                            + count.formatted(
                                    "c.state = 'WAITING' and c.owed_since is not null and c.snoozed_until is null and c.expert is null")
                            + " as waiting_owed, " + count.formatted("c.expert is not null and c.owed_since is not null")
                            + " as expert_owed, "
                            + count.formatted("c.state = 'WAITING' and c.owed_since is not null and c.snoozed_until is not null")
                            + " as snoozed_owed, " + count.formatted("c.state = 'RESOLVED' and c.merged_into is null") + " as resolved",
                            values.toArray()),
                    new Statement("select t.id, t.name, " + count("").formatted("c.state = 'OPEN' and c.team_id = t.id")
                            + " as count from team t" + (scope.isLimited() ? " where t.id = any($1)" : "")
                            + " order by t.name collate \"fr-x-icu\" limit 500", itsTeams),
                    new Statement("select h.id, h.label, " + countOfChannel.formatted("c.state = 'OPEN' and c.channel_id = h.id")
                            + " as count from channel h order by h.label collate \"fr-x-icu\" limit 500", ofChannels.toArray())));
            List<ViewCount> views = new ArrayList<>();
            Row own = answers.getFirst().getFirst();
            for (String name : List.of("to_handle", "mine", "waiting", "expert", "snoozed", "resolved")) {
                views.add(new ViewCount(name.replace('_', '-'), Optional.empty(), Optional.empty(), Optional.empty(),
                        Rows.number(own, name), ASIDE.contains(name) ? Optional.of(Rows.number(own, name + "_owed")) : Optional.empty()));
            }
            answers.get(1).forEach(row -> views.add(new ViewCount("team", Rows.optionalUuid(row, "id"), Optional.empty(),
                    Rows.optionalText(row, "name"), Rows.number(row, "count"), Optional.empty())));
            answers.get(2).forEach(row -> views.add(new ViewCount("channel", Optional.empty(), Rows.optionalText(row, "id"),
                    Rows.optionalText(row, "label"), Rows.number(row, "count"), Optional.empty())));
            return views;
        });
    }

    private static String count(String within) {
        return "(select count(*) from (select 1 from conversation c where %s" + within + " limit " + ViewCount.MAXIMUM + ") counted)";
    }

    private static List<TagView> tags(Row row) {
        return Optional.ofNullable(row.getJsonArray("tags")).stream().flatMap(JsonArray::stream).map(JsonObject.class::cast)
                .map(tag -> new TagView(UUID.fromString(tag.getString("id")), tag.getString("name"))).toList();
    }

    static ConversationRow row(Row row) {
        return new ConversationRow(Rows.uuid(row, "id"), Rows.number(row, "number"), Rows.text(row, "channel_id"),
                Rows.uuid(row, "contact_id"),
                Rows.optionalText(row, "contact_name"), Rows.optionalText(row, "subject"), Rows.optionalText(row, "topic"),
                Rows.constant(row, "state", ConversationState.class), Rows.optionalUuid(row, "team_id"),
                Rows.optionalUuid(row, "assignee_id"),
                Rows.constant(row, "visibility", Visibility.class), Rows.text(row, "snippet"), Rows.instant(row, "created_at"),
                Rows.instant(row, "last_message_at"), Rows.optionalInstant(row, "owed_since"), Rows.number(row, "message_count"),
                Rows.number(row, "version"), Rows.optionalConstant(row, "trouble", DeliveryState.class), Rows.flag(row, "unread"),
                Rows.optionalInstant(row, "snoozed_until"), Rows.optionalText(row, "expert"), Rows.flag(row, "urgent"), tags(row));
    }
}
