package org.parvis.channel.mastodon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.CommandKey;

/**
 * Finds out whether a command was carried out by an earlier attempt, by reading what our account has written. Mastodon itself recognises an
 * {@code Idempotency-Key}; snac and other servers of its API ignore it and post twice.
 *
 * <p>It looks in three places, because no one shows everything everywhere: our account's statuses (snac leaves private ones out), the answers to
 * the message that is answered, and our home timeline. A status is the one if it is ours, answers the same message and has the same letters and
 * digits; servers change the rest. A status known to be another command's is left aside. Safe for use by many threads.
 */
final class SentBefore {

    private static final int LOOKS_BACK = 40;
    private static final int MOST_REMEMBERED = 1_000;

    private final Api api;
    private final Map<CommandKey, String> known = new LinkedHashMap<>();

    SentBefore(Api api) {
        this.api = api;
    }

    synchronized void remember(CommandKey key, String status) {
        known.put(key, status);
        if (known.size() > MOST_REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private synchronized Optional<String> remembered(CommandKey key) {
        return Optional.ofNullable(known.get(key));
    }

    private synchronized Set<String> ofOthers(CommandKey key) {
        return known.entrySet().stream().filter(entry -> !entry.getKey().equals(key)).map(Map.Entry::getValue).collect(Collectors.toSet());
    }

    /**
     * The status that an earlier attempt has left, if there is one.
     *
     * @throws IOException when our server does not let us look; then nothing is known
     */
    Optional<String> find(CommandKey key, Account self, Optional<String> answered, String text) throws IOException, InterruptedException {
        Optional<String> remembered = remembered(key);
        if (remembered.isPresent()) {
            return remembered;
        }
        Set<String> names = answered.isPresent() ? namesOf(answered.get()) : Set.of();
        String digest = StatusText.digest(text);
        Set<String> others = ofOthers(key);
        for (JsonNode status : written(self, answered)) {
            Optional<String> id = Notification.idOf(status);
            boolean ours = Json.text(status.path("account"), "id").filter(self.id()::equals).isPresent();
            Optional<String> answers = Json.words(status, "in_reply_to_id");
            boolean sameTarget = answered.isPresent() ? answers.filter(names::contains).isPresent() : answers.isEmpty();
            boolean same = sameTarget && StatusText.digest(StatusText.of(Json.text(status, "content").orElse(""))).equals(digest);
            if (ours && same && id.isPresent() && !others.contains(id.get())) {
                remember(key, id.get());
                return id;
            }
        }
        return Optional.empty();
    }

    /** The name under which we know a status, and the one that the server gives it now: snac changes it when the status is edited. */
    private Set<String> namesOf(String id) throws IOException, InterruptedException {
        var names = new HashSet<String>(List.of(id));
        Answer answer = api.get("/api/v1/statuses/" + Api.encode(id), Map.of());
        if (!answer.gone()) {
            Notification.idOf(readable(answer)).ifPresent(names::add);
        }
        return names;
    }

    private List<JsonNode> written(Account self, Optional<String> answered) throws IOException, InterruptedException {
        var written = new ArrayList<JsonNode>();
        String own = "/api/v1/accounts/" + Api.encode(self.id()) + "/statuses";
        written.addAll(statuses(api.get(own, List.of(Map.entry("limit", "" + LOOKS_BACK), Map.entry("exclude_reblogs", "true")))));
        if (answered.isPresent()) {
            Answer context = api.get("/api/v1/statuses/" + Api.encode(answered.get()) + "/context", Map.of());
            if (!context.gone()) {
                written.addAll(Json.list(readable(context), "descendants"));
            }
        }
        Answer home = api.get("/api/v1/timelines/home", Map.of("limit", "" + LOOKS_BACK));
        written.addAll(statuses(home));
        return written;
    }

    private static List<JsonNode> statuses(Answer answer) throws IOException {
        var statuses = new ArrayList<JsonNode>();
        readable(answer).forEach(statuses::add);
        return statuses;
    }

    private static JsonNode readable(Answer answer) throws IOException {
        if (!answer.ok()) {
            throw new IOException("Looking for an earlier attempt: " + answer.error());
        }
        return answer.json();
    }
}
