package org.parvis.gateway.http.pages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.parvis.channel.Bytes;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Endpoint;
import org.parvis.gateway.http.wire.Problem;

/**
 * The files of this node's desk, and those of other nodes' while one version is exchanged for the next: a page may come from one node and its modules be asked of another, and a page that is
 * open goes on by what it began with. Each version lies in the record from before its first page is served.
 */
public final class DeskVersions {

    /** At least so many, for pages that stay open over some upgrades; and each that was served not long ago. */
    private static final int KEPT = 5;
    /** More are not known here at once; the latest of them. */
    private static final int MOST_KNOWN = 100;
    /**
     * So long at least between two looks at which versions there are, however many are asked for that are none. Another node's version is in the record before that node serves its first
     * page; only where somebody asked for a version that is none in the moment before is it not found here at once.
     */
    static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{" + Assets.HASH_CHARACTERS + "})/([\\w./-]{1,200})");

    private final Database database;
    private final Assets own;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Set<String> known = Set.of();
    /** Under the lock. */
    private Instant looked = Instant.EPOCH;

    public DeskVersions(Database database, Contents contents) {
        this(database, contents.assets(), Clock.systemUTC());
    }

    DeskVersions(Database database, Assets own, Clock clock) {
        this.database = database;
        this.own = own;
        this.clock = clock;
    }

    /** Of this node's desk, which is told apart by it. */
    public String own() {
        return own.hash();
    }

    /** Puts this node's version into the record, or says that it is still served. Blocking; a tenth of a second the first time. */
    public void publish() throws InterruptedException {
        database.inTransaction(session -> session.execute("update desk_version set seen_at = now() where hash = $1", own.hash()) > 0
                || add(session));
    }

    /** Of two nodes that start at once, one writes and the other finds nothing to do. */
    private boolean add(Session session) throws InterruptedException {
        if (session.execute("insert into desk_version (hash) values ($1) on conflict do nothing", own.hash()) == 0) {
            return false;
        }
        Map<String, Asset> files = own.served();
        session.execute("insert into desk_file (hash, name, bytes) select $1, * from unnest($2::text[], $3::bytea[])", own.hash(),
                files.keySet().toArray(String[]::new),
                files.values().stream().map(asset -> Bytes.wrap(asset.plain().getBytes())).toArray(Bytes[]::new));
        session.execute("""
                delete from desk_version
                 where seen_at < now() - interval '30 days' and hash not in (select hash from desk_version order by seen_at desc limit $1)
                """, (long) KEPT);
        return true;
    }

    public Endpoint endpoint() {
        return Endpoint.get(Assets.PREFIX + "/*", this::serve);
    }

    private Answer serve(Call call) throws InterruptedException {
        Matcher file = FILE.matcher(call.parameter("*"));
        if (!file.matches()) {
            throw Problem.notFound().exception();
        }
        String version = file.group(1);
        String name = file.group(2);
        Optional<Asset> asset = version.equals(own.hash()) ? own.find(name) : find(version, name);
        return asset.orElseThrow(() -> Problem.notFound().exception()).answer(call);
    }

    /** Of another version than this node's. */
    Optional<Asset> find(String version, String name) throws InterruptedException {
        return known.contains(version) || isFound(version) ? read(version, name) : Optional.empty();
    }

    /** Whether it is in the record; those who ask at once share one look. */
    private boolean isFound(String version) throws InterruptedException {
        looking.lockInterruptibly();
        try {
            Instant now = clock.instant();
            if (!known.contains(version) && Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) >= 0) {
                known = database
                        .read(session -> session.query("select hash from desk_version order by seen_at desc limit $1", (long) MOST_KNOWN))
                        .stream().map(row -> Rows.text(row, "hash")).collect(Collectors.toUnmodifiableSet());
                looked = now;
            }
            return known.contains(version);
        } finally {
            looking.unlock();
        }
    }

    private Optional<Asset> read(String version, String name) throws InterruptedException {
        return database.read(session -> session.first("select bytes from desk_file where hash = $1 and name = $2", version, name))
                .map(row -> Asset.of(name, Rows.bytes(row, "bytes").toArray()));
    }
}
