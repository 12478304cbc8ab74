package org.parvis.gateway.http.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

import org.parvis.channel.Visibility;
import org.parvis.gateway.conversation.DraftQueries;
import org.parvis.gateway.conversation.DraftView;
import org.parvis.gateway.desk.Desk;
import org.parvis.gateway.desk.Draft;
import org.parvis.gateway.desk.Reply;
import org.parvis.gateway.http.api.Api;
import org.parvis.gateway.http.api.Arguments;
import org.parvis.gateway.http.wire.Answer;
import org.parvis.gateway.http.wire.JsonValues;

/** What agents have typed and not sent. */
public final class DraftOperations {

    private final DraftQueries drafts;
    private final Desk desk;

    public DraftOperations(DraftQueries drafts, Desk desk) {
        this.drafts = drafts;
        this.desk = desk;
    }

    public Map<String, Api.Handler> handlers() {
        return Map.of("drafts",
                arguments -> Answer.json(200, JsonValues.array(drafts.of(arguments.id()), draft -> Shapes.draft(draft, arguments.agent()))),
                "ownDrafts", arguments -> Answer.json(200, JsonValues.array(drafts.by(arguments.reader()), DraftOperations::begun)),
                "keepDraft", this::keep,
                "takeOverDraft", this::takeOver);
    }

    private static JsonObject begun(DraftQueries.Begun draft) {
        return new JsonObject().put("conversation", Shapes.conversation(draft.conversation())).put("words", draft.words())
                .put("updatedAt", draft.updatedAt().toString());
    }

    private Answer keep(Arguments arguments) throws InterruptedException {
        Optional<Reply.Answered> answers = arguments.optionalUuid("answersId")
                .map(message -> new Reply.Answered(message, arguments.optionalNumber("answersRevision").map(Math::toIntExact)));
        Draft draft = new Draft(arguments.agent(), arguments.id(), arguments.optionalNumber("basedOn").orElse(0L), arguments.text("reply"),
                arguments.text("note"), arguments.optionalText("visibility").map(word -> JsonValues.constant(Visibility.class, word)),
                answers,
                arguments.optionalUuid("seenId"), arguments.uuids("attachmentIds"), Optional.of(arguments.text("replyKey")),
                Optional.of(arguments.text("noteKey")));
        return desk.keepDraft(draft) ? own(arguments) : Answer.noContent();
    }

    private Answer takeOver(Arguments arguments) throws InterruptedException {
        UUID from = arguments.optionalUuid("agentId").orElseThrow();
        desk.takeOverDraft(arguments.agent(), arguments.id(), from, arguments.optionalNumber("version").orElseThrow(),
                arguments.text("replyKey"), arguments.text("noteKey"));
        return own(arguments);
    }

    /** As it is now. Another tab may have emptied it since. */
    private Answer own(Arguments arguments) throws InterruptedException {
        List<DraftView> all = drafts.of(arguments.id());
        return all.stream().filter(draft -> draft.agent().equals(arguments.agent())).findFirst()
                .map(draft -> Answer.json(200, Shapes.draft(draft, arguments.agent()))).orElseGet(Answer::noContent);
    }
}
