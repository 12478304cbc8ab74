package org.parvis.gateway.http;

import java.time.Instant;
import java.util.Map;

import io.vertx.core.json.JsonArray;

import org.parvis.gateway.conversation.ConcernQueries;
import org.parvis.gateway.desk.Desk;

/** What concerns an agent, and what of it is seen. */
final class ConcernOperations {

    private final ConcernQueries concerns;
    private final Desk desk;

    ConcernOperations(ConcernQueries concerns, Desk desk) {
        this.concerns = concerns;
        this.desk = desk;
    }

    Map<String, Api.Handler> handlers() {
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
