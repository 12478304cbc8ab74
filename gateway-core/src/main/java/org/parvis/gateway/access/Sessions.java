package org.parvis.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.channel.Bytes;
import org.parvis.gateway.access.Login.Opened;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Sessions of the desk: opened by a password, carried by a cookie, ended by logging out, by idleness or by age. Blocking. */
public final class Sessions {

    /** Without any request. */
    public static final Duration IDLE = Duration.ofHours(12);
    /** Whatever is done with it. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Use is written down at most this often: reading must not cost a write each time. */
    private static final Duration TOUCH = Duration.ofMinutes(1);
    private static final int MAXIMUM_USER_AGENT = 300;

    private final Database database;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Clock clock;
    private final TownClock town;

    public Sessions(Database database, Passwords passwords, TownClock town) {
        this.database = database;
        this.passwords = passwords;
        this.throttle = new Throttle(database, town.clock());
        this.clock = town.clock();
        this.town = town;
    }

    /** @param address the caller's, for throttling */
    public Login open(String account, String password, String address, Optional<String> userAgent) throws InterruptedException {
        Optional<Login> refusal = refusal(account, password, address);
        if (refusal.isPresent()) {
            return refusal.orElseThrow();
        }
        Optional<Agent> agent = known(account).map(Agents::read);
        if (agent.isEmpty()) {
            return new Login.Wrong();
        }
        return town.letsIn(agent.get()) ? opened(agent.get(), account, address, userAgent) : outside(agent.get(), account, address);
    }

    /**
     * What keeps somebody out who says this password; empty when it is the right one. Failures count, and slow down those that follow.
     *
     * @param address the caller's, for throttling
     */
    public Optional<Login> refusal(String account, String password, String address) throws InterruptedException {
        Optional<Duration> wait = throttle.begin(account, address);
        if (wait.isPresent()) {
            return Optional.of(new Login.Throttled(wait.orElseThrow()));
        }
        Optional<Row> known = known(account);
        if (passwords.verify(password, known.flatMap(row -> Rows.optionalText(row, "password_hash")))) {
            return Optional.empty();
        }
        refused(known, address);
        return Optional.of(new Login.Wrong());
    }

    private Optional<Row> known(String account) throws InterruptedException {
        return database.read(session -> session.first(
                "select " + Agents.COLUMNS + ", a.password_hash from agent a where a.account = $1 and a.active",
                account.toLowerCase(Locale.ROOT)));
    }

    private void refused(Optional<Row> known, String address) throws InterruptedException {
        Entry entry = Entry.of(Kind.SESSION_REFUSED).detail(new JsonObject().put("address", address));
        database.inTransaction(session -> {
            EventLog.append(session, known.map(row -> entry.agent(Rows.uuid(row, "agent_id"))).orElse(entry));
            return true;
        });
    }

    /** The password was right: it is no failure. */
    private Login outside(Agent agent, String account, String address) throws InterruptedException {
        database.inTransaction(session -> {
            throttle.succeed(session, account, address);
            return true;
        });
        return new Login.Outside(town.closed(agent));
    }

    private Login opened(Agent agent, String account, String address, Optional<String> userAgent) throws InterruptedException {
        String token = Secrets.random();
        Bytes digest = Secrets.digest(token);
        String csrfToken = Secrets.random();
        Instant now = clock.instant();
        Optional<String> browser = userAgent.map(name -> name.substring(0, Math.min(name.length(), MAXIMUM_USER_AGENT)));
        database.inTransaction(session -> {
            throttle.succeed(session, account, address);
            session.execute("""
                    insert into agent_session (token_hash, agent_id, csrf_token, created_at, used_at, expires_at, user_agent)
                    values ($1, $2, $3, $4, $4, $5, $6)
                    """, digest, agent.id(), csrfToken, now, now.plus(LONGEST), browser.orElse(null));
            EventLog.append(session, Entry.of(Kind.SESSION_OPENED).agent(agent.id()).detail(new JsonObject().put("address", address)));
            Accounts.turn(session, agent.id(), Availability.OFF, Availability.AVAILABLE);
            return true;
        });
        return new Opened(token, new Identity.BySession(agent, digest, csrfToken, now.plus(IDLE)));
    }

    /** The session that a cookie stands for, if it is still open. */
    public Optional<Identity.BySession> find(String token) throws InterruptedException {
        Bytes digest = Secrets.digest(token);
        Instant now = clock.instant();
        return database.read(session -> {
            Optional<Row> found = session.first("select " + Agents.COLUMNS + """
                    , s.csrf_token, s.used_at, s.expires_at
                      from agent_session s join agent a on a.id = s.agent_id
                     where s.token_hash = $1 and s.expires_at > $2 and s.used_at > $3 and a.active
                    """, digest, now, now.minus(IDLE));
            if (found.isEmpty()) {
                return Optional.<Identity.BySession>empty();
            }
            Row row = found.orElseThrow();
            if (Rows.instant(row, "used_at").isBefore(now.minus(TOUCH))) {
                session.execute("update agent_session set used_at = $2 where token_hash = $1", digest, now);
            }
            Instant oldest = Rows.instant(row, "expires_at");
            Instant idle = now.plus(IDLE);
            return Optional.of(
                    new Identity.BySession(Agents.read(row), digest, Rows.text(row, "csrf_token"), idle.isBefore(oldest) ? idle : oldest));
        });
    }

    public void close(Identity.BySession identity) throws InterruptedException {
        database.inTransaction(session -> {
            session.execute("delete from agent_session where token_hash = $1", identity.credential());
            EventLog.append(session, Entry.of(Kind.SESSION_CLOSED).agent(identity.agent().id()));
            if (session.first("select 1 from agent_session where agent_id = $1 limit 1", identity.agent().id()).isEmpty()) {
                Accounts.turn(session, identity.agent().id(), Availability.AVAILABLE, Availability.OFF);
                Accounts.turn(session, identity.agent().id(), Availability.AWAY, Availability.OFF);
            }
            return true;
        });
    }

    /** Which of these credentials, of sessions and tokens, still let somebody in. */
    public Set<Bytes> stillGood(Collection<Bytes> credentials) throws InterruptedException {
        Instant now = clock.instant();
        List<Row> rows = database.read(session -> session.query("""
                select s.token_hash from agent_session s join agent a on a.id = s.agent_id
                 where s.token_hash = any($1) and s.expires_at > $2 and a.active
                union all
                select t.token_hash from access_token t join agent a on a.id = t.agent_id
                 where t.token_hash = any($1) and coalesce(t.expires_at > $2, true) and a.active
                """, credentials.toArray(Bytes[]::new), now));
        Set<Bytes> good = new HashSet<>();
        rows.forEach(row -> good.add(Rows.bytes(row, "token_hash")));
        return good;
    }

    /** Removes what has ended. Now and then. */
    public void sweep() throws InterruptedException {
        Instant now = clock.instant();
        database.inTransaction(session -> {
            remove(session, now);
            throttle.sweep(session);
            return true;
        });
    }

    private static void remove(Session session, Instant now) throws InterruptedException {
        session.execute("delete from agent_session where expires_at < $1 or used_at < $2", now, now.minus(IDLE));
    }
}
