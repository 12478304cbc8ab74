package org.parvis.channel.mastodon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;

/** Pages of {@code GET /api/v1/notifications}, with each bad notification set apart from the good ones. */
final class Notifications {

    static final int PAGE = 40;
    private static final List<String> TYPES = List.of("mention", "update");

    private final Api api;

    Notifications(Api api) {
        this.api = api;
    }

    /**
     * One page, the oldest first. Servers disagree about which page that is when there is more than one: with {@code min_id} Mastodon gives the
     * oldest, snac the newest. They agree that it lies between the two names, so whoever reads has to ask again below it.
     *
     * @param above only newer than this
     * @param below only older than this
     */
    List<Notification> page(Optional<String> above, Optional<String> below) throws IOException, InterruptedException, ChannelException {
        Answer answer = ask(above, below, PAGE);
        List<Notification> page;
        try {
            page = parse(answer);
        } catch (IOException e) {
            // One bad notification spoils its page: alone it can be told apart
            page = single(ask(above, below, 1));
        }
        return page.stream().filter(one -> above.isEmpty() || Progress.AGE.compare(one.id(), above.get()) > 0)
                .filter(one -> below.isEmpty() || Progress.AGE.compare(one.id(), below.get()) < 0)
                .sorted(Comparator.comparing(Notification::id, Progress.AGE)).toList();
    }

    private Answer ask(Optional<String> above, Optional<String> below, int limit)
            throws IOException, InterruptedException, ChannelException {
        var query = new ArrayList<Map.Entry<String, String>>();
        above.ifPresent(id -> query.add(Map.entry("min_id", id)));
        below.ifPresent(id -> query.add(Map.entry("max_id", id)));
        query.add(Map.entry("limit", Integer.toString(limit)));
        TYPES.forEach(type -> query.add(Map.entry("types[]", type)));
        Answer answer = api.get("/api/v1/notifications", query);
        if (!answer.ok()) {
            throw new ChannelException(Faults.of(answer));
        }
        return answer;
    }

    private static List<Notification> parse(Answer answer) throws IOException {
        JsonNode json = answer.json();
        if (!json.isArray()) {
            throw new IOException("The notifications are no list");
        }
        var page = new ArrayList<Notification>();
        for (JsonNode one : json) {
            Optional<String> id = Json.words(one, "id").filter(value -> value.length() <= Notification.LONGEST_ID);
            Bytes raw = Json.bytes(one);
            // Without an id of its own it cannot move the cursor; its digest still names it
            page.add(new Notification(id.orElseGet(() -> ""), Optional.of(one), raw));
        }
        return page;
    }

    private static List<Notification> single(Answer answer) throws ChannelException {
        try {
            return parse(answer);
        } catch (IOException e) {
            Optional<String> id = Notification.idIn(answer.body());
            if (id.isEmpty()) {
                throw new ChannelException(new Fault(Fault.Owner.PLATFORM, "MALFORMED", "The server's notifications are no JSON."), e);
            }
            return List.of(new Notification(id.get(), Optional.empty(), answer.body()));
        }
    }
}
