package org.parvis.gateway.http;

import java.util.Map;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.desk.SavedView;
import org.parvis.gateway.desk.SavedViews;

/** Searches that are kept as views, of the caller and of the caller's teams. */
final class SavedViewOperations {

    private final SavedViews views;
    private final Idempotency idempotency;

    SavedViewOperations(SavedViews views, Idempotency idempotency) {
        this.views = views;
        this.idempotency = idempotency;
    }

    Map<String, Api.Handler> handlers() {
        return Map.of("savedViews",
                arguments -> Answer.json(200, Shapes.array(views.of(arguments.call().agent()), SavedViewOperations::shape)),
                "saveView", this::create,
                "changeSavedView", this::change,
                "removeSavedView", this::remove);
    }

    private Answer create(Arguments arguments) throws InterruptedException {
        return idempotency.once(arguments.call(), arguments.call().body(),
                session -> Idempotency.Created
                        .of(shape(views.within(session).create(arguments.call().agent(), arguments.text("name").strip(),
                                arguments.text("query").strip(), arguments.optionalUuid("teamId")))));
    }

    private Answer change(Arguments arguments) throws InterruptedException {
        return Answer.json(200,
                shape(views.change(arguments.call().agent(), arguments.id(), arguments.optionalNumber("version").orElseThrow(),
                        arguments.text("name").strip(), arguments.text("query").strip())));
    }

    private Answer remove(Arguments arguments) throws InterruptedException {
        views.remove(arguments.call().agent(), arguments.id());
        return Answer.noContent();
    }

    private static JsonObject shape(SavedView view) {
        return Shapes.with(new JsonObject().put("id", view.id().toString()).put("name", view.name()).put("query", view.query())
                .put("agentId", view.agent().toString()).put("version", view.version()), "teamId", view.team());
    }
}
