package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.parvis.gateway.conversation.ViewCount;
import org.parvis.gateway.conversation.WordQueries;
import org.parvis.gateway.conversation.WordQueries.Use;
import org.parvis.gateway.conversation.WordQueries.Uses;
import org.parvis.gateway.desk.Tags;
import org.parvis.gateway.desk.Topic;
import org.parvis.gateway.desk.Topics;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.api.Idempotency;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;

/** Topics and tags, by which conversations are found: everybody uses them, whoever keeps the words orders them. */
public final class WordOperations {

    private final WordQueries queries;
    private final Topics topics;
    private final Tags tags;
    private final Idempotency idempotency;

    public WordOperations(WordQueries queries, Topics topics, Tags tags, Idempotency idempotency) {
        this.queries = queries;
        this.topics = topics;
        this.tags = tags;
        this.idempotency = idempotency;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("tags", arguments -> Answer.json(200, JsonValues.array(queries.tags(), Shapes::tag)),
                "renameTag", this::renameTag,
                "removeTag", this::removeTag,
                "topics", arguments -> Answer.json(200, JsonValues.array(topics.all(), WordOperations::shape)),
                "createTopic", this::createTopic,
                "changeTopic", this::changeTopic,
                "removeTopic", this::removeTopic,
                "wordUses", arguments -> Answer.json(200, shape(queries.uses())));
    }

    private Answer renameTag(Arguments arguments) throws InterruptedException {
        return Answer.json(200, Shapes.tag(tags.rename(arguments.agent(), arguments.id(), arguments.text("name"))));
    }

    private Answer removeTag(Arguments arguments) throws InterruptedException {
        tags.remove(arguments.agent(), arguments.id(), arguments.queryUuid("into"));
        return Answer.noContent();
    }

    private Answer createTopic(Arguments arguments) throws InterruptedException {
        return idempotency.once(arguments.call(), arguments.call().body(),
                session -> Idempotency.Created
                        .of(shape(topics.within(session).create(Optional.of(arguments.agent()), arguments.text("name"),
                                arguments.has("words") ? arguments.texts("words") : List.of()))));
    }

    private Answer changeTopic(Arguments arguments) throws InterruptedException {
        return Answer.json(200, shape(topics.change(arguments.agent(), arguments.id(), arguments.optionalNumber("version").orElseThrow(),
                arguments.text("name"), arguments.texts("words"))));
    }

    private Answer removeTopic(Arguments arguments) throws InterruptedException {
        topics.remove(arguments.agent(), arguments.id(), arguments.queryUuid("into"));
        return Answer.noContent();
    }

    private static JsonObject shape(Topic topic) {
        return new JsonObject().put("id", topic.id().toString()).put("name", topic.name()).put("words", new JsonArray(topic.words()))
                .put("version", topic.version());
    }

    private static JsonObject shape(Uses uses) {
        return new JsonObject().put("topics", JsonValues.array(uses.topics(), WordOperations::shape))
                .put("tags", JsonValues.array(uses.tags(), WordOperations::shape))
                .put("unlisted", JsonValues.array(uses.unlisted(),
                        unlisted -> new JsonObject().put("word", unlisted.word()).put("conversations", unlisted.conversations())));
    }

    private static JsonObject shape(Use use) {
        return new JsonObject().put("id", use.id().toString()).put("conversations", use.conversations())
                .put("capped", use.conversations() >= ViewCount.MAXIMUM);
    }
}
