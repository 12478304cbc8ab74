package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.vertx.sqlclient.Row;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

import org.parvis.gateway.database.Database;

/** Accounts for every number, in the record, in every desk's stream and in what the networks got. */
final class Reckoning {

    private static final Pattern QUESTION = Pattern.compile("\\bn(\\d+)n\\b");
    private static final Pattern ANSWER = Pattern.compile("Nous nous en occupons, r(\\d+)r\\.");
    private static final int PAGE = 5_000;

    private final Database database;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Object> figures = new TreeMap<>();

    Reckoning(Database database) {
        this.database = database;
    }

    /** What is not as it must be; empty when all is well. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    Map<String, Object> figures() {
        return Map.copyOf(figures);
    }

    /** Nothing lost, nothing twice. */
    void questions(Map<Integer, String> acknowledged) throws InterruptedException {
        Map<Integer, Integer> kept = new HashMap<>();
        for (Row message : pages("select id, body from message where kind = 'INBOUND' and id > $1 order by id limit " + PAGE)) {
            number(QUESTION, message.getString("body")).forEach(number -> kept.merge(number, 1, Integer::sum));
        }
        List<Integer> lost = acknowledged.keySet().stream().filter(number -> !kept.containsKey(number)).sorted().toList();
        List<Integer> twice = kept.entrySet().stream().filter(entry -> entry.getValue() > 1).map(Map.Entry::getKey).sorted().toList();
        figures.put("messages acknowledged", acknowledged.size());
        figures.put("messages lost", lost.size());
        figures.put("messages shown twice", twice.size());
        lost.forEach(number -> wrong.add("lost: " + number + " by " + acknowledged.get(number)));
        twice.forEach(number -> wrong.add("twice in the record: " + number));
    }

    /** Each desk was told of each message once, whatever happened to its node. */
    void desks(List<Agents.Desk> desks, Set<UUID> before) throws InterruptedException {
        Set<String> expected = pages("select id from message where kind = 'INBOUND' and id > $1 order by id limit " + PAGE).stream()
                .map(row -> row.getUUID("id")).filter(id -> !before.contains(id)).map(UUID::toString).collect(Collectors.toSet());
        int missing = 0;
        int repeated = 0;
        int resets = 0;
        for (Agents.Desk desk : desks) {
            Map<String, AtomicInteger> received = desk.received();
            resets += desk.resets();
            List<String> untold = expected.stream().filter(id -> !received.containsKey(id)).toList();
            List<String> again = received.entrySet().stream().filter(entry -> entry.getValue().get() > 1).map(Map.Entry::getKey).toList();
            missing += untold.size();
            repeated += again.size();
            untold.stream().limit(5).forEach(id -> wrong.add("a desk was never told of " + id));
            again.stream().limit(5).forEach(id -> wrong.add("a desk was told twice of " + id));
        }
        figures.put("stream events missing", missing);
        figures.put("stream events twice", repeated);
        figures.put("streams that had to read everything again", resets);
    }

    /** What agents were told of their answers is what the networks got. */
    void answers(Map<Integer, UUID> acknowledged, List<String> published, List<MimeMessage> mailed, List<String> filed)
            throws InterruptedException {
        Map<Integer, Integer> posts = new HashMap<>();
        published.forEach(post -> number(ANSWER, post).forEach(number -> posts.merge(number, 1, Integer::sum)));
        Map<Integer, Integer> mails = new HashMap<>();
        mailed.forEach(mail -> number(ANSWER, words(mail)).forEach(number -> mails.merge(number, 1, Integer::sum)));
        Map<Integer, Integer> files = new HashMap<>();
        filed.forEach(line -> number(ANSWER, line).forEach(number -> files.merge(number, 1, Integer::sum)));
        Map<String, Map<Integer, Integer>> got = Map.of("social", posts, "courriel", mails, Citizens.UNRULY, files);
        Map<Integer, Integer> kept = new HashMap<>();
        Map<String, Integer> states = new TreeMap<>();
        int sentTwice = 0;
        int falseState = 0;
        for (Row row : pages("""
                select message.id, message.body, message.channel_id, delivery.state from message join delivery on delivery.message_id = message.id
                 where message.kind = 'OUTBOUND' and message.id > $1 order by message.id limit %d
                """.formatted(PAGE))) {
            for (int number : number(ANSWER, row.getString("body"))) {
                kept.merge(number, 1, Integer::sum);
                String channel = row.getString("channel_id");
                String state = row.getString("state");
                states.merge(channel + " " + state, 1, Integer::sum);
                if (channel.equals("formulaire")) {
                    continue;
                }
                boolean idempotent = channel.equals("social");
                int sent = got.getOrDefault(channel, Map.of()).getOrDefault(number, 0);
                if (sent > 1 && (idempotent || state.equals("ACCEPTED"))) {
                    sentTwice++;
                    wrong.add("sent " + sent + " times: answer " + number + " by " + channel + ", " + state);
                }
                boolean fits = switch (state) {
                    case "ACCEPTED", "DELIVERED", "READ" -> sent >= 1;
                    case "UNKNOWN" -> sent <= 1;
                    case "FAILED", "CANCELLED" -> sent == 0;
                    default -> false;
                };
                if (!fits) {
                    falseState++;
                    wrong.add("answer " + number + " by " + channel + " is " + state + ", and was sent " + sent + " times");
                }
            }
        }
        List<Integer> lost = acknowledged.keySet().stream().filter(number -> !kept.containsKey(number)).toList();
        List<Integer> doubled = kept.entrySet().stream().filter(entry -> entry.getValue() > 1).map(Map.Entry::getKey).toList();
        lost.forEach(number -> wrong.add("answer lost: " + number));
        doubled.forEach(number -> wrong.add("answer twice in the record: " + number));
        figures.put("answers acknowledged", acknowledged.size());
        figures.put("answers lost", lost.size());
        figures.put("answers twice in the record", doubled.size());
        figures.put("answers sent twice", sentTwice);
        figures.put("answers whose state was not true", falseState);
        figures.put("answers by state", states.toString());
    }

    /** received = answered + handed over + closed + open, and owed_since says the same as the obligations. */
    void ledger() throws InterruptedException {
        Row ledger = database.read(session -> session.first("select * from ledger")).orElseThrow();
        long sum = ledger.getLong("answered") + ledger.getLong("handed_over") + ledger.getLong("closed") + ledger.getLong("open");
        long persons = database
                .read(session -> session.first("select count(*) as n from message where kind = 'INBOUND' and origin = 'PERSON'"))
                .orElseThrow().getLong("n");
        long untrue = database.read(session -> session.first("""
                select count(*) as n from conversation
                 where owed_since is distinct from (select min(opened_at) from obligation where conversation_id = conversation.id and settlement is null)
                """)).orElseThrow().getLong("n");
        figures.put("ledger", "received " + ledger.getLong("received") + ", answered " + ledger.getLong("answered") + ", open "
                + ledger.getLong("open"));
        if (ledger.getLong("received") != sum || ledger.getLong("received") != persons || untrue != 0) {
            wrong.add("the ledger does not balance: " + figures.get("ledger") + ", messages " + persons
                    + ", conversations that say otherwise "
                    + untrue);
        }
    }

    /** What was acknowledged stands in the record, and each conversation counts what it has. */
    void moves(Map<String, Boolean> acknowledged) throws InterruptedException {
        Map<String, Boolean> kept = new HashMap<>();
        pages("select id, undone_at is not null as undone from conversation_move where id > $1 order by id limit " + PAGE)
                .forEach(move -> kept.put(move.getUUID("id").toString(), move.getBoolean("undone")));
        acknowledged.forEach((move, undone) -> {
            if (!kept.containsKey(move) || (undone && !kept.get(move))) {
                wrong.add("the move " + move + " was acknowledged, and is not as it was told");
            }
        });
        long miscounted = database.read(session -> session.first("""
                select count(*) as n from conversation
                 where message_count <> (select count(*) from message where conversation_id = conversation.id)
                    or (merged_into is not null and message_count > 0)
                """)).orElseThrow().getLong("n");
        figures.put("merges and splits acknowledged",
                acknowledged.size() + ", " + acknowledged.values().stream().filter(undone -> undone).count()
                        + " taken back");
        if (miscounted > 0) {
            wrong.add(miscounted + " conversations count what they have not");
        }
    }

    private List<Row> pages(String sql) throws InterruptedException {
        List<Row> all = new ArrayList<>();
        UUID after = new UUID(0, 0);
        while (true) {
            UUID from = after;
            List<Row> page = database.read(session -> session.query(sql, from));
            all.addAll(page);
            if (page.size() < PAGE) {
                return all;
            }
            after = page.getLast().getUUID("id");
        }
    }

    /** Its words, decoded: in its source an address of a secret page or a boundary may look like a mark. */
    private static String words(MimeMessage mail) {
        try {
            return mail.getContent() instanceof Multipart parts ? (String) parts.getBodyPart(0).getContent() : (String) mail.getContent();
        } catch (IOException | MessagingException unreadable) {
            throw new IllegalStateException("What the gateway has sent cannot be read", unreadable);
        }
    }

    private static List<Integer> number(Pattern pattern, String text) {
        List<Integer> numbers = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group(1)));
        }
        return numbers.stream().distinct().toList();
    }
}
