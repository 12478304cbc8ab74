package org.parvis.gateway.http.operations;

import java.time.Instant;
import java.util.Map;

import io.vertx.core.json.JsonArray;

import org.parvis.gateway.conversation.ConcernQueries;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.wire.Answer;

/** What concerns an agent, and what of it is seen. */
public final class ConcernOperations {

    private final ConcernQueries concerns;
    private final Desk desk;

    public ConcernOperations(ConcernQueries concerns, Desk desk) {
        this.concerns = concerns;
        this.desk = desk;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("concerns", this::list, "seeConcerns", this::see);
    }

    private Answer list(Arguments arguments) throws InterruptedException {
        return Answer.json(200, new JsonArray(concerns.of(arguments.reader()).stream().map(Shapes::concern).toList()));
    }

    private Answer see(Arguments arguments) throws InterruptedException {
        Instant until = arguments.optionalInstant("until")
                .orElseThrow(() -> new IllegalStateException("The contract does not require until"));
        desk.seeConcerns(arguments.agent(), arguments.id(), until);
        return Answer.noContent();
    }
}
