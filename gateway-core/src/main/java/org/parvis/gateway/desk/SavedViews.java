package org.parvis.gateway.desk;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.search.SearchFault;
import org.parvis.gateway.search.SearchQuery;

/**
 * Searches that are kept as views: an agent's own, and those of the agent's teams, which every member may change. Those of others are not there for an agent. Blocking; each
 * change is one transaction.
 */
public final class SavedViews {

    private static final String COLUMNS = "id, name, query, agent_id, team_id, version";

    /** Of one agent, and of one team: all of them stand beside the list. */
    public static final int MAXIMUM = 50;

    private static final String HAD_BY = "(team_id is null and agent_id = $1 or team_id = any($2))";

    private final Transactions transactions;
    private final Database database;
    private final Clock clock;
    private final UuidV7 ids;
    private final Runnable afterCommit;

    /** @param afterCommit called after each change, on the caller's thread: must not block */
    public SavedViews(Database database, Clock clock, UuidV7 ids, Runnable afterCommit) {
        this(database, database, clock, ids, afterCommit);
    }

    private SavedViews(Transactions transactions, Database database, Clock clock, UuidV7 ids, Runnable afterCommit) {
        this.transactions = transactions;
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.afterCommit = afterCommit;
    }

    /** The same, whose changes join a transaction that is under way. */
    public SavedViews within(Session underWay) {
        return new SavedViews(Transactions.of(underWay), database, clock, ids, afterCommit);
    }

    /** Those that the agent has, by name. */
    public List<SavedView> of(Agent agent) throws InterruptedException {
        return database
                .read(session -> session.query(
                        "select " + COLUMNS + " from saved_view where " + HAD_BY + " order by name collate \"fr-x-icu\", id",
                        agent.id(), teams(agent)))
                .stream().map(SavedViews::read).toList();
    }

    /**
     * @throws SearchFault when the query cannot be meant
     * @throws Refusal     {@code view-name-taken} when there is one of that name beside it, {@code too-many-views}
     */
    public SavedView create(Agent agent, String name, String query, Optional<UUID> team) throws InterruptedException {
        require(name, query);
        if (team.isPresent() && !agent.teams().contains(team.get())) {
            throw Refusal.invalid("teamId", "not-a-member", "Views of a team are made by its members.");
        }
        return commit(session -> {
            List<Row> beside = beside(session, agent, team);
            requireFree(beside, name, Optional.empty());
            if (beside.size() >= MAXIMUM) {
                throw Refusal.conflict("too-many-views", "There are " + MAXIMUM + " views here, which is the most: remove one first.");
            }
            SavedView view = new SavedView(ids.next(), name, query, agent.id(), team, 1);
            session.execute("insert into saved_view (id, name, query, agent_id, team_id, created_at) values ($1, $2, $3, $4, $5, $6)",
                    view.id(),
                    name, query, agent.id(), team.orElse(null), clock.instant());
            return told(session, agent, view);
        });
    }

    /** @throws Refusal as of {@link #create}, and {@code view-changed} when somebody else was faster */
    public SavedView change(Agent agent, UUID id, long version, String name, String query) throws InterruptedException {
        require(name, query);
        return commit(session -> {
            SavedView before = had(session, agent, id);
            if (before.version() != version) {
                throw Refusal.conflict("view-changed", "Somebody else has changed this view meanwhile: read it again.");
            }
            requireFree(beside(session, agent, before.team()), name, Optional.of(id));
            session.execute("update saved_view set name = $2, query = $3, version = version + 1 where id = $1", id, name, query);
            return told(session, agent, new SavedView(id, name, query, before.agent(), before.team(), version + 1));
        });
    }

    /** One that is not there any more is no mistake. */
    public void remove(Agent agent, UUID id) throws InterruptedException {
        commit(session -> {
            Optional<SavedView> removed = session
                    .first("delete from saved_view where " + HAD_BY + " and id = $3 returning " + COLUMNS, agent.id(), teams(agent), id)
                    .map(SavedViews::read);
            if (removed.isPresent()) {
                told(session, agent, removed.get());
            }
            return removed;
        });
    }

    private static void require(String name, String query) {
        if (name.isBlank() || query.isBlank()) {
            throw Refusal.invalid(name.isBlank() ? "name" : "query", "blank", "A view has a name and a search.");
        }
        SearchQuery.parse(query, ZoneOffset.UTC);
    }

    private static SavedView had(Session session, Agent agent, UUID id) throws InterruptedException {
        return session
                .first("select " + COLUMNS + " from saved_view where " + HAD_BY + " and id = $3 for update", agent.id(), teams(agent), id)
                .map(SavedViews::read).orElseThrow(() -> Refusal.notFound("view"));
    }

    /** One agent's own or one team's. */
    private static List<Row> beside(Session session, Agent agent, Optional<UUID> team) throws InterruptedException {
        return team.isPresent()
                ? session.query("select id, name from saved_view where team_id = $1", team.get())
                : session.query("select id, name from saved_view where team_id is null and agent_id = $1", agent.id());
    }

    private static void requireFree(List<Row> beside, String name, Optional<UUID> self) {
        if (beside.stream().anyMatch(row -> Rows.text(row, "name").equals(name) && !self.equals(Optional.of(Rows.uuid(row, "id"))))) {
            throw new Refusal(Refusal.Reason.CONFLICT, "view-name-taken", "There is a view of this name already.", Optional.of("name"));
        }
    }

    /** Nothing of its words: other desks hear of it too. */
    private static SavedView told(Session session, Agent agent, SavedView view) throws InterruptedException {
        JsonObject detail = new JsonObject().put("id", view.id().toString());
        view.team().ifPresent(team -> detail.put("teamId", team.toString()));
        EventLog.append(session, Entry.of(Kind.VIEW_CHANGED).agent(agent.id()).detail(detail));
        return view;
    }

    private static UUID[] teams(Agent agent) {
        return agent.teams().toArray(UUID[]::new);
    }

    private static SavedView read(Row row) {
        return new SavedView(Rows.uuid(row, "id"), Rows.text(row, "name"), Rows.text(row, "query"), Rows.uuid(row, "agent_id"),
                Rows.optionalUuid(row, "team_id"), Rows.number(row, "version"));
    }

    /** Changes come one after another, which are few: two members cannot both find a name free. */
    private <T> T commit(Database.Work<T> work) throws InterruptedException {
        return transactions.inTransaction(session -> {
            session.execute("lock table saved_view in share row exclusive mode");
            session.afterCommit(afterCommit);
            return work.run(session);
        });
    }
}
