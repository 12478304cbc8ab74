package org.parvis.gateway.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;

/** Reads who changed what in the administration, from the change log. Blocking. */
public final class AdministrationHistory {

    /** In the words of the index event_administration_words. */
    private static final String KEPT = """
            e.kind in ('channel.added', 'channel.redefined', 'channel.removed', 'channel.tested', 'channel.paused', 'channel.resumed', 'channel.rate-changed',
                       'agent.created', 'agent.changed', 'team.created', 'team.changed', 'canned.changed',
                       'topic.created', 'topic.changed', 'topic.removed', 'tag.changed', 'tag.removed')
               and coalesce(e.detail ->> 'changed', '') not in ('[]', '["availability"]')
            """;
    /** What agents prefer is theirs. That somebody has another password is told, whoever changed it. */
    private static final String NOT_ONES_OWN = """
            (e.agent_id::text is distinct from e.detail ->> 'id' or not coalesce(e.detail -> 'changed' <@ '["language", "availability"]', false))
            """;
    /** In the words of the index event_administration_of_channel. */
    private static final String KEPT_OF_CHANNEL = """
            e.kind in ('channel.added', 'channel.redefined', 'channel.removed', 'channel.tested', 'channel.paused', 'channel.resumed', 'channel.rate-changed')
               and e.channel_id is not null
            """;

    private final Database database;

    public AdministrationHistory(Database database) {
        this.database = database;
    }

    /** What a change is about. */
    public enum Subject {
        CHANNELS("channel."), AGENTS("agent."), TEAMS("team."), CANNED_ANSWERS("canned."), TOPICS("topic."), TAGS("tag.");

        private final String kinds;

        Subject(String kinds) {
            this.kinds = kinds;
        }
    }

    /**
     * One change.
     *
     * @param kind  {@link Kind#wire}, or what a change of that kind is in fact: {@code canned.created}, {@code canned.archived}, {@code canned.taken-up},
     *              {@code agent.deactivated}, {@code agent.activated}
     * @param agent who did it; absent: the gateway itself, or somebody at the command line
     * @param channel of a channel; one that was removed has its label still
     * @param subject the agent, team, canned answer, topic or tag
     * @param name  of the subject as it was called then, where the entry says so
     * @param good  of a test
     */
    public record Entry(long id, Instant at, String kind, Optional<UUID> agent, Optional<Channel> channel, Optional<UUID> subject,
            Optional<String> name, Optional<Boolean> good, List<Difference.Field> changes) {

        public Entry {
            changes = List.copyOf(changes);
        }
    }

    /** Which channel, as it is called now. A test of settings that belong to no channel yet has a type alone. */
    public record Channel(Optional<String> id, Optional<String> label, Optional<String> type) {
    }

    /**
     * @param next before which the page after this one begins; absent: this is the last
     */
    public record Page(List<Entry> entries, Optional<Long> next) {

        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The latest first.
     *
     * @param before an entry's id: those that are older than it
     */
    public Page latest(Optional<Subject> about, Optional<Long> before, int limit) throws InterruptedException {
        List<Subject> subjects = about.map(List::of).orElse(Arrays.asList(Subject.values()));
        return read(KEPT + " and " + NOT_ONES_OWN + " and e.kind like any ($2)", before, limit,
                subjects.stream().map(subject -> subject.kinds + "%").toArray(String[]::new));
    }

    /** Of one channel, the latest first; of a channel that there never was, nothing. */
    public Page ofChannel(String channel, Optional<Long> before, int limit) throws InterruptedException {
        return read(KEPT_OF_CHANNEL + " and e.channel_id = $2", before, limit, channel);
    }

    private Page read(String which, Optional<Long> before, int limit, Object argument) throws InterruptedException {
        List<Entry> read = database.read(session -> session.query("""
                select e.id, e.at, e.kind, e.agent_id, e.channel_id, e.detail, channel.label, channel.type
                  from event e left join channel on channel.id = e.channel_id
                 where e.id < $1 and %s
                 order by e.id desc
                 limit $3
                """.formatted(which), before.orElse(Long.MAX_VALUE), argument, limit + 1)).stream().map(AdministrationHistory::read)
                .toList();
        return read.size() <= limit
                ? new Page(read, Optional.empty())
                : new Page(read.subList(0, limit), Optional.of(read.get(limit - 1).id()));
    }

    private static Entry read(Row row) {
        JsonObject detail = Rows.json(row, "detail");
        String kind = Rows.text(row, "kind");
        Optional<Channel> channel = kind.startsWith(Subject.CHANNELS.kinds)
                ? Optional.of(new Channel(Rows.optionalText(row, "channel_id"), Rows.optionalText(row, "label"),
                        Rows.optionalText(row, "type").or(() -> Optional.ofNullable(detail.getString("type")))))
                : Optional.empty();
        List<Difference.Field> changes = Difference.of(detail);
        return new Entry(Rows.number(row, "id"), Rows.instant(row, "at"), inFact(kind, changes), Rows.optionalUuid(row, "agent_id"),
                channel,
                Optional.ofNullable(detail.getString("id")).map(UUID::fromString),
                Optional.ofNullable(detail.getString("name", detail.getString("code", detail.getString("account")))),
                Optional.ofNullable(detail.getBoolean("good")), changes);
    }

    /** Desks need one kind of change to read something again; a reader wants to know what begins, what ends and what comes back. */
    private static String inFact(String kind, List<Difference.Field> changes) {
        return changes.stream().filter(Difference.Field::told).flatMap(field -> switch (kind + " " + field.name()) {
            case "canned.changed code" -> field.before().isEmpty() ? Stream.of("canned.created") : Stream.<String>empty();
            case "canned.changed archived" -> Stream.of(field.after().isEmpty() ? "canned.taken-up" : "canned.archived");
            case "agent.changed active" -> Stream.of(field.after().equals(List.of("true")) ? "agent.activated" : "agent.deactivated");
            default -> Stream.<String>empty();
        }).findFirst().orElse(kind);
    }
}
