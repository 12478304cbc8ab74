package org.parvis.gateway.http.operations;

import java.util.Map;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.desk.SavedView;
import org.parvis.gateway.desk.SavedViews;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;

/** Searches that are kept as views, of the caller and of the caller's teams. */
public final class SavedViewOperations {

    private final SavedViews views;
    private final Idempotency idempotency;

    public SavedViewOperations(SavedViews views, Idempotency idempotency) {
        this.views = views;
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("savedViews",
                arguments -> Answer.json(200, JsonValues.array(views.of(arguments.call().agent()), SavedViewOperations::shape)),
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
        return JsonValues.with(new JsonObject().put("id", view.id().toString()).put("name", view.name()).put("query", view.query())
                .put("agentId", view.agent().toString()).put("version", view.version()), "teamId", view.team());
    }
}
