package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.operations.Operations;
import org.parvis.gateway.operations.Operations.Known;

/** Nodes, owners of channels, queues. */
public final class ClusterOperations {

    private final Operations operations;
    private final Channels channels;
    private final UUID node;

    public ClusterOperations(Operations operations, Channels channels, UUID node) {
        this.operations = operations;
        this.channels = channels;
        this.node = node;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("cluster", this::cluster);
    }

    private Answer cluster(Arguments arguments) throws InterruptedException {
        List<Known> configured = channels.statuses().get().stream()
                .map(channel -> new Known(channel.id(), channel.label(), Optional.of(channel.health()))).toList();
        return Answer.json(200, operations.overview(configured).json(Optional.of(node)));
    }
}
