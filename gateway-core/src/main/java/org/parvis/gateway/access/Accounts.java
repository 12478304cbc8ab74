package org.parvis.gateway.access;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Agents and teams. Blocking; {@code by} is the administrator who orders it, absent: the operator at the command line. */
public final class Accounts {

    /** More are not listed; a directory of that size needs pages. */
    public static final int MAXIMUM_LISTED = 2_000;

    private final Database database;
    private final Transactions transactions;
    private final Passwords passwords;
    private final UuidV7 ids;

    public Accounts(Database database, Passwords passwords, Clock clock) {
        this(database, database, passwords, new UuidV7(clock));
    }

    private Accounts(Database database, Transactions transactions, Passwords passwords, UuidV7 ids) {
        this.database = database;
        this.transactions = transactions;
        this.passwords = passwords;
        this.ids = ids;
    }

    /** The same accounts, created within a transaction that is under way; a refusal leaves that one fit for nothing but being undone. */
    public Accounts within(Session underWay) {
        return new Accounts(database, Transactions.of(underWay), passwords, ids);
    }

    /** @throws AccountRefusal when the account exists already, or a team does not */
    public Agent create(Optional<UUID> by, NewAgent agent) throws InterruptedException {
        return create(by, agent, hash(agent));
    }

    /** What {@link #create(Optional, NewAgent, String)} takes. Slow on purpose: never within a transaction, whose session would idle meanwhile. */
    public String hash(NewAgent agent) throws InterruptedException {
        return passwords.hash(agent.password());
    }

    /** @throws AccountRefusal when the account exists already, or a team does not */
    public Agent create(Optional<UUID> by, NewAgent agent, String hash) throws InterruptedException {
        UUID id = ids.next();
        try {
            transactions.inTransaction(session -> {
                session.execute(
                        "insert into agent (id, account, display_name, password_hash, role, language, extension) values ($1, $2, $3, $4, $5, $6, $7)",
                        id, agent.account(), agent.name(), hash, agent.role(), agent.language(), agent.extension().orElse(null));
                session.execute("insert into agent_team (agent_id, team_id) select distinct $1::uuid, team from unnest($2::uuid[]) as team",
                        id,
                        agent.teams().toArray(UUID[]::new));
                EventLog.append(session, entry(Kind.AGENT_CREATED, by,
                        new JsonObject().put("id", id.toString()).put("account", agent.account()).put("role", agent.role().name())));
                return true;
            });
        } catch (DatabaseException refused) {
            if (refused.violates("agent_account_key")) {
                throw new AccountRefusal("account", "There is an account " + agent.account() + " already.");
            }
            if (refused.violates("agent_team_team_id_fkey")) {
                throw new AccountRefusal("teamIds", "One of the teams does not exist.");
            }
            throw refused;
        }
        return new Agent(id, agent.account(), agent.name(), agent.role(), agent.language(), agent.teams(), agent.extension(), true);
    }

    /** Also ends the account's sessions and tokens: whoever knew the old password may have made some. Returns whether the account exists. */
    public boolean setPassword(String account, String password) throws InterruptedException {
        NewAgent.checkPassword(password);
        String hash = passwords.hash(password);
        return database.inTransaction(session -> {
            Optional<UUID> id = session
                    .first("update agent set password_hash = $2 where account = $1 returning id", account.toLowerCase(Locale.ROOT), hash)
                    .map(row -> Rows.uuid(row, "id"));
            if (id.isPresent()) {
                endCredentials(session, id.orElseThrow());
                session.execute("delete from login_attempt where subject = $1", Throttle.byAccount(account));
                EventLog.append(session, entry(Kind.AGENT_CHANGED, Optional.empty(),
                        new JsonObject().put("id", id.orElseThrow().toString()).put("changed", "password")));
            }
            return id.isPresent();
        });
    }

    /**
     * Lets somebody no longer in, or in again. Their sessions and tokens are over either way; what they wrote stays theirs, and so do the
     * conversations that are assigned to them. Empty when there is no such agent.
     *
     * @throws AccountRefusal when nobody would be left who can let others in
     */
    public Optional<Agent> setActive(Optional<UUID> by, UUID agent, boolean active) throws InterruptedException {
        return transactions.inTransaction(session -> {
            // Locked, so that two administrators who deactivate each other cannot both succeed.
            List<UUID> administrators = session
                    .query("select id from agent where role = 'ADMINISTRATOR' and active order by id for update").stream()
                    .map(row -> Rows.uuid(row, "id")).toList();
            if (!active && administrators.equals(List.of(agent))) {
                throw new AccountRefusal("active", "This is the last active administrator: nobody could let others in.");
            }
            int known = session.execute("update agent set active = $2 where id = $1", agent, active);
            if (known == 0) {
                return Optional.<Agent>empty();
            }
            endCredentials(session, agent);
            EventLog.append(session, entry(Kind.AGENT_CHANGED, by, new JsonObject().put("id", agent.toString()).put("active", active)));
            return session.first("select " + Agents.COLUMNS + " from agent a where a.id = $1", agent).map(Agents::read);
        });
    }

    private static void endCredentials(Session session, UUID agent) throws InterruptedException {
        session.execute("delete from agent_session where agent_id = $1", agent);
        session.execute("delete from access_token where agent_id = $1", agent);
    }

    /** The agent's own language of the desk: {@code fr} or {@code en}. */
    public void setLanguage(UUID agent, String language) throws InterruptedException {
        database.inTransaction(session -> {
            session.execute("update agent set language = $2 where id = $1", agent, language);
            EventLog.append(session, entry(Kind.AGENT_CHANGED, Optional.of(agent),
                    new JsonObject().put("id", agent.toString()).put("language", language)));
            return true;
        });
    }

    public Optional<Agent> find(String account) throws InterruptedException {
        return database.read(session -> session
                .first("select " + Agents.COLUMNS + " from agent a where a.account = $1", account.toLowerCase(Locale.ROOT))
                .map(Agents::read));
    }

    /** By name. */
    public List<Agent> agents() throws InterruptedException {
        return database.read(session -> session
                .query("select " + Agents.COLUMNS + " from agent a order by a.display_name collate \"fr-x-icu\", a.id limit $1",
                        MAXIMUM_LISTED)
                .stream().map(Agents::read).toList());
    }

    /** By name. */
    public List<Team> teams() throws InterruptedException {
        return database
                .read(session -> session.query("select id, name from team order by name collate \"fr-x-icu\" limit $1", MAXIMUM_LISTED)
                        .stream().map(row -> new Team(Rows.uuid(row, "id"), Rows.text(row, "name"))).toList());
    }

    /** @throws AccountRefusal when there is a team of that name already */
    public Team createTeam(Optional<UUID> by, String name) throws InterruptedException {
        Team team = new Team(ids.next(), name);
        try {
            transactions.inTransaction(session -> {
                insert(session, team, by);
                return true;
            });
        } catch (DatabaseException refused) {
            if (refused.violates("team_name_key")) {
                throw new AccountRefusal("name", "There is a team " + name + " already.");
            }
            throw refused;
        }
        return team;
    }

    private static void insert(Session session, Team team, Optional<UUID> by) throws InterruptedException {
        session.execute("insert into team (id, name) values ($1, $2)", team.id(), team.name());
        EventLog.append(session, entry(Kind.TEAM_CREATED, by, new JsonObject().put("id", team.id().toString()).put("name", team.name())));
    }

    private static Entry entry(Kind kind, Optional<UUID> by, JsonObject detail) {
        Entry entry = Entry.of(kind).detail(detail);
        return by.map(entry::agent).orElse(entry);
    }
}
