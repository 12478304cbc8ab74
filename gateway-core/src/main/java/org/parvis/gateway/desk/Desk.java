package org.parvis.gateway.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.channel.Bytes;
import org.parvis.channel.Visibility;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.conversation.LinkKind;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.Transactions;
import org.parvis.gateway.database.UuidV7;
import org.parvis.gateway.desk.ConversationChange.Field;

/**
 * What an agent does. Each method is one transaction, blocks for a few milliseconds, and throws {@link Refusal} when it does not do what
 * was asked. Safe for use by many threads.
 */
public final class Desk {

    /** In UTF-16 code units; channels have lower limits of their own. */
    public static final int MAXIMUM_TEXT = 50_000;
    public static final int MAXIMUM_REASON = 500;
    public static final int MAXIMUM_TOPIC = 100;
    public static final Duration UNUSED_UPLOADS = Duration.ofDays(1);

    private final Transactions transactions;
    private final Clock clock;
    private final UuidV7 ids;
    private final Replies replies;
    private final Uploads uploads;
    private final DeliveryDecisions decisions;
    private final Tagging tagging;
    private final Notes notes;
    private final Drafts drafts = new Drafts();
    private final Runnable afterCommit;

    /** @param afterCommit called after each transaction, on the caller's thread: must not block */
    public Desk(Transactions transactions, Clock clock, UuidV7 ids, ChannelLimits channels, int maximumUpload, Runnable afterCommit) {
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
        this.replies = new Replies(ids, channels);
        this.uploads = new Uploads(ids, maximumUpload);
        this.decisions = new DeliveryDecisions(channels);
        this.tagging = new Tagging(ids);
        this.notes = new Notes(ids);
        this.afterCommit = afterCommit;
    }

    private Desk(Desk desk, Transactions transactions) {
        this.transactions = transactions;
        this.clock = desk.clock;
        this.ids = desk.ids;
        this.replies = desk.replies;
        this.uploads = desk.uploads;
        this.decisions = desk.decisions;
        this.tagging = desk.tagging;
        this.notes = desk.notes;
        this.afterCommit = desk.afterCommit;
    }

    /** The same desk, whose methods join a transaction that is under way instead of beginning their own. */
    public Desk within(Session underWay) {
        return new Desk(this, Transactions.of(underWay));
    }

    /** What agents say about people; joins the same transaction where this desk does. */
    public People people() {
        return new People(transactions, clock, ids, afterCommit);
    }

    /** How agents move messages between conversations; joins the same transaction where this desk does. */
    public Moves moves() {
        return new Moves(transactions, clock, ids, afterCommit);
    }

    /** Links two conversations, so that each shows the other; one that there is gets this kind. */
    public void link(UUID agent, UUID conversation, UUID other, LinkKind kind) throws InterruptedException {
        commit(session -> {
            new Links(session, agent).link(conversation, other, kind, clock.instant());
            return conversation;
        });
    }

    public void unlink(UUID agent, UUID conversation, UUID other) throws InterruptedException {
        commit(session -> {
            new Links(session, agent).unlink(conversation, other);
            return conversation;
        });
    }

    /**
     * Answers by the channel, and to the handle, of the message that the reply names. When this returns the answer is durable and on its way.
     *
     * @return the message
     * @throws Refusal {@code newer-message} when a person has written since: whoever answers must have read that; {@code answered-meanwhile} when a
     *                 colleague has answered since what the reply says was seen
     */
    public UUID reply(Reply reply) throws InterruptedException {
        requireText(reply.text(), "text", MAXIMUM_TEXT);
        return commit(session -> replies.reply(session, reply, clock));
    }

    /** Answers the citizen's latest message, whichever that is by then. */
    public UUID reply(UUID agent, UUID conversation, String text, Optional<Visibility> visibility, List<UUID> attachments,
            ConversationState then)
            throws InterruptedException {
        return reply(
                new Reply(agent, conversation, text, Optional.empty(), Optional.empty(), visibility, attachments, Duration.ZERO,
                        Optional.empty(), then));
    }

    /** Writes an internal note, which no citizen ever sees, and tells whom it mentions. Returns the message. */
    public UUID note(UUID agent, UUID conversation, String text) throws InterruptedException {
        requireText(text, "text", MAXIMUM_TEXT);
        return commit(session -> notes.write(session, lock(session, conversation), agent, text, clock.instant()));
    }

    /** The agent has seen these mentions. Those of others are left alone. */
    public void readMentions(UUID agent, List<UUID> messages) throws InterruptedException {
        commit(session -> {
            Notes.read(session, agent, messages);
            return messages;
        });
    }

    /**
     * Writes why, and gives the conversation away. Taking it back leaves the note.
     *
     * @return the note
     * @throws Refusal {@code changed-meanwhile} when the conversation is not as the agent saw it
     */
    public UUID handOver(HandOver wish) throws InterruptedException {
        requireText(wish.note(), "note", MAXIMUM_TEXT);
        if (wish.assignee().isPresent() == wish.team().isPresent()) {
            throw Refusal.invalid("assigneeId", "contradiction", "Name either a colleague or a team.");
        }
        if (wish.assignee().equals(Optional.of(wish.agent()))) {
            throw Refusal.invalid("assigneeId", "own", "Nobody hands over to themselves.");
        }
        return commit(session -> {
            Row before = lockUnchanged(session, wish.conversation(), Optional.of(wish.version()));
            UUID note = notes.write(session, before, wish.agent(), wish.note(), clock.instant());
            boolean assigns = wish.assignee().isPresent() || Rows.optionalUuid(before, "assignee_id").isPresent();
            new Changing(session, wish.agent(), before, clock.instant(), tagging).apply(new ConversationChange(Optional.empty(),
                    assigns ? Field.to(wish.assignee()) : Field.keep(), wish.team().isPresent() ? Field.to(wish.team()) : Field.keep(),
                    Optional.empty(), Optional.empty(), Field.keep()), Optional.of(note));
            return note;
        });
    }

    /** Changes what is named. Resolving while an answer is owed needs a reason, which closes the obligations in the ledger. */
    public void change(UUID agent, UUID conversation, ConversationChange change) throws InterruptedException {
        change.reason().ifPresent(reason -> requireText(reason, "reason", MAXIMUM_REASON));
        change.topic().value().ifPresent(topic -> requireText(topic, "topic", MAXIMUM_TOPIC));
        if (change.ordering().expert().isPresent()) {
            requireBounded(change.ordering().expert().get(), "expert", Ordering.MAXIMUM_EXPERT);
        }
        Changing.requireReasonResolves(change);
        commit(session -> {
            new Changing(session, agent, lockUnchanged(session, conversation, change.version()), clock.instant(), tagging).apply(change,
                    Optional.empty());
            return conversation;
        });
    }

    private static Row lockUnchanged(Session session, UUID conversation, Optional<Long> seen) throws InterruptedException {
        Row row = lock(session, conversation);
        long version = Rows.number(row, "version");
        if (seen.isPresent() && seen.get() != version) {
            throw Refusal.changedMeanwhile(seen.get(), version);
        }
        return row;
    }

    /**
     * Puts the conversation back as it was before this agent's latest change, which left it at {@code version}.
     *
     * @throws Refusal {@code changed-meanwhile} when anything happened since, {@code nothing-to-undo} when the latest change is not this agent's
     */
    public void undo(UUID agent, UUID conversation, long version) throws InterruptedException {
        commit(session -> {
            Undo.latest(session, agent, conversation, version);
            return conversation;
        });
    }

    /**
     * The agent has read the conversation as it was at {@code version}.
     *
     * @throws Refusal {@code changed-meanwhile} when it has changed since: what came may not have been seen
     */
    public void read(UUID agent, UUID conversation, long version) throws InterruptedException {
        commit(session -> {
            Reading.read(session, agent, conversation, version);
            return conversation;
        });
    }

    /** The agent wants to read it once more. */
    public void unread(UUID agent, UUID conversation) throws InterruptedException {
        commit(session -> {
            Reading.unread(session, agent, conversation);
            return conversation;
        });
    }

    /** The agent has seen what concerned them in the conversation until then, on whatever machine. */
    public void seeConcerns(UUID agent, UUID conversation, Instant until) throws InterruptedException {
        commit(session -> {
            Reading.seeConcerns(session, agent, conversation, until);
            return conversation;
        });
    }

    /** Says what became of a delivery that a person has to settle. */
    public void report(UUID agent, UUID delivery, DeliveryResult result) throws InterruptedException {
        commit(session -> {
            decisions.report(session, agent, delivery, result, clock.instant());
            return delivery;
        });
    }

    /**
     * Keeps what an agent has typed so far; one without words and files is forgotten.
     *
     * @return whether there is a draft now
     * @throws Refusal {@code draft-changed} when it is not based on what is kept: another tab or machine was faster
     */
    public boolean keepDraft(Draft draft) throws InterruptedException {
        requireBounded(draft.reply(), "reply", MAXIMUM_TEXT);
        requireBounded(draft.note(), "note", MAXIMUM_TEXT);
        return commit(session -> drafts.keep(session, draft, clock.instant()));
    }

    /**
     * Makes a colleague's draft this agent's own.
     *
     * @param version  of the draft that the agent saw
     * @param replyKey the Idempotency-Key that the reply will be sent with from now on
     * @param noteKey  the same of the note
     */
    public void takeOverDraft(UUID agent, UUID conversation, UUID from, long version, String replyKey, String noteKey)
            throws InterruptedException {
        if (agent.equals(from)) {
            throw Refusal.invalid("agentId", "own", "This draft is yours already.");
        }
        commit(session -> {
            drafts.takeOver(session, agent, conversation, from, version, replyKey, noteKey, clock.instant());
            return conversation;
        });
    }

    /** Forgets the draft of what was sent with this Idempotency-Key, if it is one. */
    public void forgetSentDraft(UUID agent, UUID conversation, String key) throws InterruptedException {
        commit(session -> {
            drafts.sent(session, agent, conversation, key, clock.instant());
            return conversation;
        });
    }

    /** Keeps a file for a reply that is being written. Returns the attachment. */
    public UUID upload(UUID agent, String name, String mediaType, Bytes bytes) throws InterruptedException {
        return commit(session -> uploads.keep(session, agent, name, mediaType, bytes, clock.instant()));
    }

    /** Forgets files that were uploaded more than {@link #UNUSED_UPLOADS} ago and belong to no reply and no draft, in transactions of a bounded size. Returns how many. */
    public int removeUnusedUploads() throws InterruptedException {
        Instant before = clock.instant().minus(UNUSED_UPLOADS);
        int removed = 0;
        while (true) {
            int portion = transactions.inTransaction(session -> uploads.removeUnused(session, before));
            removed += portion;
            if (portion < Uploads.REMOVED_AT_ONCE) {
                return removed;
            }
        }
    }

    /** Nothing is done to what was merged into another conversation: whoever asks has not seen that one. */
    static Row lock(Session session, UUID conversation) throws InterruptedException {
        Row row = session.first("""
                select id, channel_id, contact_id, subject, state, snoozed_until, expert, urgent, team_id, assignee_id, topic, version, last_message_at, merged_into
                  from conversation where id = $1
                   for update
                """, conversation).orElseThrow(() -> Refusal.notFound("conversation"));
        if (Rows.optionalUuid(row, "merged_into").isPresent()) {
            throw mergedMeanwhile();
        }
        return row;
    }

    static Refusal mergedMeanwhile() {
        return Refusal.conflict("conversation-merged", "This conversation was merged into another meanwhile: look at that one.");
    }

    private static void requireText(String text, String field, int maximum) {
        if (text.isBlank()) {
            throw Refusal.invalid(field, "empty", "There are no words in it.");
        }
        requireBounded(text, field, maximum);
    }

    static void requireBounded(String text, String field, int maximum) {
        if (text.length() > maximum) {
            throw Refusal.invalid(field, "too-long", "At most " + maximum + " characters, not " + text.length() + ".");
        }
        if (text.indexOf(0) >= 0) {
            throw Refusal.invalid(field, "malformed", "The character U+0000 cannot be kept.");
        }
    }

    private <T> T commit(Database.Work<T> work) throws InterruptedException {
        return transactions.inTransaction(session -> {
            session.afterCommit(afterCommit);
            return work.run(session);
        });
    }
}
