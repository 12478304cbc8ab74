package org.parvis.gateway.cluster;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Spreads channels over nodes by highest random weight (Thaler and Ravishankar, 1998): every node computes the same owner from the same members, and when one
 * comes or goes only its own share moves.
 */
final class Rendezvous {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Rendezvous() {
    }

    /** The node that should own the channel, if any can. */
    static Optional<Node> owner(String channel, Collection<Node> nodes) {
        return nodes.stream().filter(node -> node.canOwn(channel))
                .max(Comparator.comparingLong((Node node) -> weight(channel, node.name())).thenComparing(Node::id));
    }

    /** FNV-1a over both names, then the finalizer of SplitMix64: neighbouring names get unrelated weights. */
    private static long weight(String channel, String node) {
        long hash = FNV_OFFSET;
        for (byte each : (channel + "\0" + node).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
