package org.parvis.gateway.access;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Bytes;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseException;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Difference;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.scope.Reader;

/** Agents and teams. Blocking; {@code by} is the administrator who orders it, absent: the operator at the command line. */
public final class Accounts {

    /** More are not listed; a directory of that size needs pages. */
    public static final int MAXIMUM_LISTED = 2_000;

    /** What locks who has which extension. */
    private static final long EXTENSIONS = 0x706f737465L;

    /** No credential has this digest. */
    private static final Bytes NONE = Bytes.wrap(new byte[0]);

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

    /** @throws AccountRefusal when the account exists already, somebody else has its extension, or a team does not exist */
    public Agent create(Optional<UUID> by, NewAgent agent) throws InterruptedException {
        return create(by, agent, hash(agent));
    }

    /** What {@link #create(Optional, NewAgent, String)} takes. Slow on purpose: never within a transaction, whose session would idle meanwhile. */
    public String hash(NewAgent agent) throws InterruptedException {
        return passwords.hash(agent.password());
    }

    /** @throws AccountRefusal when the account exists already, somebody else has its extension, or a team does not exist */
    public Agent create(Optional<UUID> by, NewAgent agent, String hash) throws InterruptedException {
        UUID id = ids.next();
        try {
            transactions.inTransaction(session -> {
                if (agent.extension().isPresent()) {
                    requireFreeExtension(session, agent.extension().get(), id);
                }
                session.execute(
                        "insert into agent (id, account, display_name, password_hash, role, language, extension, hours) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                        id, agent.account(), agent.name(), hash, agent.role(), agent.language(), agent.extension().orElse(null),
                        agent.hours().map(Hours::toString).orElse(null));
                joinTeams(session, id, agent.teams());
                EventLog.append(session, entry(Kind.AGENT_CREATED, by, AgentDifference.of(agent)
                        .in(new JsonObject().put("id", id.toString()).put("account", agent.account()).put("role", agent.role().name()))));
                return true;
            });
        } catch (DatabaseException refused) {
            if (refused.violates("agent_account_key")) {
                throw new AccountRefusal("account", "There is an account " + agent.account() + " already.");
            }
            throw orUnknownTeam(refused);
        }
        return new Agent(id, agent.account(), agent.name(), agent.role(), agent.language(), agent.teams(), agent.extension(),
                Availability.AVAILABLE, true, agent.hours());
    }

    private static void joinTeams(Session session, UUID agent, List<UUID> teams) throws InterruptedException {
        session.execute("""
                insert into agent_team (agent_id, team_id) select distinct $1::uuid, team from unnest($2::uuid[]) as team
                on conflict do nothing
                """, agent, teams.toArray(UUID[]::new));
    }

    private static RuntimeException orUnknownTeam(DatabaseException refused) {
        return refused.violates("agent_team_team_id_fkey") ? new AccountRefusal("teamIds", "One of the teams does not exist.") : refused;
    }

    /** Also ends the account's sessions and tokens: whoever knew the old password may have made some. Returns whether there is such an agent. */
    public boolean setPassword(Optional<UUID> by, UUID agent, String password) throws InterruptedException {
        return setPassword(by, agent, password, NONE);
    }

    /** An agent's own, changed in a session that goes on. */
    public void setOwnPassword(Identity.BySession identity, String password) throws InterruptedException {
        setPassword(Optional.of(identity.agent().id()), identity.agent().id(), password, identity.credential());
    }

    private boolean setPassword(Optional<UUID> by, UUID agent, String password, Bytes kept) throws InterruptedException {
        NewAgent.checkPassword(password);
        String hash = passwords.hash(password);
        return database.inTransaction(session -> {
            Optional<String> account = session.first("update agent set password_hash = $2 where id = $1 returning account", agent, hash)
                    .map(row -> Rows.text(row, "account"));
            if (account.isPresent()) {
                endCredentials(session, agent, kept);
                session.execute("delete from login_attempt where subject = $1", Throttle.byAccount(account.orElseThrow()));
                EventLog.append(session, entry(Kind.AGENT_CHANGED, by, new Difference().untold("password").in(detail(agent))));
            }
            return account.isPresent();
        });
    }

    /**
     * Who is let in no longer, or again, has no sessions and tokens from then on; what they wrote stays theirs, and so do the conversations
     * that are assigned to them. Empty when there is no such agent.
     *
     * @throws AccountRefusal           when nobody would be left who can let others in, somebody else has the extension, or a team does not
     *                                  exist
     * @throws IllegalArgumentException with a sentence for whoever changes it, when the extension is new to the agent and malformed
     */
    public Optional<Agent> change(Optional<UUID> by, UUID agent, AgentChange change) throws InterruptedException {
        try {
            return transactions.inTransaction(session -> change(session, by, agent, change));
        } catch (DatabaseException refused) {
            throw orUnknownTeam(refused);
        }
    }

    private static Optional<Agent> change(Session session, Optional<UUID> by, UUID agent, AgentChange change) throws InterruptedException {
        // Locked, so that two administrators who deactivate each other cannot both succeed.
        List<UUID> administrators = session
                .query("select id from agent where role = 'ADMINISTRATOR' and active order by id for update").stream()
                .map(row -> Rows.uuid(row, "id")).toList();
        if (change.leavesAdministration() && administrators.equals(List.of(agent))) {
            throw new AccountRefusal(change.active().isPresent() ? "active" : "role",
                    "This is the last active administrator: nobody could let others in.");
        }
        session.execute("select 1 from agent where id = $1 for update", agent);
        Optional<Agent> before = find(session, agent);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        // One from before extensions were digits stays theirs until it is changed.
        Optional<String> had = before.get().extension().map(String::strip);
        change.extension().filter(text -> !text.isEmpty() && !had.equals(Optional.of(text))).ifPresent(NewAgent::checkExtension);
        @Nullable
        String hours = change.hours().flatMap(to -> to).map(Hours::toString).orElse(null);
        session.execute("""
                update agent set display_name = coalesce($2, display_name), role = coalesce($3, role), language = coalesce($4, language),
                                 extension = case when $5::text is null then extension else nullif($5, '') end,
                                 availability = coalesce($6, availability), active = coalesce($7, active),
                                 hours = case when coalesce($3, role) <> 'AGENCY' then null when $8 then $9 else hours end
                 where id = $1
                """, agent, change.name().orElse(null), change.role().orElse(null), change.language().orElse(null),
                change.extension().orElse(null), change.availability().orElse(null), change.active().orElse(null),
                change.hours().isPresent(), hours);
        if (change.teams().isPresent()) {
            List<UUID> teams = change.teams().orElseThrow();
            // Whoever stays in a team has been there since they joined it.
            session.execute("delete from agent_team where agent_id = $1 and team_id <> all($2)", agent, teams.toArray(UUID[]::new));
            joinTeams(session, agent, teams);
        }
        Agent after = find(session, agent).orElseThrow();
        requireLimits(after, change);
        if (after.active() && after.extension().isPresent()
                && !(before.get().active() && after.extension().equals(before.get().extension()))) {
            requireFreeExtension(session, after.extension().get(), agent);
        }
        if (change.active().isPresent()) {
            endCredentials(session, agent, NONE);
        }
        JsonObject detail = AgentDifference.between(before.get(), after).in(detail(agent));
        change.role().ifPresent(role -> detail.put("role", role.name()));
        change.availability().ifPresent(availability -> detail.put("availability", availability.name()));
        change.active().ifPresent(active -> detail.put("active", active));
        EventLog.append(session, entry(Kind.AGENT_CHANGED, by, detail));
        return Optional.of(after);
    }

    private static Optional<Agent> find(Session session, UUID agent) throws InterruptedException {
        return session.first("select " + Agents.COLUMNS + " from agent a where a.id = $1", agent).map(Agents::read);
    }

    /**
     * A call rings for one agent. Changes of extensions come one after another, which are few. What two agents had before this was asked stays theirs until it is changed; therefore no
     * index forbids it.
     */
    private static void requireFreeExtension(Session session, String extension, UUID self) throws InterruptedException {
        session.query("select 1 from pg_advisory_xact_lock($1)", EXTENSIONS);
        Optional<Row> other = session.first("select display_name from agent where extension = $1 and active and id <> $2 limit 1",
                extension, self);
        if (other.isPresent()) {
            throw new AccountRefusal("extension",
                    Rows.text(other.get(), "display_name") + " has the telephone extension " + extension + " already.");
        }
    }

    private static void requireLimits(Agent changed, AgentChange change) {
        if (changed.role().isLimitedToTeams() && changed.teams().isEmpty()) {
            throw new AccountRefusal("teamIds", "An outside agency has at least one team: it sees nothing else.");
        }
        if (change.hours().flatMap(hours -> hours).isPresent() && !changed.role().isLimitedToTeams()) {
            throw new AccountRefusal("hours", "Only an outside agency has hours.");
        }
    }

    /** Says of an agent of whom one thing was said that it is another now. */
    static void turn(Session session, UUID agent, Availability from, Availability to) throws InterruptedException {
        if (session.execute("update agent set availability = $3 where id = $1 and availability = $2", agent, from, to) > 0) {
            EventLog.append(session, entry(Kind.AGENT_CHANGED, Optional.of(agent),
                    AgentDifference.ofAvailability(from, to).in(detail(agent)).put("availability", to.name())));
        }
    }

    private static JsonObject detail(UUID agent) {
        return new JsonObject().put("id", agent.toString());
    }

    private static void endCredentials(Session session, UUID agent, Bytes kept) throws InterruptedException {
        session.execute("delete from agent_session where agent_id = $1 and token_hash <> $2", agent, kept);
        session.execute("delete from access_token where agent_id = $1", agent);
    }

    public Optional<Agent> find(String account) throws InterruptedException {
        return database.read(session -> session
                .first("select " + Agents.COLUMNS + " from agent a where a.account = $1", account.toLowerCase(Locale.ROOT))
                .map(Agents::read));
    }

    /** Those whom somebody sees, by name: whoever is limited to teams, themselves and who shares one. */
    public List<Agent> agents(Reader reader) throws InterruptedException {
        List<Agent> all = agents();
        return reader.scope().limit().map(teams -> all.stream()
                .filter(agent -> agent.id().equals(reader.agent()) || !Collections.disjoint(agent.teams(), teams)).toList()).orElse(all);
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
        return unlessTaken(name, session -> {
            requireFree(session, name, team.id());
            session.execute("insert into team (id, name) values ($1, $2)", team.id(), team.name());
            EventLog.append(session, entry(Kind.TEAM_CREATED, by, new JsonObject().put("id", team.id().toString()).put("name", name)));
            return team;
        });
    }

    /** Empty when there is no such team. @throws AccountRefusal when there is a team of that name already */
    public Optional<Team> renameTeam(Optional<UUID> by, UUID team, String name) throws InterruptedException {
        return unlessTaken(name, session -> {
            Optional<String> before = session.first("select name from team where id = $1 for update", team)
                    .map(row -> Rows.text(row, "name"));
            if (before.isEmpty()) {
                return Optional.<Team>empty();
            }
            requireFree(session, name, team);
            session.execute("update team set name = $2 where id = $1", team, name);
            EventLog.append(session, entry(Kind.TEAM_CHANGED, by, new Difference().of("name", before, Optional.of(name))
                    .in(new JsonObject().put("id", team.toString()).put("name", name))));
            return Optional.of(new Team(team, name));
        });
    }

    /** Mentions and searches ask for no accents and no case. Changes come one after another, which are few. */
    private static void requireFree(Session session, String name, UUID self) throws InterruptedException {
        session.execute("lock table team in share row exclusive mode");
        Optional<Row> other = session.first("select name from team where word_key(name) = word_key($1) and id <> $2 limit 1", name, self);
        if (other.isPresent()) {
            throw new AccountRefusal("name", "There is a team " + Rows.text(other.get(), "name") + " already.");
        }
    }

    private <T> T unlessTaken(String name, Database.Work<T> work) throws InterruptedException {
        try {
            return transactions.inTransaction(work);
        } catch (DatabaseException refused) {
            if (refused.violates("team_name_key")) {
                throw new AccountRefusal("name", "There is a team " + name + " already.");
            }
            throw refused;
        }
    }

    private static Entry entry(Kind kind, Optional<UUID> by, JsonObject detail) {
        Entry entry = Entry.of(kind).detail(detail);
        return by.map(entry::agent).orElse(entry);
    }
}
