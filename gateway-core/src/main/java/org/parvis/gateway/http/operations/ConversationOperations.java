package org.parvis.gateway.http.operations;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.parvis.channel.Visibility;
import org.parvis.gateway.cluster.Presence;
import org.parvis.gateway.cluster.Presence.Doing;
import org.parvis.gateway.cluster.Presence.Sign;
import org.parvis.gateway.conversation.ConversationDetail;
import org.parvis.gateway.conversation.ConversationQueries;
import org.parvis.gateway.conversation.ConversationRow;
import org.parvis.gateway.conversation.ConversationSearch;
import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.conversation.DeliveryQueries;
import org.parvis.gateway.conversation.DeliveryState;
import org.parvis.gateway.conversation.HistoryQueries;
import org.parvis.gateway.conversation.Keyset;
import org.parvis.gateway.conversation.Listing;
import org.parvis.gateway.conversation.Listing.Sort;
import org.parvis.gateway.conversation.Listing.View;
import org.parvis.gateway.conversation.MessageQueries;
import org.parvis.gateway.conversation.Page;
import org.parvis.gateway.conversation.ResolutionReason;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.desk.ConversationChange;
import org.parvis.gateway.desk.ConversationChange.Field;
import org.parvis.gateway.desk.DeliveryResult;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.HandOver;
import org.parvis.gateway.desk.Ordering;
import org.parvis.gateway.desk.Reply;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.live.PresenceShape;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Identifiers;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.search.SearchQuery;

/** The inbox, what is said in it, and what became of answers. */
public final class ConversationOperations {

    private static final Set<DeliveryState> NEED_A_PERSON = Set.of(DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.BY_PERSON,
            DeliveryState.QUEUED);
    /** As many as a page holds at most. */
    private static final int MAXIMUM_IDS = 100;

    private final ConversationQueries conversations;
    private final ConversationSearch search;
    private final MessageQueries messages;
    private final HistoryQueries history;
    private final DeliveryQueries deliveries;
    private final Channels channels;
    private final Desk desk;
    private final Presence presence;
    private final Idempotency idempotency;

    public ConversationOperations(ConversationQueries conversations, ConversationSearch search, MessageQueries messages,
            HistoryQueries history, DeliveryQueries deliveries,
            Channels channels, Desk desk, Presence presence, Idempotency idempotency) {
        this.conversations = conversations;
        this.search = search;
        this.messages = messages;
        this.history = history;
        this.deliveries = deliveries;
        this.channels = channels;
        this.desk = desk;
        this.presence = presence;
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        Map<String, Api.Handler> handlers = new HashMap<>();
        handlers.put("views", arguments -> Answer.json(200, JsonValues.array(conversations.views(arguments.reader()), Shapes::view)));
        handlers.put("conversations", this::list);
        handlers.put("conversation", arguments -> Answer.json(200,
                detail(arguments.reader(), arguments.call().parameter("id")).orElseThrow(() -> Problem.notFound().exception())));
        handlers.put("changeConversation", this::change);
        handlers.put("undoChange", this::undo);
        handlers.put("markRead", this::markRead);
        handlers.put("markUnread", this::markUnread);
        handlers.put("tellPresence", this::tellPresence);
        handlers.put("messages", this::messages);
        handlers.put("history",
                arguments -> Answer.json(200, JsonValues.array(history.of(arguments.reader().scope(), arguments.id()), HistoryShape::of)));
        handlers.put("reply", this::reply);
        handlers.put("note", this::note);
        handlers.put("handOver", this::handOver);
        handlers.put("revisions", this::revisions);
        handlers.put("deliveries", this::deliveries);
        handlers.put("reportDelivery", this::report);
        handlers.put("ledger", this::ledger);
        return handlers;
    }

    private Answer list(Arguments arguments) throws InterruptedException {
        Optional<String> ids = arguments.call().query("ids");
        if (ids.isPresent()) {
            return byIds(arguments, ids.orElseThrow());
        }
        Optional<String> words = arguments.call().query("q").filter(q -> !q.isBlank());
        // A search that names no view looks everywhere.
        View view = arguments.call().query("view").map(word -> JsonValues.constant(View.class, word))
                .orElse(words.isPresent() ? View.ALL : View.TO_HANDLE);
        Optional<UUID> tag = arguments.queryUuid("tag");
        Optional<Sort> sort = arguments.call().query("sort").map(word -> JsonValues.constant(Sort.class, word));
        if (words.isPresent() && sort.isPresent()) {
            throw Problem.invalid("sort", "a search has the best match first: q and sort do not go together").exception();
        }
        Listing listing = new Listing(view, sort.orElse(Listing.usualSort(view, tag)), arguments.reader(), arguments.queryUuid("team"),
                arguments.call().query("channel"), tag);
        if (!listing.isServed()) {
            throw Problem.invalid("sort", "is not offered for this view: see the contract").exception();
        }
        Optional<Keyset> after = arguments.cursor();
        if (words.isPresent()) {
            SearchQuery query = SearchQuery.parse(words.orElseThrow(), zone(arguments));
            return Answer.json(200, Shapes.page(search.search(query, listing, after, arguments.limit()), hit -> shown(arguments, hit)));
        }
        return Answer.json(200,
                Shapes.page(conversations.list(listing, after, arguments.limit()), row -> shown(arguments, row)));
    }

    private Answer byIds(Arguments arguments, String commaSeparated) throws InterruptedException {
        if (arguments.call().query().size() > 1) {
            throw Problem.invalid("ids", "stands alone, without a view, an order or pages").exception();
        }
        List<Optional<UUID>> ids = Arrays.stream(commaSeparated.split(",", -1)).map(Identifiers::parse).toList();
        if (ids.size() > MAXIMUM_IDS || ids.stream().anyMatch(Optional::isEmpty)) {
            throw Problem.invalid("ids", "must be at most " + MAXIMUM_IDS + " UUIDs with commas between them").exception();
        }
        List<ConversationRow> rows = conversations.byIds(arguments.reader(), ids.stream().map(Optional::orElseThrow).toList());
        return Answer.json(200, Shapes.page(new Page<>(rows, Optional.empty()), row -> shown(arguments, row)));
    }

    private JsonObject shown(Arguments arguments, ConversationRow row) {
        return withPresence(arguments.agent(), row.id(), Shapes.conversation(row));
    }

    private JsonObject shown(Arguments arguments, ConversationSearch.Hit hit) {
        JsonObject shape = shown(arguments, hit.row());
        hit.excerpt().ifPresent(excerpt -> shape.put("match", Shapes.excerpt(excerpt)));
        return shape;
    }

    private static ZoneId zone(Arguments arguments) {
        try {
            return ZoneId.of(arguments.call().query("zone").orElse("UTC"));
        } catch (DateTimeException unknown) {
            throw Problem.invalid("zone", "must be a time zone such as Europe/Paris").exception();
        }
    }

    private JsonObject withPresence(UUID self, UUID conversation, JsonObject shape) {
        List<Sign> others = presence.in(conversation).stream().filter(sign -> !sign.agent().equals(self)).toList();
        return others.isEmpty() ? shape : shape.put("presence", JsonValues.array(others, PresenceShape::of));
    }

    private Answer tellPresence(Arguments arguments) {
        presence.tell(new Sign(arguments.id(), arguments.agent(), JsonValues.constant(Doing.class, arguments.text("doing"))));
        return Answer.noContent();
    }

    private Optional<JsonObject> detail(Reader reader, String idOrNumber) throws InterruptedException {
        Optional<UUID> id = Identifiers.parse(idOrNumber);
        Optional<ConversationDetail> found = id.isPresent()
                ? conversations.find(reader, id.orElseThrow())
                : idOrNumber.matches("[0-9]{1,15}") ? conversations.find(reader, Long.parseLong(idOrNumber)) : Optional.empty();
        return found.map(detail -> shown(reader, detail));
    }

    private JsonObject shown(Reader reader, ConversationDetail detail) {
        JsonObject shape = Shapes.conversation(detail.row()).put("replyVisibility", JsonValues.word(detail.replyVisibility()))
                .put("replyChannelId", detail.replyChannel()).put("notices", JsonValues.array(detail.notices(), Shapes::delivery));
        JsonValues.with(shape, "answersId", detail.answers());
        detail.answers().ifPresent(answers -> shape.put("answersRevision", detail.answersRevision()));
        JsonValues.with(shape, "replyTo", detail.replyTo());
        if (detail.mentioned()) {
            shape.put("mentioned", true);
        }
        detail.mergedInto().ifPresent(
                there -> shape.put("mergedInto", new JsonObject().put("id", there.id().toString()).put("number", there.number())));
        channels.find(detail.row().channel()).ifPresent(channel -> shape.put("channel", channel));
        return withPresence(reader.agent(), detail.row().id(), shape);
    }

    private Answer change(Arguments arguments) throws InterruptedException {
        ConversationChange change = new ConversationChange(arguments.optionalNumber("version"),
                arguments.has("assigneeId") ? Field.to(arguments.optionalUuid("assigneeId")) : Field.keep(),
                arguments.has("teamId") ? Field.to(arguments.optionalUuid("teamId")) : Field.keep(),
                arguments.optionalText("state").map(word -> JsonValues.constant(ConversationState.class, word)),
                arguments.optionalText("reason"),
                arguments.has("topic") ? Field.to(arguments.optionalText("topic")) : Field.keep(),
                ordering(arguments));
        desk.change(arguments.agent(), arguments.id(), change);
        return afterwards(arguments);
    }

    private Answer undo(Arguments arguments) throws InterruptedException {
        desk.undo(arguments.agent(), arguments.id(), arguments.optionalNumber("version").orElseThrow());
        return afterwards(arguments);
    }

    /** What was given out of the caller's scope is not shown any more. */
    private Answer afterwards(Arguments arguments) throws InterruptedException {
        return detail(arguments.reader(), arguments.id().toString()).map(detail -> Answer.json(200, detail)).orElseGet(Answer::noContent);
    }

    private Answer markRead(Arguments arguments) throws InterruptedException {
        desk.read(arguments.agent(), arguments.id(), arguments.optionalNumber("version").orElseThrow());
        return Answer.noContent();
    }

    private Answer markUnread(Arguments arguments) throws InterruptedException {
        desk.unread(arguments.agent(), arguments.id());
        return Answer.noContent();
    }

    private static Ordering ordering(Arguments arguments) {
        return new Ordering(arguments.optionalInstant("snoozedUntil"), arguments.optionalText("expert"), arguments.optionalFlag("urgent"),
                arguments.texts("addTags"),
                arguments.uuids("removeTags"),
                arguments.optionalText("reasonCode").map(word -> JsonValues.constant(ResolutionReason.class, word)));
    }

    private Answer messages(Arguments arguments) throws InterruptedException {
        return messages.page(arguments.id(), arguments.cursor(), arguments.limit())
                .map(page -> Answer.json(200, Shapes.page(page, Shapes::message))).orElseThrow(() -> Problem.notFound().exception());
    }

    private Answer reply(Arguments arguments) throws InterruptedException {
        return idempotency.once(arguments.call(), whatIsSent(arguments),
                session -> sent(session, arguments,
                        desk.within(session).reply(new Reply(arguments.agent(), arguments.id(), arguments.text("text"),
                                answers(arguments), arguments.optionalUuid("seenId"),
                                arguments.optionalText("visibility").map(word -> JsonValues.constant(Visibility.class, word)),
                                arguments.uuids("attachmentIds"), Duration.ofSeconds(arguments.optionalNumber("holdSeconds").orElse(0L)),
                                arguments.optionalInstant("sendAt"),
                                arguments.optionalText("then").map(word -> JsonValues.constant(ConversationState.class, word))
                                        .orElse(ConversationState.OPEN)))));
    }

    /** A reply whose answer was lost is the same one however much its writer has read since. */
    private static Buffer whatIsSent(Arguments arguments) {
        return arguments.has("seenId") ? Buffer.buffer(arguments.bodyWithout("seenId")) : arguments.call().body();
    }

    private static Optional<Reply.Answered> answers(Arguments arguments) {
        return arguments.optionalUuid("answersId")
                .map(message -> new Reply.Answered(message, arguments.optionalNumber("answersRevision").map(Math::toIntExact)));
    }

    private Answer note(Arguments arguments) throws InterruptedException {
        return idempotency.once(arguments.call(), arguments.call().body(),
                session -> sent(session, arguments, desk.within(session).note(arguments.agent(), arguments.id(), arguments.text("text"))));
    }

    private Answer handOver(Arguments arguments) throws InterruptedException {
        HandOver wish = new HandOver(arguments.agent(), arguments.id(), arguments.optionalNumber("version").orElseThrow(),
                arguments.optionalUuid("assigneeId"), arguments.optionalUuid("teamId"), arguments.text("note"));
        return idempotency.once(arguments.call(), arguments.call().body(), session -> {
            UUID note = desk.within(session).handOver(wish);
            desk.within(session).forgetSentDraft(wish.agent(), wish.conversation(), Idempotency.key(arguments.call()));
            return Idempotency.Created
                    .of(new JsonObject().put("note", MessageQueries.find(session, note).map(Shapes::message).orElseThrow())
                            .put("version", ConversationQueries.version(session, arguments.id())));
        });
    }

    /** The draft goes with what was made of it, in one transaction: one that is there has not been sent. */
    private Idempotency.Created sent(Session session, Arguments arguments, UUID id) throws InterruptedException {
        desk.within(session).forgetSentDraft(arguments.agent(), arguments.id(), Idempotency.key(arguments.call()));
        return Idempotency.Created.of(MessageQueries.find(session, id).map(Shapes::message).orElseThrow());
    }

    private Answer revisions(Arguments arguments) throws InterruptedException {
        List<MessageQueries.Revision> revisions = messages.revisions(arguments.id()).orElseThrow(() -> Problem.notFound().exception());
        return Answer.json(200, JsonValues.array(revisions,
                revision -> new JsonObject().put("text", revision.text()).put("replacedAt", revision.replacedAt().toString())
                        .put("attachments", JsonValues.array(revision.attachments(), Shapes::attachment))));
    }

    private Answer deliveries(Arguments arguments) throws InterruptedException {
        Set<DeliveryState> states = arguments.call().query("state").map(word -> Set.of(JsonValues.constant(DeliveryState.class, word)))
                .orElse(NEED_A_PERSON);
        return Answer.json(200, Shapes.page(
                deliveries.needingAPerson(arguments.reader().scope(), states, arguments.call().query("channel"), channels.closed(),
                        arguments.cursor(),
                        arguments.limit()),
                trouble -> Shapes.delivery(trouble.delivery()).put("conversationNumber", trouble.conversationNumber())));
    }

    private Answer report(Arguments arguments) throws InterruptedException {
        desk.report(arguments.agent(), arguments.id(), JsonValues.constant(DeliveryResult.class, arguments.text("result")));
        return deliveries.find(arguments.id()).map(delivery -> Answer.json(200, Shapes.delivery(delivery)))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private Answer ledger(Arguments arguments) throws InterruptedException {
        DeliveryQueries.Balance balance = deliveries.balance();
        return Answer.json(200, new JsonObject().put("received", balance.received()).put("answered", balance.answered())
                .put("handedOver", balance.handedOver()).put("closed", balance.closed()).put("open", balance.open()));
    }
}
