package org.parvis.gateway.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A colleague who reads here and there: whoever sees them on another node has heard it over the event bus. */
final class Company {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long RENEWAL_MILLIS = 1_000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(3))
            .build();
    private final String token;
    private final List<Agents.Desk> desks;

    /** @param token of somebody whose desk is none of these: nobody is told of themselves */
    Company(String token, List<Agents.Desk> desks) {
        this.token = token;
        this.desks = desks;
    }

    /** Until what is told on each node is heard on all. */
    void awaitEverywhere() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Agents.Desk desk : desks) {
            UUID conversation = UUID.randomUUID();
            while (!isSeen(conversation)) {
                assertThat(System.nanoTime()).as("what is told on %s is heard on every node within %s", desk.node(), PATIENCE)
                        .isLessThan(end);
                tell(desk.node(), conversation);
                long renewal = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RENEWAL_MILLIS);
                while (System.nanoTime() < renewal && !isSeen(conversation)) {
                    TimeUnit.MILLISECONDS.sleep(Flow.LOOK_MILLIS);
                }
            }
        }
    }

    private boolean isSeen(UUID conversation) {
        return desks.stream().allMatch(desk -> desk.colleagues().contains(conversation.toString()));
    }

    private void tell(URI node, UUID conversation) throws InterruptedException {
        try {
            client.send(HttpRequest.newBuilder(node.resolve("/api/v1/conversations/" + conversation + "/presence"))
                    .timeout(PATIENCE).header("authorization", "Bearer " + token).header("content-type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"doing\":\"reading\"}")).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException away) {
            // Told again with the next renewal.
        }
    }
}
