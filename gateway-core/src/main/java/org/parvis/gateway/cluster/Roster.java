package org.parvis.gateway.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Position;

/** The nodes and leases in the record. Every method is one transaction of a few milliseconds; times are the database's, so that no node's clock matters. */
public final class Roster {

    /** How long a node is believed to live after its last sign of life. */
    public static final Duration LIFE = Duration.ofSeconds(5);

    /** A take-over waits no longer for a commit under the old epoch; the next beat tries again. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_NODES = 1_000;
    /** Nodes that vanished without a farewell are shown to operators for this long. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Database database;

    public Roster(Database database) {
        this.database = database;
    }

    /** What the record said at one moment. */
    public record View(List<Node> nodes, Map<String, Lease> leases) {

        static final View EMPTY = new View(List.of(), Map.of());

        public Optional<Node> node(UUID id) {
            return nodes.stream().filter(node -> node.id().equals(id)).findFirst();
        }
    }

    /** What a node says of itself with each sign of life. */
    record Beat(UUID id, String name, String version, boolean draining, Set<String> channels, Position tail) {
    }

    /** Renews a node's row and reads everybody's. */
    View beat(Beat self) throws InterruptedException {
        return database.inTransaction(session -> {
            session.execute("""
                    insert into node (id, name, version, started_at, expires_at, draining, channels, tail_transaction, tail_id)
                    values ($1, $2, $3, clock_timestamp(), clock_timestamp() + $4 * interval '1 ms', $5, $6, $7, $8)
                    on conflict (id) do update
                       set expires_at = excluded.expires_at, draining = excluded.draining, channels = excluded.channels,
                           tail_transaction = excluded.tail_transaction, tail_id = excluded.tail_id
                    """, self.id(), self.name(), self.version(), (double) LIFE.toMillis(), self.draining(),
                    self.channels().stream().sorted().toArray(String[]::new), self.tail().transaction(), self.tail().id());
            return view(session);
        });
    }

    public View view() throws InterruptedException {
        return database.read(Roster::view);
    }

    private static View view(Session session) throws InterruptedException {
        List<Node> nodes = session.query("""
                select id, name, version, started_at, expires_at > clock_timestamp() as alive, draining, channels, tail_transaction, tail_id
                  from node where expires_at > clock_timestamp() - $1 * interval '1 s' order by name, id limit %d
                """.formatted(MOST_NODES), (double) REMEMBERED.toSeconds()).stream().map(Roster::node).toList();
        Set<UUID> alive = nodes.stream().filter(Node::alive).map(Node::id).collect(Collectors.toSet());
        Map<String, Lease> leases = session.query("select channel_id, node, epoch, owned_since from channel_lease").stream()
                .map(row -> lease(row, alive)).collect(Collectors.toMap(Lease::channel, Function.identity()));
        return new View(nodes, leases);
    }

    /**
     * Takes a channel that nobody living owns, or this node itself under an older epoch. Waits for a commit under that epoch to end: when this
     * returns, none can follow.
     *
     * @return the new epoch; empty when another node was faster
     */
    Optional<Long> take(String channel, UUID node) throws InterruptedException {
        return database.inTransaction(session -> {
            session.execute("set local lock_timeout = " + LOCK_PATIENCE.toMillis());
            return session.first("""
                    update channel_lease set node = $2, epoch = epoch + 1, owned_since = clock_timestamp()
                     where channel_id = $1
                       and (node is null or node = $2
                            or not exists (select 1 from node as owner where owner.id = channel_lease.node and owner.expires_at > clock_timestamp()))
                    returning epoch
                    """, channel, node).map(row -> Rows.number(row, "epoch"));
        });
    }

    /** Gives a channel up, unless it was lost meanwhile. Under no epoch of this node can anything be committed after that. */
    void release(String channel, UUID node, long epoch) throws InterruptedException {
        database.inTransaction(session -> session.execute("""
                update channel_lease set node = null, owned_since = null, epoch = epoch + 1 where channel_id = $1 and node = $2 and epoch = $3
                """, channel, node, epoch));
    }

    /** Somebody has seen this node go. Should it live all the same, its next sign of life says so. */
    void expire(UUID node) throws InterruptedException {
        database.inTransaction(session -> session.execute("update node set expires_at = clock_timestamp() where id = $1", node));
    }

    /** Every other node is taken for gone: this gateway runs alone. */
    void expireOthers(UUID self) throws InterruptedException {
        database.inTransaction(
                session -> session.execute(
                        "update node set expires_at = clock_timestamp() where id <> $1 and expires_at > clock_timestamp()",
                        self));
    }

    /** A node's farewell; also forgets those of its name that died before it, and those that vanished long ago. */
    void leave(UUID node) throws InterruptedException {
        database.inTransaction(session -> session.execute("""
                delete from node
                 where id = $1 or expires_at < clock_timestamp() - $2 * interval '1 s'
                    or (name = (select name from node where id = $1) and expires_at < clock_timestamp())
                """, node, (double) REMEMBERED.toSeconds()));
    }

    private static Node node(Row row) {
        return new Node(Rows.uuid(row, "id"), Rows.text(row, "name"), Rows.text(row, "version"), Rows.instant(row, "started_at"),
                Rows.flag(row, "alive"), Rows.flag(row, "draining"), Set.copyOf(Rows.texts(row, "channels")),
                new Position(Rows.number(row, "tail_transaction"), Rows.number(row, "tail_id")));
    }

    private static Lease lease(Row row, Set<UUID> alive) {
        return new Lease(Rows.text(row, "channel_id"), Rows.optionalUuid(row, "node").filter(alive::contains), Rows.number(row, "epoch"),
                Rows.optionalInstant(row, "owned_since"));
    }
}
