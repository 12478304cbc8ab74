package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.access.AccessTokens.Token;
import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.Identity;
import org.parvis.gateway.access.Team;
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
import org.parvis.gateway.http.wire.JsonValues;

/** How things look on the wire: exactly as the contract's schemas say. What is absent is left out. */
final class Shapes {

    private Shapes() {
    }

    static JsonObject session(Identity identity) {
        JsonObject session = new JsonObject().put("agent", agent(identity.agent())).put("permissions",
                new JsonArray(identity.agent().role().permissions().stream().map(JsonValues::word).toList()));
        if (identity instanceof Identity.BySession opened) {
            session.put("csrfToken", opened.csrfToken()).put("expiresAt", opened.expiresAt().toString());
        }
        return session;
    }

    static JsonObject agent(Agent agent) {
        JsonObject shape = new JsonObject().put("id", agent.id().toString()).put("account", agent.account()).put("name", agent.name())
                .put("role", JsonValues.word(agent.role())).put("language", agent.language())
                .put("teamIds", new JsonArray(agent.teams().stream().map(Object::toString).toList()))
                .put("availability", JsonValues.word(agent.availability()))
                .put("active", agent.active());
        JsonValues.with(shape, "hours", agent.hours());
        return JsonValues.with(shape, "extension", agent.extension());
    }

    static JsonObject team(Team team) {
        return new JsonObject().put("id", team.id().toString()).put("name", team.name()).put("mention", MentionNames.ofTeam(team.name()));
    }

    static JsonObject mention(MentionView mention) {
        JsonObject shape = new JsonObject().put("message", message(mention.message()))
                .put("conversation", conversation(mention.conversation()))
                .put("unread", mention.unread());
        return JsonValues.with(shape, "teamId", mention.team());
    }

    static JsonObject concern(ConcernView concern) {
        JsonObject shape = new JsonObject().put("reason", JsonValues.word(concern.reason()))
                .put("conversationId", concern.conversation().toString())
                .put("number", concern.number()).put("at", concern.at().toString()).put("seen", concern.seen());
        JsonValues.with(shape, "messageId", concern.message());
        return JsonValues.with(shape, "by", concern.by());
    }

    static JsonObject token(Token token) {
        JsonObject shape = new JsonObject().put("id", token.id().toString()).put("name", token.name()).put("createdAt",
                token.createdAt().toString());
        JsonValues.with(shape, "usedAt", token.usedAt());
        return JsonValues.with(shape, "expiresAt", token.expiresAt());
    }

    static JsonObject view(ViewCount view) {
        JsonObject shape = new JsonObject().put("view", view.view()).put("count", view.count()).put("capped", view.capped());
        JsonValues.with(shape, "team", view.team());
        JsonValues.with(shape, "channel", view.channel());
        view.owed().ifPresent(owed -> shape.put("owed", owed));
        return JsonValues.with(shape, "label", view.label());
    }

    static JsonObject excerpt(Excerpt excerpt) {
        List<JsonArray> ranges = excerpt.matches().stream().map(range -> JsonArray.of(range.start(), range.end())).toList();
        return new JsonObject().put("messageId", excerpt.message().toString()).put("part", JsonValues.word(excerpt.part()))
                .put("text", excerpt.text())
                .put("ranges", new JsonArray(ranges));
    }

    static JsonObject conversation(ConversationRow row) {
        JsonObject contact = JsonValues.with(new JsonObject().put("id", row.contact().toString()), "name", row.contactName());
        JsonObject shape = new JsonObject().put("id", row.id().toString()).put("number", row.number()).put("channelId", row.channel())
                .put("contact", contact).put("state", JsonValues.word(row.state())).put("visibility", JsonValues.word(row.visibility()))
                .put("snippet", row.snippet())
                .put("createdAt", row.createdAt().toString()).put("lastMessageAt", row.lastMessageAt().toString())
                .put("messageCount", row.messageCount()).put("version", row.version()).put("unread", row.unread());
        JsonValues.with(shape, "subject", row.subject());
        JsonValues.with(shape, "topic", row.topic());
        JsonValues.with(shape, "teamId", row.team());
        JsonValues.with(shape, "assigneeId", row.assignee());
        JsonValues.with(shape, "owedSince", row.owedSince());
        JsonValues.with(shape, "snoozedUntil", row.snoozed());
        JsonValues.with(shape, "expert", row.expert());
        if (row.urgent()) {
            shape.put("urgent", true);
        }
        if (!row.tags().isEmpty()) {
            shape.put("tags", JsonValues.array(row.tags(), Shapes::tag));
        }
        return JsonValues.with(shape, "trouble", row.trouble().map(JsonValues::word));
    }

    static JsonObject tag(TagView tag) {
        return new JsonObject().put("id", tag.id().toString()).put("name", tag.name());
    }

    static JsonObject message(MessageView message) {
        JsonObject author = new JsonObject();
        JsonValues.with(author, "name", message.author().name());
        JsonValues.with(author, "handle", message.author().handle());
        JsonValues.with(author, "agentId", message.author().agent());
        JsonValues.with(author, "contactId", message.author().contact());
        JsonObject shape = new JsonObject().put("id", message.id().toString()).put("kind", JsonValues.word(message.kind()))
                .put("visibility", JsonValues.word(message.visibility())).put("automatic", message.automatic()).put("author", author)
                .put("channelId", message.channel()).put("text", message.text()).put("folds", lowerCase(message.folds(), "kind"))
                .put("hasHtml", message.hasHtml()).put("hasOriginal", message.hasOriginal()).put("fields", message.fields())
                .put("defects", message.defects()).put("sentAt", message.sentAt().toString())
                .put("createdAt", message.createdAt().toString())
                .put("owed", message.owed()).put("attachments", JsonValues.array(message.attachments(), Shapes::attachment));
        if (!message.mentions().isEmpty()) {
            shape.put("mentions", message.mentions());
        }
        JsonValues.with(shape, "takenBy", message.takenBy());
        JsonValues.with(shape, "subject", message.subject());
        JsonValues.with(shape, "warning", message.warning());
        JsonValues.with(shape, "editedAt", message.editedAt());
        if (message.revision() > 0) {
            shape.put("revision", message.revision());
        }
        JsonValues.with(shape, "deletedAt", message.deletedAt());
        message.delivery().ifPresent(delivery -> shape.put("delivery", delivery(delivery)));
        return shape;
    }

    static JsonObject attachment(AttachmentView file) {
        JsonObject shape = new JsonObject().put("id", file.id().toString()).put("name", file.name()).put("mediaType", file.mediaType())
                .put("size", file.size()).put("inline", file.inline());
        return JsonValues.with(shape, "description", file.description());
    }

    static JsonObject delivery(DeliveryView delivery) {
        JsonObject shape = new JsonObject().put("id", delivery.id().toString()).put("channelId", delivery.channel())
                .put("state", JsonValues.word(delivery.state())).put("attempts", delivery.attempts())
                .put("updatedAt", delivery.updatedAt().toString());
        JsonValues.with(shape, "conversationId", delivery.conversation());
        JsonValues.with(shape, "messageId", delivery.message());
        JsonValues.with(shape, "to", delivery.to());
        JsonValues.with(shape, "subject", delivery.subject());
        JsonValues.with(shape, "nextAttemptAt", delivery.nextAttemptAt());
        delivery.fault().ifPresent(fault -> shape.put("fault",
                new JsonObject().put("owner", fault.owner().toLowerCase(Locale.ROOT)).put("code", fault.code()).put("detail",
                        fault.detail())));
        return JsonValues.with(shape, "script", delivery.script());
    }

    /** The keys are for its writer alone. */
    static JsonObject draft(DraftView draft, UUID reader) {
        JsonObject shape = new JsonObject().put("agentId", draft.agent().toString()).put("reply", draft.reply()).put("note", draft.note())
                .put("attachments", JsonValues.array(draft.attachments(), Shapes::attachment)).put("version", draft.version())
                .put("updatedAt", draft.updatedAt().toString());
        JsonValues.with(shape, "visibility", draft.visibility().map(JsonValues::word));
        draft.answers().ifPresent(answers -> {
            JsonObject aim = new JsonObject().put("id", answers.message().toString())
                    .put("visibility", JsonValues.word(answers.visibility()))
                    .put("channelId", answers.channel());
            answers.revision().ifPresent(revision -> aim.put("revision", revision));
            shape.put("answers", JsonValues.with(aim, "to", answers.to()));
        });
        JsonValues.with(shape, "seenId", draft.seen());
        if (draft.agent().equals(reader)) {
            JsonValues.with(shape, "replyKey", draft.replyKey());
            JsonValues.with(shape, "noteKey", draft.noteKey());
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
                JsonValues.array(contact.handles(), Shapes::handle))
                .put("conversations", JsonValues.array(conversations, Shapes::conversation));
        JsonValues.with(shape, "name", contact.name());
        return JsonValues.with(shape, "language", contact.language());
    }

    static JsonObject handle(ContactView.KnownHandle handle) {
        JsonObject known = new JsonObject().put("kind", JsonValues.word(handle.kind())).put("value", handle.value()).put("stated",
                handle.stated());
        JsonValues.with(known, "name", handle.name());
        return JsonValues.with(known, "profile", handle.profile());
    }

    static <T> JsonObject page(Page<T> page, Function<? super T, JsonObject> shape) {
        return JsonValues.with(new JsonObject().put("items", JsonValues.array(page.items(), shape)), "next", page.next());
    }

    private static JsonArray lowerCase(JsonArray objects, String name) {
        return new JsonArray(objects.stream().map(each -> {
            JsonObject copy = ((JsonObject) each).copy();
            return copy.put(name, copy.getString(name).toLowerCase(Locale.ROOT));
        }).toList());
    }
}
