package org.parvis.gateway.http.operations;

import java.util.Map;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.conversation.LinkKind;
import org.parvis.gateway.conversation.LinkQueries;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.Moves;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.Identifiers;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;

/** Conversations that become one or two, and those that are linked. */
public final class MoveOperations {

    private final LinkQueries links;
    private final Desk desk;
    private final Idempotency idempotency;

    public MoveOperations(LinkQueries links, Desk desk, Idempotency idempotency) {
        this.links = links;
        this.desk = desk;
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("mergeConversation", this::merge, "splitConversation", this::split, "undoMove", this::undo, "links", this::links,
                "link", this::link, "unlink", this::unlink);
    }

    private Answer merge(Arguments arguments) throws InterruptedException {
        UUID other = arguments.optionalUuid("otherId").orElseThrow();
        return idempotency.once(arguments.call(), arguments.call().body(), session -> Idempotency.Created
                .of(moved(desk.within(session).moves().merge(arguments.agent(), other, arguments.id()))));
    }

    private Answer split(Arguments arguments) throws InterruptedException {
        return idempotency.once(arguments.call(), arguments.call().body(), session -> Idempotency.Created
                .of(moved(desk.within(session).moves().split(arguments.agent(), arguments.id(), arguments.uuids("messageIds"),
                        arguments.optionalText("subject")))));
    }

    private Answer undo(Arguments arguments) throws InterruptedException {
        return Answer.json(200, moved(desk.moves().undo(arguments.agent(), arguments.id())));
    }

    private static JsonObject moved(Moves.Moved move) {
        return new JsonObject().put("id", move.id().toString()).put("fromId", move.from().toString()).put("toId", move.to().toString());
    }

    private Answer links(Arguments arguments) throws InterruptedException {
        return Answer.json(200, JsonValues.array(links.of(arguments.reader(), arguments.id()), link -> new JsonObject()
                .put("kind", JsonValues.word(link.kind())).put("conversation", Shapes.conversation(link.other()))));
    }

    private Answer link(Arguments arguments) throws InterruptedException {
        desk.link(arguments.agent(), arguments.id(), other(arguments), JsonValues.constant(LinkKind.class, arguments.text("kind")));
        return links(arguments);
    }

    private Answer unlink(Arguments arguments) throws InterruptedException {
        desk.unlink(arguments.agent(), arguments.id(), other(arguments));
        return links(arguments);
    }

    private static UUID other(Arguments arguments) {
        return Identifiers.parse(arguments.call().parameter("otherId")).orElseThrow(() -> Problem.notFound().exception());
    }
}
