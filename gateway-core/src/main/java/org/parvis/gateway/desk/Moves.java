package org.parvis.gateway.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.contact.IdentityLock;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/**
 * Moves messages between conversations, and back: a conversation into another one as a whole, or some of its messages into one of their own. No message changes what it
 * says, to whom, by which channel or who may see it. Each method is one transaction and throws {@link Refusal} when it does not do what was asked. Safe for use by many
 * threads. See docs/adr/0006-moves-mark-names.md.
 */
public final class Moves {

    // Named one by one, as wherever a row is read: a plan that a connection has made for all columns is refused once another version has added one.
    private static final String OF_END = "id, number, channel_id, contact_id, subject, topic, state, team_id, assignee_id, visibility, snippet, last_message_at, message_count, snoozed_until, expert, urgent, merged_into, version, created_at";
    private static final String OF_MOVE = "id, number, kind, from_id, to_id, agent_id, moved_at, messages, pending, staying, deliveries, tags, drafts, reads, from_before, to_before, to_after, taken_over, undone_by, undone_at";

    /** A move holds up the inbox: what takes longer than a moment is refused. */
    public static final int MOST_MESSAGES = 2_000;
    public static final int MOST_PICKED = 500;
    public static final int MAXIMUM_SUBJECT = 200;

    private final Transactions transactions;
    private final Clock clock;
    private final UuidV7 ids;
    private final Runnable afterCommit;

    Moves(Transactions transactions, Clock clock, UuidV7 ids, Runnable afterCommit) {
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
        this.afterCommit = afterCommit;
    }

    /**
     * What was moved.
     *
     * @param id   by which it is undone
     * @param from where it was
     * @param to   where it is
     */
    public record Moved(UUID id, UUID from, UUID to) {
    }

    /** Both conversations, locked. */
    private record Ends(Row from, Row to) {

        Standing of(Function<Ends, Row> end) {
            return Standing.of(end.apply(this));
        }

        long number(Function<Ends, Row> end) {
            return Rows.number(end.apply(this), "number");
        }
    }

    /**
     * Moves all that a conversation has into another one of the same contact. What comes later to its threads or answers its messages lands there too.
     *
     * @throws Refusal {@code other-contact} when they are not known to be one person's, {@code conversation-merged} when somebody was faster
     */
    public Moved merge(UUID agent, UUID from, UUID to) throws InterruptedException {
        if (from.equals(to)) {
            throw Refusal.invalid("otherId", "same-conversation", "It is the same conversation: name another one.");
        }
        return commit(session -> {
            IdentityLock.alone(session);
            Ends ends = lock(session, from, to);
            requireMergeable(session, ends, from);
            Standing fromBefore = ends.of(Ends::from);
            Standing toBefore = ends.of(Ends::to);
            Moved move = new Moved(ids.next(), from, to);
            Moving moving = new Moving(session, move.id());
            ReadMarks marks = new ReadMarks(session);
            JsonArray reads = marks.of(to, toBefore, from, fromBefore);
            moving.keepBeginnings(from, to);
            UUID[] pending = moving.pending(to);
            UUID[] staying = moving.answering(from, to);
            UUID[] messages = moving.all(from, to);
            moving.nameAll(messages, from, to);
            UUID[] notices = moving.notices(from, to);
            UUID[] tags = moving.tags(from, to);
            UUID[] drafts = moving.drafts(from, to);
            Standing after = toBefore.with(fromBefore);
            after.write(session, to);
            marks.together(to, reads, after);
            JsonObject takenOver = TakenOver.take(session, from, to);
            leave(session, from, to);
            keep(session, move, "MERGE", agent,
                    new Taken(List.of(messages), List.of(pending), List.of(staying), List.of(notices), List.of(tags), List.of(drafts),
                            reads),
                    fromBefore,
                    toBefore, after);
            session.execute("update conversation_move set taken_over = $2 where id = $1", move.id(), takenOver);
            tell(session, agent, move, ends, "merged-into", "merged", messages.length, takenOver);
            return move;
        });
    }

    /**
     * Moves messages into a new conversation of whoever wrote the first of them. What answers them later lands there; what names nothing lands where its thread leads.
     *
     * @param subject of the new conversation; absent: that of the other
     * @throws Refusal {@code unknown}, {@code nobody-wrote} or {@code nothing-left} when these messages cannot stand by themselves, or what is left cannot
     */
    public Moved split(UUID agent, UUID from, List<UUID> picked, Optional<String> subject) throws InterruptedException {
        Optional<String> words = subject.map(String::strip).filter(text -> !text.isEmpty());
        words.ifPresent(text -> Desk.requireBounded(text, "subject", MAXIMUM_SUBJECT));
        UUID[] messages = picked.stream().distinct().toArray(UUID[]::new);
        return commit(session -> {
            IdentityLock.alone(session);
            Row row = lockOne(session, from);
            Row first = requireApart(session, from, messages);
            Standing before = Standing.of(row);
            Moved move = new Moved(ids.next(), from, ids.next());
            open(session, move.to(), row, first, words);
            Moving moving = new Moving(session, move.id());
            moving.keepBeginnings(from);
            moving.carry(messages, move.to());
            moving.namePicked(messages, move.to());
            UUID[] drafts = moving.draftsOf(from, move.to());
            Standing left = before.recounted(session, from);
            left.write(session, from);
            new Standing(ConversationState.OPEN, Optional.empty(), Optional.empty(), before.urgent(), before.at(), before.snippet(), 0)
                    .recounted(session, move.to()).write(session, move.to());
            Ends ends = lock(session, from, move.to());
            Standing after = ends.of(Ends::to);
            new ReadMarks(session).apart(from, before, move.to(), left, after);
            keep(session, move, "SPLIT", agent, Taken.of(messages, drafts), before,
                    ends.of(Ends::from), after);
            EventLog.append(session,
                    Entry.of(Kind.CONVERSATION_OPENED).conversation(move.to()).channel(Rows.text(first, "channel_id")).agent(agent));
            tell(session, agent, move, ends, "split-off", "split-from", messages.length, new JsonObject());
            return move;
        });
    }

    /**
     * Puts back what a move moved. Of a merge, what came since by a name that it moved goes along, and what answers any of it; everything else stays. Of a split, all
     * that the new conversation has goes back.
     *
     * @throws Refusal {@code undone-already}; {@code moved-since} when something was moved from or to one of the two later, which is undone first
     */
    public Moved undo(UUID agent, UUID id) throws InterruptedException {
        return commit(session -> {
            IdentityLock.alone(session);
            Row row = session.first("select " + OF_MOVE + " from conversation_move where id = $1 for update", id)
                    .orElseThrow(() -> Refusal.notFound("move"));
            Moved move = new Moved(id, Rows.uuid(row, "from_id"), Rows.uuid(row, "to_id"));
            requireLatest(session, row, move);
            Ends ends = both(session, move.from(), move.to());
            boolean merge = Rows.text(row, "kind").equals("MERGE");
            int messages = merge ? unmerge(session, row, move, ends) : unsplit(session, row, move, ends);
            session.execute("update conversation_move set undone_by = $2, undone_at = $3 where id = $1", id, agent, clock.instant());
            JsonObject givenBack = TakenOver.giveBack(session, move.to(), Rows.json(row, "taken_over"));
            tell(session, agent, move, ends, merge ? "merge-undone" : "split-undone", merge ? "merge-undone" : "split-undone", messages,
                    givenBack);
            return move;
        });
    }

    private int unmerge(Session session, Row row, Moved move, Ends ends) throws InterruptedException {
        Instant now = clock.instant();
        Standing current = ends.of(Ends::to);
        Standing together = Standing.of(Rows.json(row, "to_after"));
        Standing before = Standing.of(Rows.json(row, "to_before")).awake(now);
        UUID[] moved = uuids(row, "messages");
        Moving moving = new Moving(session, move.id());
        UUID[] going = moving.broughtBy(move.to(), moved, uuids(row, "staying"));
        moving.carry(going, move.from());
        moving.nameBack(going, move.to(), move.from());
        session.execute("update delivery set conversation_id = $2 where id = any($1)", uuids(row, "deliveries"), move.from());
        moving.untag(move.to(), uuids(row, "tags"));
        moving.draftsTo(move.to(), move.from(), uuids(row, "drafts"));
        boolean quiet = current.sameWords(together);
        Standing stays = current.recounted(session, move.to());
        if (quiet) {
            stays = stays.latest(before);
        }
        if (quiet && current.state() == together.state()) {
            stays = stays.as(before);
        }
        stays = stays.urgent(current.urgent() && (before.urgent() || !together.urgent()));
        Standing was = Standing.of(Rows.json(row, "from_before")).awake(now);
        Standing returns = was.recounted(session, move.from());
        if (quiet && going.length == moved.length) {
            returns = returns.latest(was);
        }
        session.execute("update conversation set merged_into = null where id = $1", move.from());
        stays.write(session, move.to());
        returns.write(session, move.from());
        new ReadMarks(session).back(move.to(), row.getJsonArray("reads"), together, current, move.from(), stays, returns);
        return going.length;
    }

    /** Exactly as before where nothing happened since; else as a merge leaves it. */
    private int unsplit(Session session, Row row, Moved move, Ends ends) throws InterruptedException {
        Instant now = clock.instant();
        Standing left = ends.of(Ends::from);
        Standing apart = ends.of(Ends::to);
        boolean quiet = left.equals(Standing.of(Rows.json(row, "to_before"))) && apart.equals(Standing.of(Rows.json(row, "to_after")));
        Moving moving = new Moving(session, move.id());
        ReadMarks marks = new ReadMarks(session);
        JsonArray reads = marks.of(move.from(), left, move.to(), apart);
        UUID[] messages = moving.all(move.to(), move.from());
        moving.nameAllBack(messages, move.to(), move.from());
        moving.notices(move.to(), move.from());
        moving.tags(move.to(), move.from());
        moving.drafts(move.to(), move.from());
        Standing whole = quiet ? Standing.of(Rows.json(row, "from_before")).awake(now) : left.with(apart);
        whole.write(session, move.from());
        marks.together(move.from(), reads, whole);
        leave(session, move.to(), move.from());
        return messages.length;
    }

    private static void requireMergeable(Session session, Ends ends, UUID from) throws InterruptedException {
        if (!Rows.uuid(ends.from(), "contact_id").equals(Rows.uuid(ends.to(), "contact_id"))) {
            throw Refusal.conflict("other-contact",
                    "These conversations are of two people. If they are one person, merge the two people first, then their conversations.");
        }
        if (session.first("select 1 from message where conversation_id = $1 offset %d limit 1".formatted(MOST_MESSAGES), from)
                .isPresent()) {
            throw Refusal.conflict("conversation-too-long",
                    "That conversation has more than " + MOST_MESSAGES + " messages: merge the other one into it instead.");
        }
    }

    /** Returns the first message that somebody wrote: its contact and its channel are those of the new conversation. */
    private static Row requireApart(Session session, UUID from, UUID[] messages) throws InterruptedException {
        List<Row> rows = session.query("""
                select kind, contact_id, channel_id, visibility from message where id = any($1) and conversation_id = $2 order by created_at, id
                """, messages, from);
        if (rows.size() < messages.length) {
            throw Refusal.invalid("messageIds", "unknown", "Not all of these messages are in this conversation: look at it again.");
        }
        Row first = rows.stream().filter(row -> Rows.text(row, "kind").equals("INBOUND")).findFirst().orElseThrow(() -> Refusal.invalid(
                "messageIds", "nobody-wrote", "Nobody could be answered there: choose a message that the person wrote as well."));
        if (session
                .first("select 1 from message where conversation_id = $2 and kind = 'INBOUND' and not id = any($1) limit 1", messages, from)
                .isEmpty()) {
            throw Refusal.invalid("messageIds", "nothing-left",
                    "The person would have written nothing in what is left: leave a message of theirs.");
        }
        return first;
    }

    private void open(Session session, UUID id, Row other, Row first, Optional<String> subject) throws InterruptedException {
        @Nullable
        String line = subject.or(() -> Rows.optionalText(other, "subject")).orElse(null);
        @Nullable
        UUID team = Rows.optionalUuid(other, "team_id").orElse(null);
        @Nullable
        UUID assignee = Rows.optionalUuid(other, "assignee_id").orElse(null);
        session.execute("""
                insert into conversation (id, channel_id, contact_id, subject, state, visibility, team_id, assignee_id, created_at, last_message_at)
                values ($1, $2, $3, $4, 'OPEN', $5, $6, $7, $8, $8)
                """, id, Rows.text(first, "channel_id"), Rows.optionalUuid(first, "contact_id").orElse(Rows.uuid(other, "contact_id")),
                line,
                Rows.text(first, "visibility"), team, assignee, clock.instant());
    }

    /** Nothing is in it any more, and its number leads to the other. */
    private static void leave(Session session, UUID conversation, UUID to) throws InterruptedException {
        session.execute("""
                update conversation set state = 'RESOLVED', snoozed_until = null, owed_since = null, message_count = 0, merged_into = $2, version = version + 1
                 where id = $1
                """, conversation, to);
    }

    /** @param reads see {@link ReadMarks#of} */
    private record Taken(List<UUID> messages, List<UUID> pending, List<UUID> staying, List<UUID> deliveries, List<UUID> tags,
            List<UUID> drafts,
            JsonArray reads) {

        static Taken of(UUID[] messages, UUID[] drafts) {
            return new Taken(List.of(messages), List.of(), List.of(), List.of(), List.of(), List.of(drafts), new JsonArray());
        }
    }

    private void keep(Session session, Moved move, String kind, UUID agent, Taken taken, Standing fromBefore, Standing toBefore,
            Standing toAfter)
            throws InterruptedException {
        session.execute("""
                insert into conversation_move (id, kind, from_id, to_id, agent_id, moved_at, messages, pending, staying, deliveries, tags, drafts, reads,
                                               from_before, to_before, to_after)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::jsonb, $14, $15, $16)
                """, move.id(), kind, move.from(), move.to(), agent, clock.instant(), array(taken.messages()), array(taken.pending()),
                array(taken.staying()), array(taken.deliveries()), array(taken.tags()), array(taken.drafts()), taken.reads().encode(),
                fromBefore.kept(), toBefore.kept(), toAfter.kept());
    }

    private static void requireLatest(Session session, Row row, Moved move) throws InterruptedException {
        if (Rows.optionalInstant(row, "undone_at").isPresent()) {
            throw Refusal.conflict("undone-already", "Somebody has taken this back meanwhile.");
        }
        if (session.first("""
                select 1 from conversation_move where undone_at is null and number > $1 and (from_id = any($2) or to_id = any($2)) limit 1
                """, Rows.number(row, "number"), new UUID[]{move.from(), move.to()}).isPresent()) {
            throw Refusal.conflict("moved-since", "Something was moved from or to one of these conversations since: take that back first.");
        }
    }

    private static Ends lock(Session session, UUID from, UUID to) throws InterruptedException {
        Ends ends = both(session, from, to);
        if (Rows.optionalUuid(ends.from(), "merged_into").isPresent() || Rows.optionalUuid(ends.to(), "merged_into").isPresent()) {
            throw Refusal.conflict("conversation-merged",
                    "Somebody has merged one of these two conversations meanwhile: look at them again.");
        }
        return ends;
    }

    private static Row lockOne(Session session, UUID id) throws InterruptedException {
        Desk.lock(session, id);
        return session.first("select " + OF_END + " from conversation where id = $1", id).orElseThrow();
    }

    /** In the order of their ids, as everywhere. */
    private static Ends both(Session session, UUID from, UUID to) throws InterruptedException {
        Map<UUID, Row> rows = session.query("select " + OF_END + " from conversation where id = any($1) order by id for update",
                (Object) new UUID[]{from, to}).stream().collect(Collectors.toMap(row -> Rows.uuid(row, "id"), Function.identity()));
        return new Ends(Optional.ofNullable(rows.get(from)).orElseThrow(() -> Refusal.notFound("conversation")),
                Optional.ofNullable(rows.get(to)).orElseThrow(() -> Refusal.notFound("conversation")));
    }

    /** @param taken of the one where the messages are or were: what it took over, or gave back */
    private static void tell(Session session, UUID agent, Moved move, Ends ends, String ofFrom, String ofTo, int messages,
            JsonObject taken)
            throws InterruptedException {
        EventLog.append(session, entry(agent, move, move.from(), move.to(), ends.number(Ends::to), ofFrom, messages, new JsonObject()),
                entry(agent, move, move.to(), move.from(), ends.number(Ends::from), ofTo, messages, taken));
    }

    private static Entry entry(UUID agent, Moved move, UUID conversation, UUID other, long number, String what, int messages,
            JsonObject taken) {
        return Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation).agent(agent).detail(taken.copy().put("move", what)
                .put("moveId", move.id().toString()).put("otherId", other.toString()).put("otherNumber", number).put("messages", messages));
    }

    private static UUID[] array(List<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static UUID[] uuids(Row row, String column) {
        return row.getArrayOfUUIDs(column);
    }

    private <T> T commit(Database.Work<T> work) throws InterruptedException {
        return transactions.inTransaction(session -> {
            session.afterCommit(afterCommit);
            return work.run(session);
        });
    }
}
