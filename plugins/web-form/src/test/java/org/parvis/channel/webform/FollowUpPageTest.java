package org.parvis.channel.webform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Notice;
import org.parvis.channel.Outcome;
import org.parvis.channel.Response;
import org.parvis.channel.Visibility;
import org.parvis.channel.testkit.RouteCaller;

import static org.assertj.core.api.Assertions.assertThat;

class FollowUpPageTest {

    private static final Handle LEA = Handle.of(Handle.Kind.EMAIL, "lea@marchetti.example", "Léa Marchetti");
    private static final Instant MORNING = Instant.parse("2026-09-15T08:00:00Z");

    private static final FollowUp.File PHOTO = new FollowUp.File("7", "<photo>.jpg", 3);

    private final Forms forms = new Forms();
    private String token = "";

    @BeforeEach
    void aMessageWasSentAndAnswered() throws Exception {
        Response sent = forms.filled(forms.ticket()).form("email", LEA.value()).send();
        token = forms.conversation(sent, LEA,
                new FollowUp.Message(MORNING, true, "Léa", Forms.WORDS + " <script>alert(1)</script>", List.of(PHOTO)),
                new FollowUp.Message(MORNING.plusSeconds(3_600), false, "Équipe voirie",
                        "Voir https://www.saint-exemple.example/a?b=1&c=2.\n<b>Merci</b>", List.of()));
    }

    @Test
    void theAnswersStandOnThePageInOrder() throws Exception {
        Document page = Forms.page(forms.routes.get("/follow/" + token).send());
        assertThat(page.select("h1").text()).isEqualTo("Votre demande n° 1042");
        assertThat(page.select(".messages li .who b").eachText()).containsExactly("Vous", "Équipe voirie");
        assertThat(page.select(".messages time").eachAttr("datetime")).containsExactly("2026-09-15T08:00:00Z", "2026-09-15T09:00:00Z");
        assertThat(page.select(".messages time").get(0).text()).contains("10:00");
    }

    @Test
    void wordsOfAnybodyAreShownAsWordsAndTheServicesLinksCanBeFollowed() throws Exception {
        Document page = Forms.page(forms.routes.get("/follow/" + token).send());
        assertThat(page.select("script, b:not(.who b)")).isEmpty();
        assertThat(page.select(".words").get(0).wholeText()).endsWith("<script>alert(1)</script>");
        assertThat(page.select(".words").get(1).wholeText()).isEqualTo("Voir https://www.saint-exemple.example/a?b=1&c=2.\n<b>Merci</b>");
        assertThat(page.select(".words a").attr("href")).isEqualTo("https://www.saint-exemple.example/a?b=1&c=2");
        assertThat(page.select(".words a").attr("rel")).contains("noreferrer");
    }

    @Test
    void filesAreDownloadedByWhoeverHasThePageAndByNobodyElse() throws Exception {
        forms.context.followUp().put(token.substring(0, token.indexOf('.')), PHOTO,
                Attachment.of("<photo>.jpg", "text/html", Bytes.utf8("<b>")));

        String link = Forms.page(forms.routes.get("/follow/" + token).send()).select(".enclosed a").attr("href");
        assertThat(link).endsWith("/follow/" + token + "/file/7");
        Response file = forms.routes.get("/follow/" + token + "/file/7").send();
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(Bytes.utf8("<b>"));
        assertThat(file.headers()).containsEntry("content-type", "application/octet-stream")
                .containsEntry("content-disposition", "attachment; filename*=UTF-8''%3Cphoto%3E.jpg")
                .containsEntry("cache-control", "no-store");
        assertThat(forms.routes.get("/follow/" + token + "/file/8").send().status()).isEqualTo(404);
        assertThat(forms.routes.get("/follow/" + token + "x/file/7").send().status()).isEqualTo(404);
    }

    @Test
    void aFileWhoseNameTurnsItsEndAroundIsNamedLetterAfterLetter() throws Exception {
        FollowUp.File program = new FollowUp.File("9", "facture\u202efdp.exe", 3);
        token = forms.conversation(forms.filled(forms.ticket()).form("email", LEA.value()).send(), LEA,
                new FollowUp.Message(MORNING, false, "\u202eEquipe", "Voici.", List.of(program)));
        forms.context.followUp().put(thread(), program, Attachment.of(program.name(), "application/pdf", Bytes.utf8("MZ ")));

        Document page = Forms.page(forms.routes.get("/follow/" + token).send());
        assertThat(page.select(".enclosed bdi").eachText()).containsExactly("facturefdp.exe");
        assertThat(page.select(".who bdi").size()).isEqualTo(1);
        assertThat(forms.routes.get("/follow/" + token + "/file/9").send().headers().get("content-disposition"))
                .isEqualTo("attachment; filename*=UTF-8''facturefdp.exe");
    }

    @Test
    void aNameThatNobodySeesIsAFile() {
        assertThat(FileName.plain("\u202e\u200f")).isEqualTo("file");
        assertThat(FileName.plain("reçu 2026.pdf")).isEqualTo("reçu 2026.pdf");
    }

    @Test
    void thePageIsForNobodyElse() throws Exception {
        Response response = forms.routes.get("/follow/" + token).send();
        assertThat(response.headers()).containsEntry("cache-control", "no-store").containsEntry("referrer-policy", "same-origin");
        assertThat(response.headers().get("x-robots-tag")).contains("noindex");
        assertThat(Forms.page(response).select("meta[name=robots]").attr("content")).contains("noindex");
        assertThat(response.body().toUtf8()).doesNotContain(LEA.value());
    }

    @Test
    void aTokenThatIsForgedOrOpensNothingIsAPageThatDoesNotExist() throws Exception {
        String thread = token.substring(0, token.indexOf('.'));
        String other = "fr-AAAAAAAAAAAAAAAAAAAAAA";
        String known = other + "." + forms.context.signer().sign("follow-up:" + other);
        for (String wrong : List.of("x", thread, thread + ".AAAA", token.substring(0, token.length() - 2),
                other + token.substring(token.indexOf('.')), known,
                "%3Cscript%3E.x", "a".repeat(5_000) + ".b")) {
            assertThat(forms.routes.get("/follow/" + wrong).send().status()).as(wrong).isEqualTo(404);
            assertThat(forms.routes.post("/follow/" + wrong).form("message", "x").send().status()).as(wrong).isEqualTo(404);
        }
        assertThat(forms.inbox.messages()).hasSize(1);
    }

    @Test
    void thePersonCanWriteAgainUnderTheirOwnName() throws Exception {
        Response sent = again("Il clignote encore.").send();
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.headers().get("location")).startsWith("/forms/contact/follow/" + token).endsWith("&sent=1");
        InboundMessage message = forms.inbox.messages().getLast();
        assertThat(message.from()).isEqualTo(LEA);
        assertThat(message.content().text()).isEqualTo("Il clignote encore.");
        assertThat(message.threading()).isEqualTo(forms.inbox.messages().getFirst().threading());
        assertThat(message.acknowledgement()).isEmpty();
    }

    @Test
    void sendingTwiceGivesOneMessage() throws Exception {
        String ticket = ticket();
        for (int i = 0; i < 2; i++) {
            forms.routes.post("/follow/" + token).form("ticket", ticket).form("message", "Il clignote encore.").send();
        }
        assertThat(forms.inbox.messages()).hasSize(2);
    }

    @Test
    void aTicketOfTheFormIsNoTicketOfThePage() throws Exception {
        Response response = forms.routes.post("/follow/" + token).form("ticket", forms.ticket()).form("message", "Il clignote encore.")
                .send();
        assertThat(response.status()).isEqualTo(422);
        assertThat(Forms.page(response).select("#message").val()).isEqualTo("Il clignote encore.");
    }

    @Test
    void anEmptyMessageIsAskedForAgain() throws Exception {
        Response response = again(" ").send();
        assertThat(response.status()).isEqualTo(422);
        assertThat(Forms.page(response).select("#summary a").attr("href")).isEqualTo("#message");
    }

    @Test
    void whatCannotBeRecordedIsKeptInTheForm() throws Exception {
        var call = again("Il clignote encore.");
        forms.inbox.refuse(1);
        Response away = call.send();
        assertThat(away.status()).isEqualTo(503);
        assertThat(Forms.page(away).select("#message").val()).isEqualTo("Il clignote encore.");
    }

    @Test
    void aRecordThatIsAwayIsSaidKindly() throws Exception {
        forms.context.followUp().setAway(true);
        Response away = forms.routes.get("/follow/" + token).send();
        assertThat(away.status()).isEqualTo(503);
        assertThat(Forms.page(away).text()).contains("Vos échanges sont conservés");
    }

    @Test
    void anAnswerIsAcceptedUnderTheSameNameEachTimeAndThePersonIsTold() {
        Outcome first = forms.channel.perform(answer(LEA, Optional.of(thread())));
        assertThat(forms.channel.perform(answer(LEA, Optional.of(thread())))).isEqualTo(first);
        Notice notice = ((Outcome.Accepted) first).notice().orElseThrow();
        assertThat(notice.to()).isEqualTo(LEA);
        assertThat(notice.subject()).isEqualTo("Une réponse à votre demande");
        assertThat(notice.text()).contains("/follow/" + token).doesNotContain("Réparé");
    }

    @Test
    void whoOnlyStatedAnAddressIsToldThere() {
        Command.Send answer = answer(Handle.of(Handle.Kind.ANONYMOUS, "contact:x"), Optional.of(thread()));
        Command.Send stated = new Command.Send(answer.key(), answer.to(), List.of(Handle.of(Handle.Kind.PHONE, "+33199001234"), LEA),
                answer.author(), answer.subject(), answer.content(), answer.visibility(), answer.inReplyTo(), answer.thread(),
                answer.conversation(), answer.attempt(), answer.notice());
        assertThat(((Outcome.Accepted) forms.channel.perform(stated)).notice()).map(Notice::to).contains(LEA);
    }

    @Test
    void whoLeftNoAddressIsToldByNobody() {
        var accepted = (Outcome.Accepted) forms.channel.perform(answer(Handle.of(Handle.Kind.ANONYMOUS, "x"), Optional.of(thread())));
        assertThat(accepted.notice()).isEmpty();
    }

    @Test
    void anAnswerWithoutAPageIsRefused() {
        assertThat(forms.channel.perform(answer(LEA, Optional.empty()))).isInstanceOf(Outcome.Rejected.class);
        assertThat(forms.channel.perform(answer(LEA, Optional.of("<20260915@mail.example>")))).isInstanceOf(Outcome.Rejected.class);
    }

    private String thread() {
        return token.substring(0, token.indexOf('.'));
    }

    private String ticket() throws InterruptedException {
        String ticket = Forms.ticketOf(Forms.page(forms.routes.get("/follow/" + token).send()));
        forms.clock.advance(Duration.ofSeconds(10));
        return ticket;
    }

    private RouteCaller.Call again(String words) throws InterruptedException {
        return forms.routes.post("/follow/" + token).form("ticket", ticket()).form("message", words);
    }

    private static Command.Send answer(Handle to, Optional<String> thread) {
        return new Command.Send(new CommandKey("7d1f"), to, "Équipe voirie", Optional.empty(), Content.of("Réparé ce matin."),
                Visibility.PRIVATE, List.of(), thread, 1042, 1);
    }
}
