package org.parvis.gateway.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.contact.IdentityLock;
import org.parvis.gateway.contact.MergeReason;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/**
 * What agents say about people: their names, languages and notes, and which contacts are one person. Each method is one transaction and throws
 * {@link Refusal} when it does not do what was asked. Safe for use by many threads.
 */
public final class People {

    public static final int MAXIMUM_NAME = 100;
    public static final int MAXIMUM_NOTE = 2_000;
    public static final int MAXIMUM_WORDS = 300;

    private final Transactions transactions;
    private final Clock clock;
    private final UuidV7 ids;
    private final Runnable afterCommit;

    People(Transactions transactions, Clock clock, UuidV7 ids, Runnable afterCommit) {
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
        this.afterCommit = afterCommit;
    }

    /**
     * Why two contacts are one person.
     *
     * @param words needed for {@link MergeReason#OTHER}
     */
    public record Finding(MergeReason reason, Optional<String> words) {
    }

    /** @throws Refusal {@code contact-changed} when somebody else was faster, {@code merged-away} when the contact was merged into another */
    public void change(UUID agent, UUID contact, ContactChange change) throws InterruptedException {
        Optional<String> name = words(change.name().value(), "name", MAXIMUM_NAME);
        Optional<String> note = words(change.note().value(), "note", MAXIMUM_NOTE);
        commit(session -> {
            Row before = session.first("select display_name, language, version, merged_into from contact where id = $1 for no key update",
                    contact).orElseThrow(() -> Refusal.notFound("contact"));
            if (Rows.optionalUuid(before, "merged_into").isPresent()) {
                throw Refusal.conflict("merged-away", "This contact was merged into another meanwhile: look at that one.");
            }
            if (Rows.number(before, "version") != change.version()) {
                throw Refusal.conflict("contact-changed", "Somebody else has changed this person meanwhile: read it again.");
            }
            JsonObject detail = new JsonObject().put("contactId", contact.toString()).put("what", "edited");
            if (change.name().named()) {
                set(session, contact, "display_name", name.orElse(null));
                detail.put("name", was(Rows.optionalText(before, "display_name"), name));
            }
            if (change.language().named()) {
                set(session, contact, "language", change.language().value().orElse(null));
                detail.put("language", was(Rows.optionalText(before, "language"), change.language().value()));
            }
            if (change.note().named()) {
                @Nullable
                String text = note.orElse(null);
                session.execute("update contact set note = $2, note_by = $3, note_at = $4 where id = $1", contact, text, agent,
                        clock.instant());
                detail.put("note", true);
            }
            session.execute("update contact set version = version + 1 where id = $1", contact);
            EventLog.append(session, Entry.of(Kind.CONTACT_CHANGED).agent(agent).detail(detail));
            return contact;
        });
    }

    /**
     * Moves all that another contact has to the one that is kept.
     *
     * @return the merge, by which it is undone
     * @throws Refusal {@code merged-already} when somebody was faster with one of the two
     */
    public UUID merge(UUID agent, UUID kept, UUID other, Finding finding) throws InterruptedException {
        Optional<String> words = words(finding.words(), "words", MAXIMUM_WORDS);
        if (kept.equals(other)) {
            throw Refusal.invalid("otherId", "same-contact", "It is the same contact: name another one.");
        }
        if (finding.reason() == MergeReason.OTHER && words.isEmpty()) {
            throw Refusal.invalid("words", "words-needed", "Say in words why they are one person.");
        }
        return commit(session -> {
            IdentityLock.alone(session);
            lock(session, kept, other);
            Merging merging = new Merging(session, ids.next(), kept, other);
            Instant now = clock.instant();
            List<UUID> moved = merging.merge(new Finding(finding.reason(), words), agent, now);
            JsonObject evidence = new JsonObject().put("reason", finding.reason().name());
            words.ifPresent(text -> evidence.put("words", text));
            merging.tell(agent, moved, new Merging.Told("merged", "merged-into", evidence), kept);
            return merging.id();
        });
    }

    /**
     * Gives back what a merge moved, and what has come by its handles since.
     *
     * @return the contact that had been kept
     * @throws Refusal {@code separated-already}; {@code merged-since} when one of the two was merged once more, which is undone first;
     *                 {@code conversations-merged} when a conversation of one was merged with one of the other since
     */
    public UUID separate(UUID agent, UUID merge) throws InterruptedException {
        return commit(session -> {
            IdentityLock.alone(session);
            Row row = session.first("select number, kept_id, emptied_id, undone_at from contact_merge where id = $1 for update", merge)
                    .orElseThrow(() -> Refusal.notFound("merge"));
            if (Rows.optionalInstant(row, "undone_at").isPresent()) {
                throw Refusal.conflict("separated-already", "Somebody has separated these two meanwhile.");
            }
            UUID kept = Rows.uuid(row, "kept_id");
            UUID emptied = Rows.uuid(row, "emptied_id");
            if (session.first("""
                    select 1 from contact_merge
                     where undone_at is null and number > $1 and (kept_id = any($2) or emptied_id = any($2)) limit 1
                    """, Rows.number(row, "number"), new UUID[]{kept, emptied}).isPresent()) {
                throw Refusal.conflict("merged-since", "One of the two was merged with somebody else since: undo that first.");
            }
            Merging merging = new Merging(session, merge, kept, emptied);
            merging.requireConversationsApart();
            List<UUID> moved = merging.separate(agent, clock.instant());
            merging.tell(agent, moved, new Merging.Told("separated", "separated", new JsonObject()), emptied);
            return kept;
        });
    }

    /**
     * Says that two contacts are two people, which are not suggested for each other then, or takes that back. Again changes nothing.
     *
     * @throws Refusal {@code same-contact}; {@code merged-already} when one of the two has been merged meanwhile
     */
    public void tellApart(UUID agent, UUID one, UUID other, boolean apart) throws InterruptedException {
        if (one.equals(other)) {
            throw Refusal.invalid("otherId", "same-contact", "It is the same contact: name another one.");
        }
        commit(session -> {
            lock(session, one, other);
            int changed = apart
                    ? session.execute("""
                            insert into contact_distinct (one_id, other_id, agent_id, found_at)
                            values (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4) on conflict do nothing
                            """, one, other, agent, clock.instant())
                    : session.execute(
                            "delete from contact_distinct where one_id = least($1::uuid, $2::uuid) and other_id = greatest($1::uuid, $2::uuid)",
                            one, other);
            String what = apart ? "told-apart" : "not-told-apart";
            if (changed > 0) {
                EventLog.append(session, List.of(apartness(agent, one, other, what), apartness(agent, other, one, what)));
            }
            return changed;
        });
    }

    private static Entry apartness(UUID agent, UUID contact, UUID other, String what) {
        return Entry.of(Kind.CONTACT_CHANGED).agent(agent)
                .detail(new JsonObject().put("contactId", contact.toString()).put("what", what).put("otherId", other.toString()));
    }

    private static void lock(Session session, UUID kept, UUID other) throws InterruptedException {
        List<Row> both = session.query("select id, merged_into from contact where id = any($1) order by id for no key update",
                (Object) new UUID[]{kept, other});
        if (both.size() < 2) {
            throw Refusal.notFound("contact");
        }
        if (both.stream().anyMatch(row -> Rows.optionalUuid(row, "merged_into").isPresent())) {
            throw Refusal.conflict("merged-already", "Somebody has merged one of these two contacts meanwhile: look at them again.");
        }
    }

    private static void set(Session session, UUID contact, String column, @Nullable String value) throws InterruptedException {
        session.execute("update contact set " + column + " = $2 where id = $1", contact, value);
    }

    private static JsonArray was(Optional<String> before, Optional<String> after) {
        return new JsonArray().add(before.orElse(null)).add(after.orElse(null));
    }

    /** Without blanks around them; none where there are no words. */
    private static Optional<String> words(Optional<String> typed, String field, int maximum) {
        Optional<String> words = typed.map(String::strip).filter(text -> !text.isEmpty());
        words.ifPresent(text -> Desk.requireBounded(text, field, maximum));
        return words;
    }

    private <T> T commit(Database.Work<T> work) throws InterruptedException {
        return transactions.inTransaction(session -> {
            session.afterCommit(afterCommit);
            return work.run(session);
        });
    }
}
