package org.parvis.gateway.conversation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.scope.Scope;
import org.parvis.gateway.scope.Within;
import org.parvis.gateway.scope.Within.Place;

/** Reads who changed what on a conversation, from the change log. Blocking. */
public final class HistoryQueries {

    /** What is older of a conversation that was changed more often is in the log, and in nobody's way. */
    public static final int LATEST = 500;

    private static final int NOTE_LENGTH = 300;

    private final Database database;

    public HistoryQueries(Database database) {
        this.database = database;
    }

    /**
     * The latest changes in order of time, along event_conversation; of a conversation that does not exist, none. What ties it to another conversation is told to those
     * who see that one.
     */
    public List<HistoryEntry> of(Scope scope, UUID conversation) throws InterruptedException {
        List<HistoryEntry> all = of(conversation);
        if (!scope.isLimited()) {
            return all;
        }
        Set<UUID> others = all.stream().flatMap(entry -> entry.other().stream()).collect(Collectors.toSet());
        Map<UUID, Place> places = new Within(database).places(others);
        return all.stream()
                .filter(entry -> entry.other().map(other -> places.getOrDefault(other, Place.UNKNOWN).isWithin(scope)).orElse(true))
                .toList();
    }

    private List<HistoryEntry> of(UUID conversation) throws InterruptedException {
        return database.read(session -> session.query("""
                select latest.id, at, latest.agent_id, detail, note.id as note_id, case when note.deleted_at is null then case
                           when length(note.line) > %2$d then left(note.line, %2$d) || '…' else note.line end end as note_words, exists (
                           select from conversation_move move
                            where move.id = (latest.detail ->> 'moveId')::uuid and move.undone_at is null
                              and not exists (select from conversation_move later
                                               where later.undone_at is null and later.number > move.number
                                                 and (later.from_id in (move.from_id, move.to_id) or later.to_id in (move.from_id, move.to_id)))) as undoable
                  from (
                    select id, at, agent_id, detail, message_id from event
                     where conversation_id = $1 and kind = 'conversation.changed' and detail <> '{}' order by id desc limit %1$d) latest
                  left join lateral (select id, deleted_at, regexp_replace(btrim(body), '\\s+', ' ', 'g') as line from message
                                      where message.id = latest.message_id and kind = 'NOTE') note on true
                 order by latest.id
                """.formatted(LATEST, NOTE_LENGTH), conversation)).stream()
                .map(row -> new HistoryEntry(Rows.number(row, "id"), Rows.instant(row, "at"),
                        Rows.optionalUuid(row, "agent_id"), Rows.json(row, "detail"),
                        Rows.optionalUuid(row, "note_id").map(note -> new HistoryEntry.Note(note, Rows.optionalText(row, "note_words"))),
                        Rows.flag(row, "undoable")))
                .toList();
    }
}
