package org.parvis.gateway.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.access.AccessTokens.Token;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.Identity;
import org.parvis.gateway.access.Team;
import org.parvis.gateway.cluster.Presence.Sign;
import org.parvis.gateway.contact.ContactView;
import org.parvis.gateway.conversation.AttachmentView;
import org.parvis.gateway.conversation.ConcernView;
import org.parvis.gateway.conversation.ConversationRow;
import org.parvis.gateway.conversation.DeliveryView;
import org.parvis.gateway.conversation.DraftView;
import org.parvis.gateway.conversation.Excerpt;
import org.parvis.gateway.conversation.MentionView;
import org.parvis.gateway.conversation.MessageView;
import org.parvis.gateway.conversation.Page;
import org.parvis.gateway.conversation.TagView;
import org.parvis.gateway.conversation.ViewCount;
import org.parvis.gateway.desk.MentionNames;
import org.parvis.gateway.desk.Refusal;

/** How things look on the wire: exactly as the contract's schemas say. What is absent is left out. */
final class Shapes {

    private Shapes() {
    }

    static JsonObject session(Identity identity) {
        JsonObject session = new JsonObject().put("agent", agent(identity.agent())).put("permissions",
                new JsonArray(identity.agent().role().permissions().stream().map(Shapes::word).toList()));
        if (identity instanceof Identity.BySession opened) {
            session.put("csrfToken", opened.csrfToken()).put("expiresAt", opened.expiresAt().toString());
        }
        return session;
    }

    static JsonObject agent(Agent agent) {
        JsonObject shape = new JsonObject().put("id", agent.id().toString()).put("account", agent.account()).put("name", agent.name())
                .put("role", word(agent.role())).put("language", agent.language())
                .put("teamIds", new JsonArray(agent.teams().stream().map(Object::toString).toList()))
                .put("availability", word(agent.availability()))
                .put("active", agent.active());
        with(shape, "hours", agent.hours());
        return with(shape, "extension", agent.extension());
    }

    static JsonObject team(Team team) {
        return new JsonObject().put("id", team.id().toString()).put("name", team.name()).put("mention", MentionNames.ofTeam(team.name()));
    }

    static JsonObject mention(MentionView mention) {
        JsonObject shape = new JsonObject().put("message", message(mention.message()))
                .put("conversation", conversation(mention.conversation()))
                .put("unread", mention.unread());
        return with(shape, "teamId", mention.team());
    }

    static JsonObject concern(ConcernView concern) {
        JsonObject shape = new JsonObject().put("reason", word(concern.reason())).put("conversationId", concern.conversation().toString())
                .put("number", concern.number()).put("at", concern.at().toString()).put("seen", concern.seen());
        with(shape, "messageId", concern.message());
        return with(shape, "by", concern.by());
    }

    static JsonObject token(Token token) {
        JsonObject shape = new JsonObject().put("id", token.id().toString()).put("name", token.name()).put("createdAt",
                token.createdAt().toString());
        with(shape, "usedAt", token.usedAt());
        return with(shape, "expiresAt", token.expiresAt());
    }

    static JsonObject view(ViewCount view) {
        JsonObject shape = new JsonObject().put("view", view.view()).put("count", view.count()).put("capped", view.capped());
        with(shape, "team", view.team());
        with(shape, "channel", view.channel());
        view.owed().ifPresent(owed -> shape.put("owed", owed));
        return with(shape, "label", view.label());
    }

    static JsonObject excerpt(Excerpt excerpt) {
        List<JsonArray> ranges = excerpt.matches().stream().map(range -> JsonArray.of(range.start(), range.end())).toList();
        return new JsonObject().put("messageId", excerpt.message().toString()).put("part", word(excerpt.part())).put("text", excerpt.text())
                .put("ranges", new JsonArray(ranges));
    }

    static JsonObject conversation(ConversationRow row) {
        JsonObject contact = with(new JsonObject().put("id", row.contact().toString()), "name", row.contactName());
        JsonObject shape = new JsonObject().put("id", row.id().toString()).put("number", row.number()).put("channelId", row.channel())
                .put("contact", contact).put("state", word(row.state())).put("visibility", word(row.visibility()))
                .put("snippet", row.snippet())
                .put("createdAt", row.createdAt().toString()).put("lastMessageAt", row.lastMessageAt().toString())
                .put("messageCount", row.messageCount()).put("version", row.version()).put("unread", row.unread());
        with(shape, "subject", row.subject());
        with(shape, "topic", row.topic());
        with(shape, "teamId", row.team());
        with(shape, "assigneeId", row.assignee());
        with(shape, "owedSince", row.owedSince());
        with(shape, "snoozedUntil", row.snoozed());
        with(shape, "expert", row.expert());
        if (row.urgent()) {
            shape.put("urgent", true);
        }
        if (!row.tags().isEmpty()) {
            shape.put("tags", array(row.tags(), Shapes::tag));
        }
        return with(shape, "trouble", row.trouble().map(Shapes::word));
    }

    static JsonObject tag(TagView tag) {
        return new JsonObject().put("id", tag.id().toString()).put("name", tag.name());
    }

    static JsonObject presence(Sign sign) {
        return new JsonObject().put("agentId", sign.agent().toString()).put("doing", word(sign.doing()));
    }

    static JsonObject message(MessageView message) {
        JsonObject author = new JsonObject();
        with(author, "name", message.author().name());
        with(author, "handle", message.author().handle());
        with(author, "agentId", message.author().agent());
        with(author, "contactId", message.author().contact());
        JsonObject shape = new JsonObject().put("id", message.id().toString()).put("kind", word(message.kind()))
                .put("visibility", word(message.visibility())).put("automatic", message.automatic()).put("author", author)
                .put("channelId", message.channel()).put("text", message.text()).put("folds", lowerCase(message.folds(), "kind"))
                .put("hasHtml", message.hasHtml()).put("hasOriginal", message.hasOriginal()).put("fields", message.fields())
                .put("defects", message.defects()).put("sentAt", message.sentAt().toString())
                .put("createdAt", message.createdAt().toString())
                .put("owed", message.owed()).put("attachments", array(message.attachments(), Shapes::attachment));
        if (!message.mentions().isEmpty()) {
            shape.put("mentions", message.mentions());
        }
        with(shape, "takenBy", message.takenBy());
        with(shape, "subject", message.subject());
        with(shape, "warning", message.warning());
        with(shape, "editedAt", message.editedAt());
        if (message.revision() > 0) {
            shape.put("revision", message.revision());
        }
        with(shape, "deletedAt", message.deletedAt());
        message.delivery().ifPresent(delivery -> shape.put("delivery", delivery(delivery)));
        return shape;
    }

    static JsonObject attachment(AttachmentView file) {
        JsonObject shape = new JsonObject().put("id", file.id().toString()).put("name", file.name()).put("mediaType", file.mediaType())
                .put("size", file.size()).put("inline", file.inline());
        return with(shape, "description", file.description());
    }

    static JsonObject delivery(DeliveryView delivery) {
        JsonObject shape = new JsonObject().put("id", delivery.id().toString()).put("channelId", delivery.channel())
                .put("state", word(delivery.state())).put("attempts", delivery.attempts())
                .put("updatedAt", delivery.updatedAt().toString());
        with(shape, "conversationId", delivery.conversation());
        with(shape, "messageId", delivery.message());
        with(shape, "to", delivery.to());
        with(shape, "subject", delivery.subject());
        with(shape, "nextAttemptAt", delivery.nextAttemptAt());
        delivery.fault().ifPresent(fault -> shape.put("fault",
                new JsonObject().put("owner", fault.owner().toLowerCase(Locale.ROOT)).put("code", fault.code()).put("detail",
                        fault.detail())));
        return with(shape, "script", delivery.script());
    }

    /** The keys are for its writer alone. */
    static JsonObject draft(DraftView draft, UUID reader) {
        JsonObject shape = new JsonObject().put("agentId", draft.agent().toString()).put("reply", draft.reply()).put("note", draft.note())
                .put("attachments", array(draft.attachments(), Shapes::attachment)).put("version", draft.version())
                .put("updatedAt", draft.updatedAt().toString());
        with(shape, "visibility", draft.visibility().map(Shapes::word));
        draft.answers().ifPresent(answers -> {
            JsonObject aim = new JsonObject().put("id", answers.message().toString()).put("visibility", word(answers.visibility()))
                    .put("channelId", answers.channel());
            answers.revision().ifPresent(revision -> aim.put("revision", revision));
            shape.put("answers", with(aim, "to", answers.to()));
        });
        with(shape, "seenId", draft.seen());
        if (draft.agent().equals(reader)) {
            with(shape, "replyKey", draft.replyKey());
            with(shape, "noteKey", draft.noteKey());
        }
        return shape;
    }

    static JsonObject answer(Refusal.Answer answer) {
        return new JsonObject().put("messageId", answer.message().toString()).put("agentId", answer.agent().toString())
                .put("name", answer.name())
                .put("at", answer.at().toString());
    }

    static JsonObject contact(ContactView contact, List<ConversationRow> conversations) {
        JsonObject shape = new JsonObject().put("id", contact.id().toString()).put("handles",
                array(contact.handles(), Shapes::handle)).put("conversations", array(conversations, Shapes::conversation));
        with(shape, "name", contact.name());
        return with(shape, "language", contact.language());
    }

    static JsonObject handle(ContactView.KnownHandle handle) {
        JsonObject known = new JsonObject().put("kind", word(handle.kind())).put("value", handle.value()).put("stated", handle.stated());
        with(known, "name", handle.name());
        return with(known, "profile", handle.profile());
    }

    static <T> JsonObject page(Page<T> page, Function<? super T, JsonObject> shape) {
        return with(new JsonObject().put("items", array(page.items(), shape)), "next", page.next());
    }

    static <T> JsonArray array(Collection<T> values, Function<? super T, JsonObject> shape) {
        return new JsonArray(values.stream().map(shape).toList());
    }

    static JsonObject with(JsonObject shape, String name, Optional<?> value) {
        value.ifPresent(present -> shape.put(name, present.toString()));
        return shape;
    }

    /** Constants on the wire are in lower case, with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static JsonArray lowerCase(JsonArray objects, String name) {
        return new JsonArray(objects.stream().map(each -> {
            JsonObject copy = ((JsonObject) each).copy();
            return copy.put(name, copy.getString(name).toLowerCase(Locale.ROOT));
        }).toList());
    }
}
