package org.parvis.gateway.inbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Attachment;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.InboundMessage;
import org.parvis.gateway.conversation.Ledger;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Session.Statement;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.outbox.Notices;

/** Writes arrived messages with their files, their obligations, and what they change on their conversations. */
final class Arrivals {

    private final Session session;
    private final UuidV7 ids;
    private final Notices notices;

    Arrivals(Session session, UuidV7 ids, Notices notices) {
        this.session = session;
        this.ids = ids;
        this.notices = notices;
    }

    void record(Placement.Placed placed) throws InterruptedException {
        if (placed.arrivals().isEmpty()) {
            return;
        }
        Map<UUID, Long> numbers = new HashMap<>();
        Map<UUID, Instant> latest = new HashMap<>();
        Map<UUID, Row> before = new HashMap<>();
        for (Row row : lockConversations(placed)) {
            before.put(Rows.uuid(row, "id"), row);
            numbers.put(Rows.uuid(row, "id"), Rows.number(row, "number"));
            latest.put(Rows.uuid(row, "id"), Rows.instant(row, "last_message_at"));
        }
        List<Arrival> arrivals = placed.arrivals().stream().map(arrival -> inOrder(arrival, latest)).toList();
        Map<String, UUID> agents = byName("select account as name, id from agent where account = any($1)",
                arrivals.stream().flatMap(arrival -> arrival.message().takenBy().stream()).toList());
        Map<String, UUID> teams = byName("select name, id from team where name = any($1)",
                arrivals.stream().flatMap(arrival -> arrival.message().team().stream()).toList());
        recordFiles(arrivals);
        Map<Boolean, List<Touch>> touches = touches(arrivals, teams).stream()
                .collect(Collectors.partitioningBy(touch -> placed.opened().contains(touch.conversation())));
        List<Touch> opened = touches.getOrDefault(true, List.of());
        List<Touch> changed = touches.getOrDefault(false, List.of());
        List<Arrival> byPersons = arrivals.stream().filter(Arrival::byPerson).toList();
        List<List<Row>> written = session
                .pipeline(List.of(Touch.open(opened), messages(arrivals, agents, teams), obligations(byPersons, agents),
                        Touch.change(changed),
                        EventLog.statement(entries(opened, arrivals, agents, handedOn(changed, before, relieved(changed), agents)))));
        written.getFirst().forEach(row -> numbers.put(Rows.uuid(row, "id"), Rows.number(row, "number")));
        for (Arrival arrival : byPersons) {
            if (!arrival.owed()) {
                Ledger.answered(session, arrival.conversation(), arrival.id(), arrival.now());
            }
        }
        List<Notices.Due> acknowledgements = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            arrival.message().acknowledgement().ifPresent(notice -> acknowledgements
                    .add(new Notices.Due(notice, arrival.conversation(), numbers.getOrDefault(arrival.conversation(), 0L))));
        }
        notices.enqueue(session, acknowledgements);
    }

    /** In the order of their ids, against deadlocks, before anything that depends on their state is read or written. */
    private List<Row> lockConversations(Placement.Placed placed) throws InterruptedException {
        UUID[] conversations = placed.arrivals().stream().map(Arrival::conversation).filter(id -> !placed.opened().contains(id)).distinct()
                .toArray(UUID[]::new);
        if (conversations.length == 0) {
            return List.of();
        }
        return session.query(
                "select id, number, last_message_at, team_id, topic from conversation where id = any($1) order by id for update",
                (Object) conversations);
    }

    /**
     * After whatever the conversation has, however the clocks of nodes differ or jump and whoever got the lock first: an answer settles what
     * came before it and nothing else.
     */
    private static Arrival inOrder(Arrival arrival, Map<UUID, Instant> latest) {
        Instant before = latest.getOrDefault(arrival.conversation(), Instant.EPOCH);
        Instant now = arrival.now().truncatedTo(ChronoUnit.MICROS);
        Instant at = now.isAfter(before) ? now : before.plus(1, ChronoUnit.MICROS);
        latest.put(arrival.conversation(), at);
        return arrival.at(at);
    }

    private static Statement messages(List<Arrival> arrivals, Map<String, UUID> agents, Map<String, UUID> teams) {
        Columns<Arrival> columns = Columns.of(arrivals);
        return new Statement("""
                insert into message (id, conversation_id, channel_id, kind, visibility, origin, contact_id, handle_kind, handle_value, agent_id,
                                     subject, body, html, folds, warning, fields, defects, sent_at, created_at, search)
                select id, conversation_id, channel_id, 'INBOUND', visibility, origin, contact_id, handle_kind, handle_value, agent_id,
                       subject, body, html, folds::jsonb, warning, fields::jsonb, defects::jsonb, sent_at, created_at,
                       search_vector(coalesce(subject, ''), body, created_at)
                  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::uuid[],
                              $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::timestamptz[], $18::timestamptz[])
                    as arrival (id, conversation_id, channel_id, visibility, origin, contact_id, handle_kind, handle_value, agent_id,
                                subject, body, html, folds, warning, fields, defects, sent_at, created_at)
                """, columns.uuids(Arrival::id), columns.uuids(Arrival::conversation), columns.texts(Arrival::channel),
                columns.names(arrival -> arrival.message().visibility()), columns.names(arrival -> arrival.message().origin()),
                columns.uuids(Arrival::contact), columns.names(arrival -> arrival.message().from().kind()),
                columns.texts(arrival -> arrival.message().from().value()),
                columns.uuids(arrival -> arrival.message().takenBy().map(agents::get).orElse(null)),
                columns.texts(arrival -> arrival.message().subject().orElse(null)),
                columns.texts(arrival -> arrival.message().content().text()),
                columns.texts(arrival -> arrival.message().content().html().orElse(null)),
                columns.texts(arrival -> folds(arrival.message().content())),
                columns.texts(arrival -> arrival.message().content().warning().orElse(null)),
                columns.texts(arrival -> new JsonObject(new LinkedHashMap<>(arrival.message().fields())).encode()),
                columns.texts(arrival -> defects(arrival.message(), teams)), columns.instants(arrival -> arrival.message().sentAt()),
                columns.instants(Arrival::now));
    }

    private void recordFiles(List<Arrival> arrivals) throws InterruptedException {
        List<MessageFiles.File> files = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            int position = 0;
            for (Attachment attachment : arrival.message().content().attachments()) {
                files.add(file(arrival, position++, "FILE", attachment));
            }
            if (arrival.message().original().isPresent()) {
                files.add(file(arrival, position, "ORIGINAL", arrival.message().original().get()));
            }
        }
        MessageFiles.record(session, ids, files);
    }

    private static MessageFiles.File file(Arrival arrival, int position, String role, Attachment attachment) {
        return new MessageFiles.File(new MessageFiles.Place(arrival.id(), Optional.empty(), position, role, arrival.now()), attachment);
    }

    private static Statement obligations(List<Arrival> byPersons, Map<String, UUID> agents) {
        Columns<Arrival> columns = Columns.of(byPersons);
        return new Statement("""
                insert into obligation (message_id, conversation_id, opened_at, settlement, settled_at, settled_by)
                select id, conversation_id, at, case when owed then null else 'ANSWERED' end, case when owed then null else at end, agent_id
                  from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::boolean[], $5::uuid[]) as arrival (id, conversation_id, at, owed, agent_id)
                """, columns.uuids(Arrival::id), columns.uuids(Arrival::conversation), columns.instants(Arrival::now),
                columns.flags(Arrival::owed),
                columns.uuids(arrival -> arrival.owed() ? null : arrival.message().takenBy().map(agents::get).orElse(null)));
    }

    /**
     * Takes what goes to a team out of the hands of an outside agency's agent who does not see what that team has, as a hand-over at the desk does.
     *
     * @return by conversation, whose it was
     */
    private Map<UUID, UUID> relieved(List<Touch> changed) throws InterruptedException {
        Map<UUID, UUID> relieved = new HashMap<>();
        List<Touch> given = changed.stream().filter(touch -> touch.team().isPresent()).toList();
        if (given.isEmpty()) {
            return relieved;
        }
        Columns<Touch> columns = Columns.of(given);
        for (Row row : session.query("""
                update conversation set assignee_id = null
                  from unnest($1::uuid[], $2::uuid[]) as given (id, team_id), agent
                 where conversation.id = given.id and conversation.id = any($1) and agent.id = conversation.assignee_id and agent.role = 'AGENCY'
                   and not exists (select from agent_team its where its.agent_id = agent.id and its.team_id = given.team_id)
                returning conversation.id, agent.id as agent_id
                """, columns.uuids(Touch::conversation), columns.uuids(touch -> touch.team().orElse(null)))) {
            relieved.put(Rows.uuid(row, "id"), Rows.uuid(row, "agent_id"));
        }
        return relieved;
    }

    /** A message that names another team or topic, such as a call that is passed on, changes its conversation as an agent does. */
    private static List<Entry> handedOn(List<Touch> changed, Map<UUID, Row> before, Map<UUID, UUID> relieved, Map<String, UUID> agents) {
        List<Entry> entries = new ArrayList<>();
        for (Touch touch : changed) {
            JsonObject changes = Optional.ofNullable(before.get(touch.conversation())).map(touch::changes).orElseGet(JsonObject::new);
            Optional.ofNullable(relieved.get(touch.conversation()))
                    .ifPresent(assignee -> changes.put("assigneeId", new JsonArray().add(assignee.toString()).addNull()));
            if (!changes.isEmpty()) {
                Entry entry = Entry.of(Kind.CONVERSATION_CHANGED).conversation(touch.conversation()).detail(changes);
                entries.add(touch.last().message().takenBy().map(agents::get).map(entry::agent).orElse(entry));
            }
        }
        return entries;
    }

    private static List<Entry> entries(List<Touch> opened, List<Arrival> arrivals, Map<String, UUID> agents, List<Entry> changes) {
        List<Entry> entries = new ArrayList<>();
        opened.forEach(touch -> entries.add(
                Entry.of(Kind.CONVERSATION_OPENED).conversation(touch.conversation()).channel(touch.first().channel())));
        arrivals.forEach(arrival -> entries.add(received(arrival, agents)));
        entries.addAll(changes);
        return entries;
    }

    private static Entry received(Arrival arrival, Map<String, UUID> agents) {
        Entry entry = Entry.of(Kind.MESSAGE_RECEIVED).conversation(arrival.conversation()).message(arrival.id()).channel(arrival.channel());
        Entry taken = arrival.message().takenBy().map(agents::get).map(entry::agent).orElse(entry);
        return arrival.byPerson() ? taken : taken.detail(new JsonObject().put("automatic", true));
    }

    private static List<Touch> touches(List<Arrival> arrivals, Map<String, UUID> teams) {
        Map<UUID, Touch> touches = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            touches.merge(arrival.conversation(), Touch.of(arrival, teams), Touch::then);
        }
        return List.copyOf(touches.values());
    }

    private Map<String, UUID> byName(String select, List<String> names) throws InterruptedException {
        Map<String, UUID> found = new HashMap<>();
        if (names.isEmpty()) {
            return found;
        }
        for (Row row : session.query(select, (Object) names.stream().distinct().toArray(String[]::new))) {
            found.put(Rows.text(row, "name"), Rows.uuid(row, "id"));
        }
        return found;
    }

    static String folds(Content content) {
        JsonArray folds = new JsonArray();
        content.folds().forEach(
                fold -> folds.add(new JsonObject().put("kind", fold.kind().name()).put("start", fold.start()).put("end", fold.end())));
        return folds.encode();
    }

    /** A team that nobody has leaves the conversation with its channel's; whom it was meant for must not be lost with it. */
    private static String defects(InboundMessage message, Map<String, UUID> teams) {
        JsonArray defects = new JsonArray();
        message.defects().forEach(defect -> defects.add(defect(defect)));
        message.team().filter(team -> !teams.containsKey(team)).ifPresent(team -> defects.add(defect(new Defect(Defect.Code.UNKNOWN_TEAM,
                "This is for the team " + team + ", and no team has that name: hand it over yourself."))));
        return defects.encode();
    }

    private static JsonObject defect(Defect defect) {
        return new JsonObject().put("code", defect.code().name()).put("detail", defect.detail());
    }
}
