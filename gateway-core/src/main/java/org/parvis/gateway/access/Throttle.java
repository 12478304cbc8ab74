package org.parvis.gateway.access;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/**
 * Makes guessing passwords slow: after some failures an account, and an address, must wait, longer each time. An attempt counts as a
 * failure from its beginning, so that many at once do not slip through together; success takes it back.
 */
final class Throttle {

    /** How many failures cost nothing: typing errors, and whole offices behind one address. */
    private static final int FREE_FOR_ACCOUNT = 5;
    private static final int FREE_FOR_ADDRESS = 30;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    /** Not longer: otherwise anybody could lock an agent out for a day. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MAXIMUM_DOUBLINGS = 16;
    /** Of an IPv6 address: what one customer of a provider has for themselves. */
    private static final int IPV6_PREFIX_BYTES = 8;

    private final Database database;
    private final Clock clock;

    Throttle(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts the attempt; or says how long to wait, and then counts nothing. */
    Optional<Duration> begin(String account, String address) throws InterruptedException {
        return database.inTransaction(session -> {
            Instant now = clock.instant();
            Optional<Duration> wait = wait(session, byAccount(account), FREE_FOR_ACCOUNT, now);
            if (wait.isPresent()) {
                return wait;
            }
            Optional<Duration> addressWait = wait(session, byAddress(address), FREE_FOR_ADDRESS, now);
            if (addressWait.isPresent()) {
                return addressWait;
            }
            fail(session, byAccount(account), FREE_FOR_ACCOUNT, now);
            fail(session, byAddress(address), FREE_FOR_ADDRESS, now);
            return Optional.<Duration>empty();
        });
    }

    /** Takes the attempt back: it was the right password. */
    void succeed(Session session, String account, String address) throws InterruptedException {
        session.execute("delete from login_attempt where subject = $1", byAccount(account));
        session.execute("update login_attempt set failures = failures - 1 where subject = $1 and failures > 0", byAddress(address));
    }

    /** Removes what counts no more. */
    void sweep(Session session) throws InterruptedException {
        session.execute("delete from login_attempt where until < $1", clock.instant().minus(FORGOTTEN_AFTER));
    }

    private static Optional<Duration> wait(Session session, String subject, int free, Instant now) throws InterruptedException {
        // The row is made first, so that two attempts at the same moment wait for each other here.
        session.execute("insert into login_attempt (subject, failures, until) values ($1, 0, $2) on conflict do nothing", subject, now);
        Row row = session.first("select failures, until from login_attempt where subject = $1 for update", subject).orElseThrow();
        Instant until = Rows.instant(row, "until");
        // Without the first condition, clocks of two nodes that differ a little would make somebody wait who never failed.
        return Rows.number(row, "failures") > free && until.isAfter(now) ? Optional.of(Duration.between(now, until)) : Optional.empty();
    }

    private static void fail(Session session, String subject, int free, Instant now) throws InterruptedException {
        long before = Rows.number(
                session.first("select case when until < $2 then 0 else failures end as failures from login_attempt where subject = $1",
                        subject, now.minus(FORGOTTEN_AFTER)).orElseThrow(),
                "failures");
        session.execute("update login_attempt set failures = $2, until = $3 where subject = $1", subject, (int) before + 1,
                now.plus(waitAfter((int) before + 1, free)));
    }

    private static Duration waitAfter(int failures, int free) {
        if (failures <= free) {
            return Duration.ZERO;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - free - 1, MAXIMUM_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    /** Hashed: people type passwords where the account belongs. */
    static String byAccount(String account) {
        return "account:" + digest(account.toLowerCase(Locale.ROOT));
    }

    static String byAddress(String address) {
        return "address:" + digest(network(address));
    }

    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            boolean version6 = bytes.length > 4;
            return HexFormat.of().formatHex(version6 ? Arrays.copyOf(bytes, IPV6_PREFIX_BYTES) : bytes);
        } catch (IllegalArgumentException unknown) {
            return address;
        }
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Secrets.digest(text).toArray());
    }
}
