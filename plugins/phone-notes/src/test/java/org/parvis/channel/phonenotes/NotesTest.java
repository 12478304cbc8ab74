package org.parvis.channel.phonenotes;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Bytes;
import org.parvis.channel.Capabilities;
import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.InboundMessage.Disposition;
import org.parvis.channel.Outcome;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.Visibility;

import static org.assertj.core.api.Assertions.assertThat;

class NotesTest {

    private static final String NOTE = "{\"caller\":\"01 99 00 12 34\",\"name\":\"Léa Marchetti\",\"topic\":\"Voirie\",\"note\":\"Lampadaire éteint.\",\"outcome\":\"answered\"}";

    private final Centre centre = new Centre();

    @Test
    void aNoteBecomesAMessageOfTheCallerWrittenDownByTheAgent() throws Exception {
        Response response = centre.note("k1", NOTE);
        assertThat(response.status()).isEqualTo(201);
        InboundMessage message = centre.inbox.messages().getFirst();
        assertThat(message.from()).isEqualTo(Handle.of(Handle.Kind.PHONE, "+33199001234"));
        assertThat(message.from().displayName()).contains("Léa Marchetti");
        assertThat(message.takenBy()).contains("amina");
        assertThat(message.topic()).contains("Voirie");
        assertThat(message.content().text()).isEqualTo("Lampadaire éteint.");
        assertThat(message.disposition()).isEqualTo(Disposition.ANSWERED);
        assertThat(message.visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(message.sentAt()).isEqualTo(centre.clock.instant());
        assertThat(Centre.json(response).path("caller").asText()).isEqualTo("+33199001234");
    }

    @Test
    void theAnswerNamesTheConversationAsSoonAsTheRecordKnowsIt() throws Exception {
        centre.note("k1", NOTE);
        centre.context.followUp().put(centre.inbox.messages().getFirst().threading().thread().orElseThrow(),
                new FollowUp.Conversation(1042, Handle.of(Handle.Kind.PHONE, "+33199001234"), FollowUp.State.RESOLVED, Optional.empty(),
                        List.of()));
        assertThat(Centre.json(centre.note("k1", NOTE)).path("conversation").asLong()).isEqualTo(1042);
    }

    @Test
    void aRecordThatCannotBeReadAfterwardsDoesNotMakeASavedNoteFail() throws Exception {
        centre.context.followUp().setAway(true);
        Response response = centre.note("k1", NOTE);
        assertThat(response.status()).isEqualTo(201);
        assertThat(Centre.json(response).has("conversation")).isFalse();
    }

    @Test
    void theSameNoteUnderTheSameKeyIsSavedOnceAndOtherWordsAreAFurtherNoteOfTheCall() throws Exception {
        centre.note("k1", NOTE);
        centre.note("k1", NOTE);
        assertThat(centre.inbox.messages()).hasSize(1);
        centre.note("k1", NOTE.replace("éteint", "cassé"));
        centre.note("k2", NOTE);
        List<InboundMessage> messages = centre.inbox.messages();
        assertThat(messages).hasSize(3);
        assertThat(messages.get(1).threading().thread()).isEqualTo(messages.get(0).threading().thread());
        assertThat(messages.get(2).threading().thread()).isNotEqualTo(messages.get(0).threading().thread());
    }

    @Test
    void theSameKeyOfAnotherAgentIsAnotherNote() throws Exception {
        centre.note("k1", NOTE);
        centre.routes.post("/notes").as(new Request.Agent("marc", "Marc Leroy", "fr")).header("idempotency-key", "k1").json(NOTE).send();
        assertThat(centre.inbox.messages()).extracting(InboundMessage::takenBy).containsExactly(Optional.of("amina"), Optional.of("marc"));
    }

    @Test
    void aCallBackStaysOwedAndSaysWhen() throws Exception {
        centre.note("k1",
                "{\"caller\":\"0199001234\",\"note\":\"Crèche\",\"outcome\":\"call-back\",\"callBackAt\":\"2026-09-16T09:30:00+02:00\"}");
        InboundMessage message = centre.inbox.messages().getFirst();
        assertThat(message.disposition()).isEqualTo(Disposition.OPEN);
        assertThat(message.fields()).hasSize(1).hasEntrySatisfying("À rappeler",
                when -> assertThat(when).contains("mercredi 16 septembre 2026", "09:30"));
    }

    @Test
    void aCallThatIsPassedOnGoesToItsTeam() throws Exception {
        centre.note("k1",
                "{\"name\":\"Léa\",\"note\":\"Crèche\",\"outcome\":\"passed-on\",\"team\":\"Petite enfance\",\"conversation\":1042}");
        InboundMessage message = centre.inbox.messages().getFirst();
        assertThat(message.team()).contains("Petite enfance");
        assertThat(message.threading().conversation()).contains(1042L);
        assertThat(message.disposition()).isEqualTo(Disposition.OPEN);
        assertThat(message.fields()).isEmpty();
    }

    @Test
    void callersWhoHideTheirNumberAreDifferentPeople() throws Exception {
        centre.note("k1", "{\"caller\":\"masqué\",\"note\":\"Bruit\",\"outcome\":\"answered\"}");
        centre.note("k2", "{\"note\":\"Bruit\",\"outcome\":\"answered\"}");
        assertThat(centre.inbox.messages()).extracting(message -> message.from().kind()).containsOnly(Handle.Kind.ANONYMOUS);
        assertThat(centre.inbox.messages()).extracting(InboundMessage::from).doesNotHaveDuplicates();
    }

    @Test
    void allMistakesAreToldAtOnceInTheAgentsLanguage() throws Exception {
        String bad = "{\"caller\":\"12\",\"note\":\"  \",\"outcome\":\"maybe\",\"callBackAt\":\"tomorrow\",\"conversation\":-1,\"nom\":\"x\",\"topic\":7,\"name\":\""
                + "x".repeat(201) + "\"}";
        Response response = centre.routes.post("/notes").as(Centre.AMINA).json(bad).send();
        assertThat(response.status()).isEqualTo(422);
        assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(Centre.json(response).path("title").asText()).isEqualTo("La note n’est pas enregistrée");
        assertThat(Centre.json(response).path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("Idempotency-Key", "caller", "note", "outcome", "callBackAt", "conversation", "nom", "topic",
                        "name");
        Response english = centre.routes.post("/notes").as(new Request.Agent("ann", "Ann", "en")).json(bad).send();
        assertThat(Centre.json(english).path("title").asText()).isEqualTo("The note is not saved");
        assertThat(centre.inbox.offered()).isEmpty();
    }

    @Test
    void whatIsPassedOnNeedsATeam() throws Exception {
        Response response = centre.note("k1", "{\"note\":\"Crèche\",\"outcome\":\"passed-on\"}");
        assertThat(Centre.json(response).path("errors").findValuesAsText("field")).containsExactly("team");
    }

    @Test
    void aBodyThatIsNoJsonObjectIsAnsweredWithWhereItBreaks() throws Exception {
        for (String body : List.of("", "{", "[]", "\"x\"", "{\"note\":\"a\",\"note\":\"b\"}", "{}{}", "{\"note\":NaN}", "[".repeat(100),
                "{'note':1}")) {
            Response response = centre.note("k1", body);
            assertThat(response.status()).as(body).isEqualTo(400);
            assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
        }
        Response malformed = centre.routes.post("/notes").as(Centre.AMINA).header("idempotency-key", "k")
                .body(Bytes.wrap(new byte[]{'{', '"', (byte) 0xC3, '"', '}'})).send();
        assertThat(Centre.json(malformed).path("detail").asText()).contains("UTF-8");
        assertThat(centre.inbox.offered()).isEmpty();
    }

    @Test
    void controlCharactersAreLeftOutAndMarkupIsJustText() throws Exception {
        centre.note("k1", "{\"note\":\"a\\u0000b\\r\\n<script>\\ud800\",\"outcome\":\"answered\"}");
        assertThat(centre.inbox.messages().getFirst().content().text()).isEqualTo("ab\n<script>");
    }

    @Test
    void aKeyThatNoHeaderShouldHoldIsRefused() throws Exception {
        assertThat(centre.note("k".repeat(201), NOTE).status()).isEqualTo(422);
        assertThat(centre.note("a b", NOTE).status()).isEqualTo(422);
        assertThat(centre.note("k".repeat(200), NOTE).status()).isEqualTo(201);
    }

    @Test
    void onlyAgentsWriteNotes() throws Exception {
        assertThat(centre.routes.post("/notes").header("idempotency-key", "k").json(NOTE).send().status()).isEqualTo(401);
        assertThat(centre.routes.post("/notes/import").body("note;outcome").send().status()).isEqualTo(401);
        assertThat(centre.routes.get("/lookup?number=01").send().status()).isEqualTo(401);
    }

    @Test
    void aNumberIsFoundWhileItIsTyped() throws Exception {
        assertThat(prefix("0")).isEqualTo("+33");
        assertThat(prefix("01 99")).isEqualTo("+33199");
        assertThat(prefix("%2B32 2")).isEqualTo("+322");
        assertThat(prefix("0032 2")).isEqualTo("+322");
        var whole = Centre.json(centre.routes.get("/lookup?number=01.99.00.12.34").as(Centre.AMINA).send());
        assertThat(whole.path("number").asText()).isEqualTo("+33199001234");
        assertThat(whole.path("prefix").asText()).isEqualTo("+33199001234");
        assertThat(whole.path("forPeople").asText()).isEqualTo("01 99 00 12 34");
        assertThat(centre.routes.get("/lookup?number=" + "1".repeat(61)).as(Centre.AMINA).send().status()).isEqualTo(422);
        assertThat(centre.routes.get("/lookup").as(Centre.AMINA).send().status()).isEqualTo(422);
        assertThat(centre.routes.get("/lookup?number=abc").as(Centre.AMINA).send().status()).isEqualTo(200);
    }

    @Test
    void anAnswerIsAScriptForWhoCallsBack() {
        assertThat(centre.channel.capabilities().features()).contains(Capabilities.Feature.SAID_BY_PERSON);
        var byPerson = (Outcome.ByPerson) centre.channel.perform(send(Handle.of(Handle.Kind.PHONE, "+33199001234")));
        assertThat(byPerson.script()).isEqualTo("""
                Appeler le 01 99 00 12 34

                Bonjour, ici Équipe voirie. Je vous rappelle au sujet de votre demande n° 1042.

                Le lampadaire est réparé.

                Pouvez-vous noter ce numéro : 1042 ? Il nous permettra de retrouver votre demande.""");
    }

    @Test
    void whoHidTheirNumberCannotBeCalledBack() {
        assertThat(centre.channel.perform(send(Handle.of(Handle.Kind.ANONYMOUS, "telephone:x")))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void nothingOfANoteIsLogged() throws Exception {
        centre.context.followUp().setAway(true);
        centre.note("k1", NOTE);
        assertThat(centre.context.logged()).isNotEmpty()
                .noneMatch(line -> line.contains("Lampadaire") || line.contains("99001234") || line.contains("Marchetti"));
    }

    private String prefix(String written) throws Exception {
        return Centre.json(centre.routes.get("/lookup?number=" + written).as(Centre.AMINA).send()).path("prefix").asText();
    }

    private static Command.Send send(Handle to) {
        return new Command.Send(new CommandKey("7d1f"), to, "Équipe voirie", Optional.empty(), Content.of("Le lampadaire est réparé."),
                Visibility.PRIVATE, List.of(), Optional.empty(), 1042, 1);
    }
}
