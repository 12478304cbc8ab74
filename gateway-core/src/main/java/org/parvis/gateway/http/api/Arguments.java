package org.parvis.gateway.http.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.conversation.Keyset;
import org.parvis.gateway.http.wire.Call;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.scope.Reader;

/** What came with a call, checked against the contract: it has the promised shape, and only that. */
public final class Arguments {

    private final Call call;
    private final Map<?, ?> body;

    Arguments(Call call, Map<?, ?> body) {
        this.call = call;
        this.body = body;
    }

    public Call call() {
        return call;
    }

    public UUID agent() {
        return call.agent().id();
    }

    public Reader reader() {
        return call.agent().reader();
    }

    public UUID id() {
        return call.id();
    }

    public boolean has(String name) {
        return body.containsKey(name);
    }

    /** Required by the contract. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalStateException("The contract does not require " + name));
    }

    public Optional<String> optionalText(String name) {
        return value(name).map(String::valueOf);
    }

    /** Required by the contract. */
    public boolean flag(String name) {
        return value(name).map(flag -> (Boolean) flag)
                .orElseThrow(() -> new IllegalStateException("The contract does not require " + name));
    }

    public Optional<Boolean> optionalFlag(String name) {
        return value(name).map(flag -> (Boolean) flag);
    }

    public List<String> texts(String name) {
        return value(name).map(list -> ((List<?>) list).stream().map(String::valueOf).toList()).orElse(List.of());
    }

    /** Of a field that holds one text, a list of them, or nothing. */
    List<String> textOrTexts(String name) {
        return value(name).filter(List.class::isInstance).isPresent() ? texts(name) : optionalText(name).stream().toList();
    }

    public Optional<UUID> optionalUuid(String name) {
        return optionalText(name).map(UUID::fromString);
    }

    public Optional<Long> optionalNumber(String name) {
        return value(name).map(number -> (Long) number);
    }

    public Optional<Instant> optionalInstant(String name) {
        return optionalText(name).map(text -> OffsetDateTime.parse(text).toInstant());
    }

    /** What the contract leaves open, with its nulls. */
    public JsonObject object(String name) {
        return value(name).map(object -> new JsonObject(Json.encode(object))).orElse(new JsonObject());
    }

    public List<UUID> uuids(String name) {
        return value(name).map(list -> ((List<?>) list).stream().map(each -> UUID.fromString(String.valueOf(each))).toList())
                .orElse(List.of());
    }

    public Optional<UUID> queryUuid(String name) {
        return call.query(name).map(UUID::fromString);
    }

    public int limit() {
        return call.query("limit").map(Integer::parseInt).orElse(50);
    }

    /** Where a page begins; empty: at the beginning. */
    public Optional<Keyset> cursor() {
        Optional<String> cursor = call.query("cursor");
        Optional<Keyset> keyset = cursor.flatMap(Keyset::parse);
        if (cursor.isPresent() && keyset.isEmpty()) {
            throw Problem.invalid("cursor", "must be the \"next\" of an answer before").exception();
        }
        return keyset;
    }

    /** Without the fields named: for comparing requests without keeping secrets. */
    public String bodyWithout(String secret) {
        return body.entrySet().stream().filter(entry -> !secret.equals(entry.getKey())).map(String::valueOf).toList().toString();
    }

    private Optional<Object> value(String name) {
        @Nullable
        Object value = body.get(name);
        return Optional.ofNullable(value);
    }
}
