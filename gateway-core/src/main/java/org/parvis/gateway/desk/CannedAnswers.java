package org.parvis.gateway.desk;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.scope.Scope;

/** Answers that are written often. Blocking; each change is one transaction. Who may change them is for the caller to know. */
public final class CannedAnswers {

    private static final String COLUMNS = "id, code, title, french, english, team_id, archived_at, version, updated_by, updated_at";

    /** Together, archived ones included: desks hold them all, to offer them while somebody types. */
    public static final int MAXIMUM = 500;

    private final Transactions transactions;
    private final Database database;
    private final Clock clock;
    private final UuidV7 ids;
    private final Runnable afterCommit;

    /** @param afterCommit called after each change, on the caller's thread: must not block */
    public CannedAnswers(Database database, Clock clock, UuidV7 ids, Runnable afterCommit) {
        this(database, database, clock, ids, afterCommit);
    }

    private CannedAnswers(Transactions transactions, Database database, Clock clock, UuidV7 ids, Runnable afterCommit) {
        this.transactions = transactions;
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.afterCommit = afterCommit;
    }

    /** The same, whose changes join a transaction that is under way. */
    public CannedAnswers within(Session underWay) {
        return new CannedAnswers(Transactions.of(underWay), database, clock, ids, afterCommit);
    }

    /** Those that somebody sees, by title: for everybody, and for teams that are within. */
    public List<CannedAnswer> of(Scope scope) throws InterruptedException {
        return all().stream().filter(answer -> answer.team().isEmpty() || scope.holds(answer.team())).toList();
    }

    /** All of them, by title. */
    public List<CannedAnswer> all() throws InterruptedException {
        return database
                .read(session -> session.query("select " + COLUMNS + " from canned_answer order by title collate \"fr-x-icu\", id limit $1",
                        MAXIMUM))
                .stream().map(CannedAnswers::read).toList();
    }

    public CannedAnswer create(Optional<UUID> agent, CannedAnswer.Words words) throws InterruptedException {
        words.check();
        return commit(session -> {
            requireKnown(session, words.team());
            requireFree(session, words.code(), Optional.empty());
            if (Rows.number(session.first("select count(*) as there from canned_answer").orElseThrow(), "there") >= MAXIMUM) {
                throw Refusal.conflict("too-many",
                        "There are " + MAXIMUM + " canned answers, which is the most: change one of them instead.");
            }
            Row row = session.first("""
                    insert into canned_answer (id, code, title, french, english, team_id, updated_by, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
                    returning %s
                    """.formatted(COLUMNS), ids.next(), words.code(), words.title(), words.french().orElse(null),
                    words.english().orElse(null),
                    words.team().orElse(null), agent.orElse(null), clock.instant()).orElseThrow();
            return told(session, agent, Optional.empty(), read(row));
        });
    }

    /**
     * Changes it as a whole.
     *
     * @param version  that the lead saw
     * @param archived whether it is not offered any more
     * @throws Refusal {@code changed-meanwhile} when somebody else was faster, {@code code-taken} when another one has the code
     */
    public CannedAnswer change(UUID agent, UUID id, long version, CannedAnswer.Words words, boolean archived) throws InterruptedException {
        words.check();
        return commit(session -> {
            Row before = session.first("select " + COLUMNS + " from canned_answer where id = $1 for update", id)
                    .orElseThrow(() -> Refusal.notFound("canned answer"));
            if (Rows.number(before, "version") != version) {
                throw Refusal.conflict("changed-meanwhile", "Somebody else has changed this answer meanwhile: read it again.");
            }
            requireKnown(session, words.team());
            if (!archived) {
                requireFree(session, words.code(), Optional.of(id));
            }
            Row row = session.first("""
                    update canned_answer
                       set code = $2, title = $3, french = $4, english = $5, team_id = $6, updated_by = $7, updated_at = $8, version = version + 1,
                           archived_at = case when $9 then coalesce(archived_at, $8) end
                     where id = $1 returning %s
                    """.formatted(COLUMNS), id, words.code(), words.title(), words.french().orElse(null), words.english().orElse(null),
                    words.team().orElse(null), agent, clock.instant(), archived).orElseThrow();
            return told(session, Optional.of(agent), Optional.of(read(before)), read(row));
        });
    }

    private static void requireKnown(Session session, Optional<UUID> team) throws InterruptedException {
        if (team.isPresent() && session.first("select 1 from team where id = $1", team.get()).isEmpty()) {
            throw Refusal.invalid("teamId", "unknown", "There is no such team.");
        }
    }

    /** Changes of the table come one after another: two leads cannot both find the code free. */
    private static void requireFree(Session session, String code, Optional<UUID> self) throws InterruptedException {
        session.execute("lock table canned_answer in share row exclusive mode");
        Optional<Row> other = session.first("select id from canned_answer where code = $1 and archived_at is null", code);
        if (other.isPresent() && !self.equals(other.map(row -> Rows.uuid(row, "id")))) {
            throw new Refusal(Refusal.Reason.CONFLICT, "code-taken", "Another answer has the code " + code + ".", Optional.of("code"));
        }
    }

    private static CannedAnswer told(Session session, Optional<UUID> agent, Optional<CannedAnswer> before, CannedAnswer answer)
            throws InterruptedException {
        Entry entry = Entry.of(Kind.CANNED_CHANGED).detail(difference(before, answer)
                .in(new JsonObject().put("id", answer.id().toString()).put("code", answer.code())));
        EventLog.append(session, agent.map(entry::agent).orElse(entry));
        return answer;
    }

    /** Of its words, which may be long, that they are others. */
    private static Difference difference(Optional<CannedAnswer> before, CannedAnswer after) {
        Difference difference = new Difference().of("code", before.map(CannedAnswer::code), Optional.of(after.code()))
                .of("title", before.map(CannedAnswer::title), Optional.of(after.title()))
                .of("teamId", before.flatMap(CannedAnswer::team), after.team())
                .of("archived", before.map(CannedAnswer::archived).filter(archived -> archived),
                        Optional.of(after.archived()).filter(archived -> archived));
        if (!before.flatMap(CannedAnswer::french).equals(after.french())) {
            difference.untold("french");
        }
        if (!before.flatMap(CannedAnswer::english).equals(after.english())) {
            difference.untold("english");
        }
        return difference;
    }

    private static CannedAnswer read(Row row) {
        return new CannedAnswer(Rows.uuid(row, "id"), Rows.text(row, "code"), Rows.text(row, "title"), Rows.optionalText(row, "french"),
                Rows.optionalText(row, "english"), Rows.optionalUuid(row, "team_id"), Rows.optionalInstant(row, "archived_at").isPresent(),
                Rows.number(row, "version"), Rows.optionalUuid(row, "updated_by"), Rows.instant(row, "updated_at"));
    }

    private <T> T commit(Database.Work<T> work) throws InterruptedException {
        return transactions.inTransaction(session -> {
            session.afterCommit(afterCommit);
            return work.run(session);
        });
    }
}
