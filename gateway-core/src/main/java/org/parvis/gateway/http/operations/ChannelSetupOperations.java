package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.configuration.Mistake;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.Problem.BadField;
import org.parvis.gateway.plugin.ChannelDefinition;
import org.parvis.gateway.plugin.ChannelDefinitions;
import org.parvis.gateway.plugin.ChannelRefusal;
import org.parvis.gateway.plugin.ConnectionTests;

/** Channels that are set up at the desk: administrators make, try, change and remove them. */
public final class ChannelSetupOperations {

    private final ChannelDefinitions definitions;
    private final ConnectionTests tests;
    private final Idempotency idempotency;

    public ChannelSetupOperations(Channels channels, Idempotency idempotency) {
        this.definitions = channels.definitions();
        this.tests = channels.tests();
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("channelTypes", this::types,
                "createChannel", this::create,
                "channelSettings", this::settings,
                "changeChannelSettings", this::change,
                "removeChannel", this::remove,
                "testChannel", this::test);
    }

    private Answer types(Arguments arguments) {
        return Answer.json(200, JsonValues.array(definitions.forms().types(), FormShape::of));
    }

    private Answer create(Arguments arguments) throws InterruptedException {
        ChannelDefinition.Draft draft = draft(arguments, arguments.text("id").strip(), arguments.text("type"));
        // The request is remembered without the settings: a plain digest of a password could be found by trying.
        Answer answer = idempotency.once(arguments.call(), Buffer.buffer(arguments.bodyWithout("settings")),
                session -> Idempotency.Created.of(shape(definitions.add(session, arguments.agent(), draft))));
        definitions.apply();
        return answer;
    }

    private Answer settings(Arguments arguments) throws InterruptedException {
        return Answer.json(200, shape(definitions.find(arguments.call().parameter("id"))));
    }

    private Answer change(Arguments arguments) throws InterruptedException {
        ChannelDefinition before = definitions.find(arguments.call().parameter("id"));
        return Answer.json(200, shape(definitions.change(arguments.agent(), arguments.optionalNumber("version").orElseThrow(),
                draft(arguments, before.id(), before.type()))));
    }

    private Answer remove(Arguments arguments) throws InterruptedException {
        definitions.remove(arguments.agent(), arguments.call().parameter("id"));
        return Answer.noContent();
    }

    private Answer test(Arguments arguments) throws InterruptedException {
        Optional<String> known = arguments.optionalText("channelId");
        String type = arguments.text("type");
        ChannelDefinition.Draft draft = new ChannelDefinition.Draft(known.orElse(""), type, "", Optional.empty(),
                arguments.object("settings"));
        ConnectionTests.Result result = tests.run(arguments.agent(), draft, known.isPresent());
        return Answer.json(200, FormShape.of(definitions.forms().type(type).orElseThrow(), result));
    }

    private static ChannelDefinition.Draft draft(Arguments arguments, String id, String type) {
        return new ChannelDefinition.Draft(id, type, arguments.text("label").strip(), arguments.optionalUuid("teamId"),
                arguments.object("settings"));
    }

    private JsonObject shape(ChannelDefinition definition) {
        ChannelDefinition.Shown shown = definitions.forms().shown(definition);
        JsonObject shape = new JsonObject().put("id", definition.id()).put("type", definition.type()).put("label", definition.label())
                .put("settings", shown.settings()).put("secrets", new JsonArray(shown.secrets())).put("version", definition.version())
                .put("changedAt", definition.changedAt().toString());
        JsonValues.with(shape, "teamId", definition.team());
        return JsonValues.with(shape, "changedBy", definition.changedBy());
    }

    private static BadField badField(ChannelRefusal.Flaw flaw) {
        Mistake mistake = flaw.mistake();
        return new BadField(mistake.key(), mistake.allowed(), Optional.of(mistake.found()), List.of(), flaw.french()
                .map(french -> new JsonObject().put("fr", french).put("en", flaw.english().orElse(mistake.allowed()))));
    }

    static Problem problem(ChannelRefusal refusal) {
        List<BadField> errors = refusal.flaws().stream().map(ChannelSetupOperations::badField).toList();
        return switch (refusal.reason()) {
            case NOT_FOUND -> Problem.notFound();
            case OF_THE_FILE -> Problem.named(409, "channel-of-the-file", refusal.detail());
            case TAKEN -> new Problem(409, Optional.of("channel-taken"), refusal.detail(), List.of(new BadField("id", refusal.detail())),
                    Map.of());
            case CHANGED_MEANWHILE -> Problem.named(409, "channel-settings-changed", refusal.detail());
            case TOO_MANY -> Problem.named(409, "too-many-channels", refusal.detail());
            case NO_KEY -> Problem.named(409, "no-secrets-key", refusal.detail());
            case MISTAKEN -> new Problem(422, Optional.of("channel-settings"), refusal.detail(), errors, Map.of());
            case BUSY -> Problem.named(429, "test-under-way", refusal.detail());
        };
    }
}
