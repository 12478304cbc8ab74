package org.parvis.gateway.http.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.parvis.gateway.http.api.Contract.Operation;
import org.parvis.gateway.http.api.Contract.Parameter;
import org.parvis.gateway.http.wire.Identifiers;
import org.parvis.gateway.http.wire.JsonValues;
import org.parvis.gateway.http.wire.Problem;
import org.parvis.gateway.http.wire.Problem.BadField;
import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.scope.Within;

/**
 * Lets nobody whose scope is limited name what is outside, before any handler sees the request: it is answered as if there were no such thing. What lists leave out is
 * asked of their queries. An id whose kind the contract does not say keeps the gateway from starting. Of all others nothing is asked.
 */
public final class ScopeGate {

    private final Within within;

    public ScopeGate(Within within) {
        this.within = within;
    }

    /** What the ids of one operation name: in its path, and in its body by field. */
    record Ids(Map<String, Named> path, Map<String, Named> body) {

        static Ids of(Operation operation) {
            List<String> unsaid = new ArrayList<>();
            Map<String, Named> path = new LinkedHashMap<>();
            operation.parameters().stream().filter(parameter -> parameter.in().equals("path") && isId(parameter))
                    .forEach(parameter -> parameter.names().ifPresentOrElse(named -> path.put(parameter.name(), named),
                            () -> unsaid.add(parameter.name())));
            Map<String, Named> body = new LinkedHashMap<>();
            operation.body().ifPresent(schema -> schema.ids().forEach((field, named) -> named
                    .ifPresentOrElse(kind -> body.put(field, kind), () -> unsaid.add(field))));
            if (!unsaid.isEmpty()) {
                throw new IllegalStateException("The contract does not say what " + unsaid + " of " + operation.id() + " names");
            }
            return new Ids(path, body);
        }

        private static boolean isId(Parameter parameter) {
            return parameter.names().isPresent() || parameter.schema().isId();
        }
    }

    /** @throws ProblemException 404 for what the path names, and for a conversation anywhere; 422 for another field of the body */
    void require(Ids ids, Arguments arguments) throws InterruptedException {
        Reader reader = arguments.reader();
        if (!reader.scope().isLimited()) {
            return;
        }
        for (Map.Entry<String, Named> id : ids.path().entrySet()) {
            if (!holds(reader, id.getValue(), arguments.call().parameter(id.getKey()))) {
                throw Problem.notFound().exception();
            }
        }
        for (Map.Entry<String, Named> field : ids.body().entrySet()) {
            for (String id : arguments.textOrTexts(field.getKey())) {
                if (!holds(reader, field.getValue(), id)) {
                    throw field.getValue() == Named.CONVERSATION
                            ? Problem.notFound().exception()
                            : new Problem(422, Optional.of("unknown"), "There is no such " + JsonValues.word(field.getValue()) + ".",
                                    List.of(new BadField(field.getKey(), "There is no such " + JsonValues.word(field.getValue()) + ".")),
                                    Map.of())
                                    .exception();
                }
            }
        }
    }

    private boolean holds(Reader reader, Named named, String written) throws InterruptedException {
        Optional<UUID> id = Identifiers.parse(written);
        return switch (named) {
            case PART, OWN, TEAM, TAG, TOPIC, MERGE, CANNED_ANSWER -> true;
            case CONVERSATION -> id.isPresent()
                    ? within.conversation(reader.scope(), id.get())
                    : written.matches("[0-9]{1,15}") && within.conversation(reader.scope(), Long.parseLong(written));
            case MESSAGE -> id.isPresent() && within.message(reader.scope(), id.get());
            case DELIVERY -> id.isPresent() && within.delivery(reader.scope(), id.get());
            case ATTACHMENT -> id.isPresent() && within.attachment(reader, id.get());
            case CONTACT -> id.isPresent() && within.contact(reader.scope(), id.get());
            case MOVE -> id.isPresent() && within.move(reader.scope(), id.get());
            case AGENT -> id.isPresent() && within.agent(reader, id.get());
        };
    }
}
