package org.parvis.gateway.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelException;
import org.parvis.channel.EventId;
import org.parvis.channel.Fault;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.MessageId;
import org.parvis.channel.Visibility;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange;
import org.parvis.gateway.desk.ConversationChange.Field;
import org.parvis.gateway.desk.DeliveryResult;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.Ordering;
import org.parvis.gateway.inbox.GroupCommit;

/** Makes the stories happen, all of them together, in the order of their moments. */
final class StoryTeller {

    private static final int SETTLEMENT_PATIENCE_SECONDS = 20;
    /** Keys of a step that change its conversation. */
    private static final List<String> CHANGES = List.of("assign", "team", "state", "topic", "tags", "urgent", "snooze", "expert");

    /**
     * Where the stories happen.
     *
     * @param settled gets a permit whenever the outbox has written an outcome down
     * @param agents  ids by account
     * @param teams   ids by name
     */
    record Stage(Database database, StoryClock clock, StoryNetwork network, GroupCommit inbox, Desk desk, Semaphore settled,
            Map<String, UUID> agents,
            Map<String, UUID> teams) {
    }

    private final Stage stage;

    StoryTeller(Stage stage) {
        this.stage = stage;
    }

    void tell(List<Story> stories) throws InterruptedException, ChannelException {
        List<Scene> scenes = new ArrayList<>();
        for (Story story : stories) {
            Telling telling = new Telling(story);
            story.steps().forEach(step -> scenes.add(new Scene(telling, step)));
        }
        scenes.sort(Comparator.comparing(scene -> scene.step().at()));
        List<Instant> told = new ArrayList<>();
        for (Scene scene : scenes) {
            told.add(now());
            stage.clock().moveTo(scene.step().at());
            scene.telling().tell(scene.step());
        }
        dateBack(told, scenes.stream().map(scene -> scene.step().at()).toList());
    }

    private Instant now() throws InterruptedException {
        return stage.database().read(session -> Rows.instant(session.first("select clock_timestamp() as now").orElseThrow(), "now"));
    }

    /** The change log dates its entries by the database's clock; what a scene tells happened at the moment of its step. */
    private void dateBack(List<Instant> told, List<Instant> happened) throws InterruptedException {
        stage.database().inTransaction(session -> session.execute("""
                update event set at = scene.happened
                  from (select told, lead(told, 1, 'infinity') over (order by told) as until, happened
                          from unnest($1::timestamptz[], $2::timestamptz[]) as scene (told, happened)) as scene
                 where event.at >= scene.told and event.at < scene.until
                """, (Object) told.toArray(Instant[]::new), happened.toArray(Instant[]::new)));
    }

    private record Scene(Telling telling, Story.Step step) {
    }

    /** One story under way. */
    private final class Telling {

        private final Story story;
        private final String thread;
        private int received;
        private Optional<UUID> conversation = Optional.empty();
        private Optional<UUID> answer = Optional.empty();

        Telling(Story story) {
            this.story = story;
            this.thread = "fr-" + digest(story.key());
        }

        void tell(Story.Step step) throws InterruptedException, ChannelException {
            Leaf leaf = step.leaf();
            if (leaf.has("says") || leaf.has("unreadable")) {
                receive(step);
                return;
            }
            if (leaf.has("edits")) {
                commit(new InboundEvent.MessageEdited(event("edit"), last(), StoryWords.content(leaf, leaf.text("edits")), step.at()));
                return;
            }
            if (leaf.has("deletes")) {
                commit(new InboundEvent.MessageDeleted(event("delete"), last(), step.at()));
                return;
            }
            if (leaf.has("reports")) {
                report(step);
                return;
            }
            act(step, agent(step));
        }

        private void receive(Story.Step step) throws InterruptedException, ChannelException {
            received++;
            commit(new InboundEvent.MessageReceived(event("message"), StoryWords.message(story, step, last(), thread)));
            if (conversation.isEmpty()) {
                conversation = Optional.of(
                        id("select conversation_id as id from network_message where channel_id = $1 and network_id = $2", story.channel(),
                                last().value()));
            }
        }

        private void report(Story.Step step) throws InterruptedException, ChannelException {
            InboundEvent.Report report = InboundEvent.Report.valueOf(name(step.leaf().text("reports")));
            Optional<Fault> fault = report == InboundEvent.Report.FAILED
                    ? Optional.of(new Fault(Fault.Owner.CITIZEN, "MAILBOX_FULL", "The mailbox is full (452 4.2.2); the message came back."))
                    : Optional.empty();
            String sent = stage.database().read(session -> Rows.text(
                    session.first("select network_id from network_message where message_id = $1", answer.orElseThrow()).orElseThrow(),
                    "network_id"));
            commit(new InboundEvent.DeliveryReported(event("report-" + report), new MessageId(sent), report, fault, step.at()));
        }

        private void act(Story.Step step, UUID agent) throws InterruptedException {
            Leaf leaf = step.leaf();
            UUID here = conversation.orElseThrow(() -> new IllegalStateException(leaf.place() + ": nobody has written yet"));
            Optional<ConversationChange> change = change(leaf);
            if (change.isPresent()) {
                stage.desk().change(agent, here, change.get());
            }
            if (leaf.has("notes")) {
                stage.desk().note(agent, here, leaf.text("notes"));
            }
            if (leaf.has("replies")) {
                reply(leaf, agent, here);
            }
            if (leaf.has("calls")) {
                UUID delivery = id("select id from delivery where message_id = $1", answer.orElseThrow());
                stage.desk().report(agent, delivery, DeliveryResult.valueOf(name(leaf.text("calls"))));
            }
        }

        private void reply(Leaf leaf, UUID agent, UUID here) throws InterruptedException {
            List<UUID> files = new ArrayList<>();
            for (String file : leaf.texts("files")) {
                files.add(stage.desk().upload(agent, file, StoryWords.mediaType(file), Bytes.wrap(Books.bytes("/demo/files/" + file))));
            }
            stage.network().willBe(leaf.optional("outcome").map(outcome -> StoryNetwork.Script.valueOf(name(outcome)))
                    .orElse(StoryNetwork.Script.ACCEPTED));
            Optional<Visibility> visibility = leaf.has("public")
                    ? Optional.of(leaf.flag("public") ? Visibility.PUBLIC : Visibility.PRIVATE)
                    : Optional.empty();
            ConversationState then = leaf.optional("then").map(state -> ConversationState.valueOf(name(state)))
                    .orElse(ConversationState.OPEN);
            answer = Optional.of(stage.desk().reply(agent, here, leaf.text("replies"), visibility, files, then));
            if (!stage.settled().tryAcquire(SETTLEMENT_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(leaf.place() + ": the answer was not settled within " + SETTLEMENT_PATIENCE_SECONDS + " s");
            }
        }

        private Optional<ConversationChange> change(Leaf leaf) {
            if (CHANGES.stream().noneMatch(leaf::has)) {
                return Optional.empty();
            }
            return Optional
                    .of(new ConversationChange(Optional.empty(), field(leaf, "assign", stage.agents()), field(leaf, "team", stage.teams()),
                            leaf.optional("state").map(state -> ConversationState.valueOf(name(state))), leaf.optional("reason"),
                            leaf.has("topic") ? Field.to(leaf.optional("topic")) : Field.keep(), ordering(leaf)));
        }

        private Ordering ordering(Leaf leaf) {
            Ordering ordering = Ordering.NONE.tag(leaf.texts("tags").toArray(String[]::new));
            Ordering pressing = leaf.has("urgent") ? ordering.urgent(leaf.flag("urgent")) : ordering;
            Ordering waiting = leaf.optional("expert").map(pressing::expert).orElse(pressing);
            return leaf.optional("snooze").map(days -> waiting.snooze(Moment.morning(Integer.parseInt(days), stage.clock().instant())))
                    .orElse(waiting);
        }

        private Field<UUID> field(Leaf leaf, String key, Map<String, UUID> known) {
            return leaf.optional(key).map(name -> Field.to(Optional.of(known(leaf, known, name)))).orElseGet(Field::keep);
        }

        private UUID agent(Story.Step step) {
            return known(step.leaf(), stage.agents(),
                    step.agent().orElseThrow(() -> new IllegalStateException(step.leaf().place() + " lacks agent")));
        }

        private void commit(InboundEvent event) throws InterruptedException, ChannelException {
            stage.inbox().of(story.channel(), Optional.empty()).commit(event);
        }

        private MessageId last() {
            return new MessageId(digest(story.key() + "#" + received) + "@citoyens.example");
        }

        private EventId event(String what) {
            return new EventId(what + ":" + last());
        }
    }

    private UUID id(String query, Object... values) throws InterruptedException {
        return stage.database().read(session -> Rows.uuid(session.first(query, values).orElseThrow(), "id"));
    }

    private static UUID known(Leaf leaf, Map<String, UUID> all, String name) {
        UUID id = all.get(name);
        if (id == null) {
            throw new IllegalStateException(leaf.place() + ": there is no " + name + " in " + all.keySet());
        }
        return id;
    }

    /** As the constants of Java's enumerations are written. */
    private static String name(String written) {
        return written.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Twenty-two characters that are the same in every demo. */
    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, 22);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
