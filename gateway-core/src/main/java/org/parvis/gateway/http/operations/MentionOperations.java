package org.parvis.gateway.http.operations;

import java.util.Map;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.conversation.MentionQueries;
import org.parvis.gateway.conversation.MentionQueries.Mentions;
import org.parvis.gateway.conversation.MessageQueries;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Problem;

/** Who is mentioned in notes, and the words of one. */
public final class MentionOperations {

    private final MentionQueries mentions;
    private final MessageQueries messages;
    private final Desk desk;

    public MentionOperations(MentionQueries mentions, MessageQueries messages, Desk desk) {
        this.mentions = mentions;
        this.messages = messages;
        this.desk = desk;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("mentions", this::list, "readMentions", this::read, "message", arguments -> messages.find(arguments.id())
                .map(message -> Answer.json(200, Shapes.message(message))).orElseThrow(() -> Problem.notFound().exception()));
    }

    private Answer list(Arguments arguments) throws InterruptedException {
        Mentions found = mentions.of(arguments.reader(), arguments.cursor(), arguments.limit());
        JsonObject page = Shapes.page(found.page(), Shapes::mention);
        return Answer.json(200, page.put("unread", found.unread()));
    }

    private Answer read(Arguments arguments) throws InterruptedException {
        desk.readMentions(arguments.agent(), arguments.uuids("messageIds"));
        return Answer.noContent();
    }
}
