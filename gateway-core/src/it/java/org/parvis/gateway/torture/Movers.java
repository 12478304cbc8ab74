package org.parvis.gateway.torture;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Agents who put things in order meanwhile: some of what a person writes is merged into what they wrote before, some is split off again, and half of it is taken back. */
final class Movers {

    private static final long AGAIN_MILLIS = 200;
    /** Of so many e-mails one is moved. */
    private static final int ONE_IN = 10;
    /** Somebody else has moved one of the two, or there is nothing to split. */
    private static final Set<Integer> REFUSED = Set.of(409, 422);

    private final Web web;
    private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
    /** By contact, the conversation that the others are merged into. */
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    /** By move, whether it was taken back; all of them acknowledged. */
    private final Map<String, Boolean> moved = new ConcurrentHashMap<>();
    private final Set<String> oddities = ConcurrentHashMap.newKeySet();

    Movers(Web web) {
        this.web = web;
    }

    /** An e-mail has come. */
    void heard(String conversation, String message) {
        int chance = Math.floorMod(message.hashCode() / 7, 2 * ONE_IN);
        if (chance < 2) {
            hands.execute(() -> move(conversation, message, chance == 0));
        }
    }

    /** Returns when what was begun is acknowledged. */
    void stop() throws InterruptedException {
        hands.shutdown();
        hands.awaitTermination(2, TimeUnit.MINUTES);
    }

    /** The moves that were acknowledged, and whether it was acknowledged too that they were taken back. */
    Map<String, Boolean> moved() {
        return Map.copyOf(moved);
    }

    Set<String> oddities() {
        return Set.copyOf(oddities);
    }

    private void move(String conversation, String message, boolean back) {
        try {
            Optional<JsonObject> row = patiently("/api/v1/conversations/" + conversation, web::ask);
            if (row.isEmpty()) {
                return;
            }
            String target = kept.putIfAbsent(row.get().getJsonObject("contact").getString("id"), conversation);
            if (target == null || target.equals(conversation)) {
                return;
            }
            List<String> moves = new ArrayList<>();
            told("/api/v1/conversations/" + target + "/merges", new JsonObject().put("otherId", conversation).encode(), "merge-" + message)
                    .ifPresent(merge -> moves.add(merge.getString("id")));
            told("/api/v1/conversations/" + target + "/splits", new JsonObject().put("messageIds", new JsonArray().add(message)).encode(),
                    "split-" + message).ifPresent(split -> moves.add(split.getString("id")));
            moves.forEach(move -> moved.put(move, false));
            if (back && !moves.isEmpty()
                    && told("/api/v1/conversation-moves/" + moves.getLast() + "/undo", "", "undo-" + message).isPresent()) {
                moved.put(moves.getLast(), true);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<JsonObject> told(String path, String body, String key) throws InterruptedException {
        return patiently(path, to -> web.post(to, body, key));
    }

    /** Again until it is answered; nothing when it is refused for good. */
    private Optional<JsonObject> patiently(String path, Request request) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<String> answer = request.send(path);
                if (answer.statusCode() < 300) {
                    return Optional.of(new JsonObject(answer.body()));
                }
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    if (!REFUSED.contains(answer.statusCode())) {
                        oddities.add(path + " " + answer.statusCode() + ": " + answer.body());
                    }
                    return Optional.empty();
                }
            } catch (IOException again) {
                // Sent again under the same key.
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
    }

    /** What is sent again until it is answered. */
    @FunctionalInterface
    private interface Request {
        HttpResponse<String> send(String path) throws IOException, InterruptedException;
    }
}
