package org.parvis.gateway.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.cluster.Lease;
import org.parvis.gateway.cluster.Node;
import org.parvis.gateway.plugin.ChannelHealth;

/** The nodes and channels at one moment. */
public record Overview(List<Member> members, List<OwnedChannel> channels) {

    public Overview {
        members = List.copyOf(members);
        channels = List.copyOf(channels);
    }

    /** @param lag absent for a node that does not live: it tells nobody anything */
    public record Member(Node node, Optional<Lag> lag) {
    }

    /**
     * How far a node is behind in telling its desks what changed, as of its last sign of life.
     *
     * @param changes those that it has not told; at most {@link Operations#MOST_COUNTED}
     * @param since   how old the oldest of these is
     */
    public record Lag(long changes, Duration since) {

        static final Lag NONE = new Lag(0, Duration.ZERO);
    }

    /**
     * @param configured whether it is one of this installation's channels; one that is not is here because something still waits in it
     * @param lease      without an owner when no living node has it
     * @param health     as its owner tells, or why it is not open
     * @param story      since when it is so, and what was wrong last
     */
    public record OwnedChannel(String id, String label, boolean configured, Lease lease, Optional<ChannelHealth> health, Queue queue,
            Story story) {

        public Optional<Instant> pausedSince() {
            return story.pausedSince();
        }
    }

    /**
     * What the record knows of a channel beside how it is.
     *
     * @param healthSince since when its owner tells the same state; absent where nobody owns it
     * @param lastFault   what was wrong last, whether it still is or not
     */
    public record Story(Optional<Instant> healthSince, Optional<Instant> pausedSince, Optional<LastFault> lastFault) {

        static final Story NONE = new Story(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param code empty where none is known */
    public record LastFault(Instant at, String code, String detail) {
    }

    public boolean everyChannelIsOwned() {
        return channels.stream().filter(OwnedChannel::configured).allMatch(channel -> channel.lease().node().isPresent());
    }

    /** The owner of a channel, if it lives. */
    public Optional<Node> owner(OwnedChannel channel) {
        return channel.lease().node()
                .flatMap(id -> members.stream().map(Member::node).filter(node -> node.id().equals(id)).findFirst());
    }

    /**
     * As the API's contract says.
     *
     * @param answering the node that answers, if one does
     */
    public JsonObject json(Optional<UUID> answering) {
        return new JsonObject()
                .put("nodes", new JsonArray(members.stream().map(member -> json(member, answering)).toList()))
                .put("channels", new JsonArray(channels.stream().map(Overview::json).toList()));
    }

    private static JsonObject json(Member member, Optional<UUID> answering) {
        Node node = member.node();
        JsonObject shape = new JsonObject().put("id", node.id().toString()).put("name", node.name()).put("version", node.version())
                .put("startedAt", node.startedAt().toString()).put("alive", node.alive()).put("draining", node.draining())
                .put("answering", answering.filter(node.id()::equals).isPresent());
        member.lag().ifPresent(lag -> shape.put("lag",
                new JsonObject().put("changes", lag.changes()).put("seconds", lag.since().toSeconds())));
        return shape;
    }

    private static JsonObject json(OwnedChannel channel) {
        JsonObject shape = new JsonObject().put("id", channel.id()).put("label", channel.label()).put("configured", channel.configured())
                .put("epoch", channel.lease().epoch()).put("queue", json(channel.queue()));
        channel.lease().node().ifPresent(owner -> {
            shape.put("ownerId", owner.toString());
            channel.lease().since().map(Instant::toString).ifPresent(since -> shape.put("ownedSince", since));
        });
        channel.health().ifPresent(health -> shape.put("health", json(health)));
        channel.story().healthSince().ifPresent(since -> shape.put("healthSince", since.toString()));
        channel.story().lastFault().ifPresent(fault -> shape.put("lastFault", json(fault)));
        return shape;
    }

    private static JsonObject json(LastFault fault) {
        JsonObject shape = new JsonObject().put("at", fault.at().toString()).put("detail", fault.detail());
        return fault.code().isEmpty() ? shape : shape.put("code", fault.code());
    }

    private static JsonObject json(ChannelHealth health) {
        JsonObject shape = new JsonObject().put("state", health.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (!health.code().isEmpty()) {
            shape.put("code", health.code());
        }
        return health.detail().isEmpty() ? shape : shape.put("detail", health.detail());
    }

    private static JsonObject json(Queue queue) {
        JsonObject shape = new JsonObject().put("queued", queue.queued()).put("due", queue.due()).put("sending", queue.sending())
                .put("failed", queue.failed()).put("unknown", queue.unknown()).put("byPerson", queue.byPerson());
        queue.oldest().ifPresent(age -> shape.put("oldestSeconds", age.toSeconds()));
        return shape;
    }
}
