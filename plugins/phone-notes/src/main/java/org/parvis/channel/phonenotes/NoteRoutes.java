package org.parvis.channel.phonenotes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.FollowUp.Conversation;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.phonenotes.NoteReader.Texts;
import org.parvis.channel.phonenotes.Problem.Mistake;

/** What agents' desks call: one note, and what a number is while it is typed. */
final class NoteRoutes {

    /** A note at its longest, in UTF-8, escaped. */
    static final long MAXIMUM_BODY = 250_000;
    static final int MAXIMUM_KEY = 200;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1," + MAXIMUM_KEY + "}");
    private static final String REHEARSAL = "{\"caller\": \"0199000000\", \"note\": \"-\", \"outcome\": \"call-back\", \"callBackAt\": \"%s\"}";
    private static final Set<String> MEMBERS = new TreeSet<>(
            Set.of("caller", "name", "topic", "team", "note", "outcome", "callBackAt", "conversation", "at"));

    private final PhoneNotesConfiguration configuration;
    private final ChannelContext context;
    private final Numbers numbers;

    NoteRoutes(PhoneNotesConfiguration configuration, ChannelContext context, Numbers numbers) {
        this.configuration = configuration;
        this.context = context;
        this.numbers = numbers;
    }

    /** Makes a note that goes nowhere, so that the libraries have read their tables when the first caller speaks. */
    void rehearse() {
        Language language = configuration.language();
        try {
            ObjectNode body = Json.object(Bytes.utf8(REHEARSAL.formatted(context.clock().instant())), language);
            var reader = new NoteReader(configuration, numbers, context.clock(), language, UnaryOperator.identity());
            String call = Digest.of(REHEARSAL);
            reader.note(texts(body, reader, language))
                    .map(note -> note.event(call, call, context, "rehearsal", configuration).message().fields())
                    .ifPresent(Json::write);
        } catch (Json.Unreadable e) {
            throw new IllegalStateException("The rehearsal is no JSON", e);
        }
    }

    /** 201 once the note is durable. The same body under the same key is the same note; other words under the same key are a further note of the same call. */
    Response save(Request request) throws InterruptedException, ChannelException {
        Request.Agent agent = agent(request);
        Language language = Language.ofCode(agent.language());
        ObjectNode body;
        try {
            body = Json.object(request.body(), language);
        } catch (Json.Unreadable e) {
            return Problem.of(400, language.say("problem.title"), e.why()).response();
        }
        var reader = new NoteReader(configuration, numbers, context.clock(), language, UnaryOperator.identity());
        Optional<String> key = key(request, reader, language);
        Optional<Note> note = reader.note(texts(body, reader, language));
        if (key.isEmpty() || note.isEmpty() || !reader.mistakes().isEmpty()) {
            return Problem.of(422, language.say("problem.title"), language, reader.mistakes()).response();
        }
        String call = Digest.of(agent.account(), key.get());
        String id = Digest.of(call, request.body().toUtf8());
        context.inbox().commit(note.get().event(id, call, context, agent.account(), configuration));
        return created(id, call, note.get());
    }

    /** The note is durable by now: a record that cannot be read just after only leaves the conversation's number out of the answer. */
    private Response created(String id, String call, Note note) throws InterruptedException {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("event", id);
        note.caller().ifPresent(number -> answer.put("caller", number));
        conversation(call).or(note::conversation).ifPresent(number -> answer.put("conversation", number));
        return json(201, answer);
    }

    private Optional<Long> conversation(String call) throws InterruptedException {
        try {
            return context.followUp().find(Note.thread(call)).map(Conversation::number);
        } catch (ChannelException e) {
            context.log().log(System.Logger.Level.WARNING, "A call note is saved; its conversation could not be looked up for the answer",
                    e);
            return Optional.empty();
        }
    }

    private static Optional<String> key(Request request, NoteReader reader, Language language) {
        Optional<String> key = request.header("idempotency-key");
        if (key.isEmpty()) {
            reader.mistake("Idempotency-Key", language.say("problem.key.missing"));
            return key;
        }
        if (!KEY.matcher(key.get()).matches()) {
            reader.mistake("Idempotency-Key", language.say("problem.key.bad", MAXIMUM_KEY));
            return Optional.empty();
        }
        return key;
    }

    private static Texts texts(ObjectNode body, NoteReader reader, Language language) {
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                reader.mistake(member.getKey().length() > Note.MAXIMUM_LINE ? "?" : member.getKey(),
                        language.say("problem.unknown", String.join(", ", MEMBERS)));
            }
        }
        return new Texts(text(body, "caller", reader, language), text(body, "name", reader, language),
                text(body, "topic", reader, language),
                text(body, "team", reader, language), text(body, "note", reader, language), text(body, "outcome", reader, language),
                text(body, "callBackAt", reader, language), number(body, reader, language), text(body, "at", reader, language));
    }

    private static String text(ObjectNode body, String member, NoteReader reader, Language language) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull() || value.isTextual()) {
            return value.asText("");
        }
        reader.mistake(member, language.say("problem.text"));
        return "";
    }

    private static String number(ObjectNode body, NoteReader reader, Language language) {
        JsonNode value = body.path("conversation");
        if (value.isMissingNode() || value.isNull() || value.isIntegralNumber() || value.isTextual()) {
            return value.asText("");
        }
        reader.mistake("conversation", language.say("problem.number", Note.MAXIMUM_CONVERSATION));
        return "";
    }

    /** While an agent types: what the number is if it is whole, and what it begins with in any case. */
    Response lookUp(Request request) {
        Language language = Language.ofCode(agent(request).language());
        String written = request.query("number").orElse("");
        if (written.isBlank() || written.length() > Numbers.MAXIMUM_LENGTH) {
            return Problem.of(422, language.say("problem.title"), language,
                    List.of(new Mistake("number", language.say("problem.lookup", Numbers.MAXIMUM_LENGTH)))).response();
        }
        var answer = new LinkedHashMap<String, Object>();
        Optional<String> number = numbers.normalise(written);
        number.ifPresent(whole -> answer.put("number", whole));
        number.ifPresent(whole -> answer.put("forPeople", numbers.forPeople(whole)));
        number.or(() -> numbers.prefix(written)).ifPresent(prefix -> answer.put("prefix", prefix));
        return json(200, answer);
    }

    static Response json(int status, Object body) {
        return new Response(status, Map.of("content-type", "application/json", "cache-control", "no-store"), Bytes.utf8(Json.write(body)));
    }

    static Request.Agent agent(Request request) {
        return request.agent().orElseThrow(() -> new IllegalStateException("A route for agents was called without one"));
    }
}
