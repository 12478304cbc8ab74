package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Visibility;
import org.parvis.gateway.conversation.Listing.View;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;

/**
 * Reads conversations for agents. Blocking. Every list is read along an index of the schema and by keyset: what a page costs grows neither
 * with the page's depth nor with the number of resolved conversations.
 */
public final class ConversationQueries {

    /** The trouble along delivery_trouble_conversation: what failed years ago and was never taken up stays there and must cost nothing. */
    static final String COLUMNS = """
            c.id, c.number, c.channel_id, c.contact_id, c.subject, c.topic, c.state, c.team_id, c.assignee_id, c.visibility, c.snippet, c.created_at,
            c.last_message_at, c.owed_since, c.message_count, c.version, c.snoozed_until, c.urgent,
            case when c.tagged then (select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.key)
                                       from conversation_tag its join tag t on t.id = its.tag_id where its.conversation_id = c.id) end as tags,
            coalesce((select p.display_name from contact p where p.id = c.contact_id),
                     (select coalesce(h.display_name, h.value) from handle h where h.contact_id = c.contact_id and h.kind <> 'ANONYMOUS'
                       order by h.stated, h.first_seen limit 1)) as contact_name,
            (select d.state from delivery d where d.conversation_id = c.id and d.state in ('FAILED', 'UNKNOWN', 'BY_PERSON')
              order by d.updated_at desc limit 1) as trouble
            """;

    private static final int LATEST = 10;
    private static final int STEPS = 4;
    /** Views out of the way of daily work, in which an answer may be owed all the same. */
    private static final Set<String> ASIDE = Set.of("waiting", "snoozed");

    private final Database database;

    public ConversationQueries(Database database) {
        this.database = database;
    }

    public Page<ConversationRow> list(Listing listing, Optional<Keyset> after, int limit) throws InterruptedException {
        return database.read(session -> switch (listing.view()) {
            case TO_HANDLE -> toHandle(session, listing, after, limit);
            case SNOOZED -> soonestFirst(session, listing, after, limit);
            case MINE, WAITING, RESOLVED, ALL -> latestFirst(session, listing, after, limit);
        });
    }

    /**
     * In four steps, each along conversation_open_urgent, of a tag along conversation_tag_to_handle: of what is urgent those that are owed an answer, the longest owed first, then
     * the others, the newest first; then the same of what is not.
     */
    private static Page<ConversationRow> toHandle(Session session, Listing listing, Optional<Keyset> after, int limit)
            throws InterruptedException {
        Walk walk = Walk.of(listing);
        List<ConversationRow> rows = new ArrayList<>();
        int first = after.map(key -> (key.rank() > 0 ? 0 : 2) + (key.at().isPresent() ? 0 : 1)).orElse(0);
        for (int step = first; step < STEPS && rows.size() <= limit; step++) {
            boolean owed = step % 2 == 0;
            Clauses clauses = walk.clauses(listing).and(walk.of() + ".state = 'OPEN'")
                    .and((step < 2 ? "" : "not ") + walk.of() + ".urgent")
                    .and(walk.of() + ".owed_since is " + (owed ? "not null" : "null"));
            if (step == first && after.isPresent()) {
                Keyset key = after.get();
                key.at().ifPresentOrElse(at -> clauses.and("(" + walk.of() + ".owed_since, " + walk.id() + ") > (?, ?)", at, key.id()),
                        () -> clauses.and(walk.id() + " < ?", key.id()));
            }
            String order = owed ? walk.of() + ".owed_since, " + walk.id() : walk.of() + ".owed_since desc, " + walk.id() + " desc";
            rows.addAll(read(session, walk, clauses, order, limit + 1 - rows.size()));
        }
        return Page.of(rows, limit, row -> new Keyset(row.owedSince(), row.urgent() ? 1 : 0, row.id()));
    }

    /** Along conversation_snoozed, of a tag along conversation_tag_snoozed. */
    private static Page<ConversationRow> soonestFirst(Session session, Listing listing, Optional<Keyset> after, int limit)
            throws InterruptedException {
        Walk walk = Walk.of(listing);
        String until = walk.of() + ".snoozed_until";
        Clauses clauses = walk.clauses(listing).and(until + " is not null");
        after.flatMap(Keyset::at).ifPresent(at -> clauses.and("(" + until + ", " + walk.id() + ") > (?, ?)", at, after.orElseThrow().id()));
        List<ConversationRow> rows = read(session, walk, clauses, until + ", " + walk.id(), limit + 1);
        return Page.of(rows, limit, row -> new Keyset(row.snoozed(), 0, row.id()));
    }

    /**
     * MINE: conversation_assignee. WAITING: conversation_waiting_for_person. RESOLVED: conversation_resolved, or with a filter conversation_resolved_team and _channel. ALL: one
     * walk along an index for each state, merged; a union of limited parts, since no index spans all states. Of a tag: conversation_tag_list, in the same way.
     */
    private static Page<ConversationRow> latestFirst(Session session, Listing listing, Optional<Keyset> after, int limit)
            throws InterruptedException {
        Walk walk = Walk.of(listing);
        Clauses clauses = walk.clauses(listing);
        if (listing.view() == View.MINE) {
            clauses.and("c.assignee_id = ?", listing.agent());
        }
        String latest = walk.of() + ".last_message_at";
        after.flatMap(Keyset::at).ifPresent(at -> clauses.and("(" + latest + ", " + walk.id() + ") < (?, ?)", at, after.orElseThrow().id()));
        String order = " order by " + latest + " desc, " + walk.id() + " desc limit " + (limit + 1);
        String walks = parts(listing, walk.of()).stream()
                .map(part -> "(select c.* from " + walk.from() + " where " + part + " and " + clauses.conditions() + order + ")")
                .collect(Collectors.joining(" union all "));
        List<ConversationRow> rows = rows(session.query(
                "select " + COLUMNS + " from (" + walks + ") c order by c.last_message_at desc, c.id desc limit " + (limit + 1),
                clauses.values()));
        return Page.of(rows, limit, row -> Keyset.at(row.lastMessageAt(), row.id()));
    }

    /** Conditions that go with one index each. */
    private static List<String> parts(Listing listing, String of) {
        String state = of + ".state = ";
        boolean ofOneTeamOrChannel = listing.tag().isEmpty() && (listing.team().isPresent() || listing.channel().isPresent());
        return switch (listing.view()) {
            case MINE -> listing.tag().isEmpty() ? List.of("c.state <> 'RESOLVED'") : List.of(state + "'OPEN'", state + "'WAITING'");
            case WAITING -> List.of(state + "'WAITING' and " + of + ".snoozed_until is null");
            case RESOLVED -> List.of(state + "'RESOLVED'");
            case ALL, TO_HANDLE, SNOOZED -> ofOneTeamOrChannel
                    ? List.of("c.state <> 'RESOLVED'", "c.state = 'RESOLVED'")
                    : List.of(state + "'OPEN'", state + "'WAITING'", state + "'RESOLVED'");
        };
    }

    private static List<ConversationRow> read(Session session, Walk walk, Clauses clauses, String order, int limit)
            throws InterruptedException {
        return rows(session.query(
                "select " + COLUMNS + " from " + walk.from() + " where " + clauses.conditions() + " order by " + order + " limit " + limit,
                clauses.values()));
    }

    private static List<ConversationRow> rows(List<Row> rows) {
        return rows.stream().map(ConversationQueries::row).toList();
    }

    public Optional<ConversationDetail> find(UUID id) throws InterruptedException {
        return find("c.id = $1", id);
    }

    public Optional<ConversationDetail> find(long number) throws InterruptedException {
        return find("c.number = $1", number);
    }

    private Optional<ConversationDetail> find(String condition, Object key) throws InterruptedException {
        List<List<Row>> found = database.read(session -> session.pipeline(List.of(
                new Statement("select " + COLUMNS + """
                        , latest.id as answers, coalesce(latest.revision, 0) as answers_revision, coalesce(latest.visibility, c.visibility) as reply_visibility, latest.reply_to,
                          coalesce(latest.channel_id, c.channel_id) as reply_channel
                          from conversation c
                          left join lateral (
                            select m.id, m.channel_id, m.visibility,\s""" + MessageQueries.REVISION + """
                                    , case when m.handle_kind <> 'ANONYMOUS' then m.handle_value end as reply_to
                              from message m where m.conversation_id = c.id and m.kind = 'INBOUND'
                             order by m.origin = 'PERSON' desc, m.created_at desc, m.id desc limit 1) latest on true
                         where\s""" + condition, key),
                DeliveryQueries.troubledNotices("(select c.id from conversation c where " + condition + ")", key))));
        return found.getFirst().stream().findFirst().map(row -> new ConversationDetail(row(row), Rows.optionalUuid(row, "answers"),
                (int) Rows.number(row, "answers_revision"),
                Rows.constant(row, "reply_visibility", Visibility.class), Rows.optionalText(row, "reply_to"),
                Rows.text(row, "reply_channel"), found.getLast().stream().map(DeliveryQueries::view).toList()));
    }

    /** Of each person the latest ten conversations under way, along conversation_contact_open, and the latest ten resolved, along conversation_contact. */
    public Map<UUID, List<ConversationRow>> latestOf(Collection<UUID> contacts) throws InterruptedException {
        return database.read(session -> {
            List<Row> rows = session.query("select " + COLUMNS + """
                      from unnest($1::uuid[]) as person (id)
                     cross join lateral (
                       (select * from conversation where contact_id = person.id and state <> 'RESOLVED' order by last_message_at desc, id desc limit $2)
                       union all
                       (select * from conversation where contact_id = person.id and state = 'RESOLVED' order by last_message_at desc, id desc limit $2)) c
                     order by c.last_message_at desc, c.id desc
                    """, contacts.toArray(UUID[]::new), LATEST);
            Map<UUID, List<ConversationRow>> byContact = new HashMap<>();
            rows.stream().map(ConversationQueries::row)
                    .forEach(row -> byContact.computeIfAbsent(row.contact(), unseen -> new ArrayList<>()).add(row));
            return byContact;
        });
    }

    /** All of them: they are few, and agents choose among them. */
    public List<TagView> tags() throws InterruptedException {
        return database.read(session -> session.query("select id, name from tag order by key limit 1000")).stream()
                .map(row -> new TagView(Rows.uuid(row, "id"), Rows.text(row, "name"))).toList();
    }

    /** Each count reads at most {@link ViewCount#MAXIMUM} entries of one partial index. */
    public List<ViewCount> views(UUID agent) throws InterruptedException {
        String count = "(select count(*) from (select 1 from conversation c where %s limit " + ViewCount.MAXIMUM + ") counted)";
        return database.read(session -> {
            List<List<Row>> answers = session.pipeline(List.of(
                    new Statement("select " + count.formatted("c.state = 'OPEN'") + " as to_handle, "
                            + count.formatted("c.state <> 'RESOLVED' and c.assignee_id = $1") + " as mine, "
                            + count.formatted("c.state = 'WAITING' and c.snoozed_until is null") + " as waiting, "
                            + count.formatted("c.snoozed_until is not null") + " as snoozed, "
                            + count.formatted("c.state = 'WAITING' and c.owed_since is not null and c.snoozed_until is null")
                            + " as waiting_owed, "
                            + count.formatted("c.state = 'WAITING' and c.owed_since is not null and c.snoozed_until is not null")
                            + " as snoozed_owed, " + count.formatted("c.state = 'RESOLVED'") + " as resolved", agent),
                    new Statement("select t.id, t.name, " + count.formatted("c.state = 'OPEN' and c.team_id = t.id")
                            + " as count from team t order by t.name collate \"fr-x-icu\" limit 500"),
                    new Statement("select h.id, h.label, " + count.formatted("c.state = 'OPEN' and c.channel_id = h.id")
                            + " as count from channel h order by h.label collate \"fr-x-icu\" limit 500")));
            List<ViewCount> views = new ArrayList<>();
            Row own = answers.getFirst().getFirst();
            for (String name : List.of("to_handle", "mine", "waiting", "snoozed", "resolved")) {
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
                Rows.number(row, "version"), Rows.optionalConstant(row, "trouble", DeliveryState.class),
                Rows.optionalInstant(row, "snoozed_until"), Rows.flag(row, "urgent"), tags(row));
    }
}
