package org.parvis.gateway.http.operations;

import java.util.Map;
import java.util.Optional;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.desk.CannedAnswer;
import org.parvis.gateway.desk.CannedAnswers;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;

/** Answers that are written often: leads write them, everybody uses them. */
public final class CannedAnswerOperations {

    private final CannedAnswers answers;
    private final Idempotency idempotency;

    public CannedAnswerOperations(CannedAnswers answers, Idempotency idempotency) {
        this.answers = answers;
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("cannedAnswers",
                arguments -> Answer.json(200, JsonValues.array(answers.of(arguments.reader().scope()), CannedAnswerOperations::shape)),
                "createCannedAnswer", this::create,
                "changeCannedAnswer", this::change);
    }

    private Answer create(Arguments arguments) throws InterruptedException {
        CannedAnswer.Words words = words(arguments);
        return idempotency.once(arguments.call(), arguments.call().body(),
                session -> Idempotency.Created.of(shape(answers.within(session).create(Optional.of(arguments.agent()), words))));
    }

    private Answer change(Arguments arguments) throws InterruptedException {
        return Answer.json(200, shape(answers.change(arguments.agent(), arguments.id(), arguments.optionalNumber("version").orElseThrow(),
                words(arguments), arguments.flag("archived"))));
    }

    private static CannedAnswer.Words words(Arguments arguments) {
        return new CannedAnswer.Words(arguments.text("code"), arguments.text("title").strip(), arguments.optionalText("french"),
                arguments.optionalText("english"), arguments.optionalUuid("teamId"));
    }

    private static JsonObject shape(CannedAnswer answer) {
        JsonObject shape = new JsonObject().put("id", answer.id().toString()).put("code", answer.code()).put("title", answer.title())
                .put("archived", answer.archived()).put("version", answer.version()).put("updatedAt", answer.updatedAt().toString());
        JsonValues.with(shape, "french", answer.french());
        JsonValues.with(shape, "english", answer.english());
        JsonValues.with(shape, "teamId", answer.team());
        return JsonValues.with(shape, "updatedBy", answer.updatedBy());
    }
}
