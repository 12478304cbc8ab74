package org.parvis.channel.webform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.FollowUp;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Notice;
import org.parvis.channel.Response;
import org.parvis.channel.webform.WebFormConfiguration.Contact;

import static org.assertj.core.api.Assertions.assertThat;

class SendingTest {

    private static final Bytes PDF = Bytes.utf8("%PDF-1.7\nplan");

    private final Forms forms = new Forms();

    @Test
    void aFilledFormBecomesOneMessage() throws Exception {
        Response response = forms.filled(forms.ticket()).form("place", "3, rue Haute").form("x-lamp", "L-17").form("name", "Léa Marchetti")
                .form("email", "Lea@Marchetti.example").form("phone", "01 99 00 12 34").send();
        assertThat(response.status()).isEqualTo(303);
        InboundMessage message = forms.inbox.messages().getFirst();
        assertThat(message.from().kind()).as("what anybody can type is no proof").isEqualTo(Handle.Kind.ANONYMOUS);
        assertThat(message.from().displayName()).contains("Léa Marchetti");
        assertThat(message.alsoKnownAs()).containsExactlyInAnyOrder(Handle.of(Handle.Kind.EMAIL, "lea@marchetti.example"),
                Handle.of(Handle.Kind.PHONE, "+33199001234"));
        assertThat(message.content().text()).isEqualTo(Forms.WORDS);
        assertThat(message.topic()).contains("Voirie");
        assertThat(message.team()).contains("Équipe voirie");
        assertThat(message.fields()).containsExactly(Map.entry("Lieu", "3, rue Haute"), Map.entry("Numéro du lampadaire", "L-17"));
    }

    @Test
    void theConfirmationShowsTheNumberAndTheSecretLink() throws Exception {
        Response response = forms.filled(forms.ticket()).form("email", "lea@marchetti.example").send();
        String token = forms.conversation(response, Handle.of(Handle.Kind.EMAIL, "lea@marchetti.example"));
        Response confirmation = forms.routes.get("/sent/" + token + "?lang=fr").send();
        Document page = Forms.page(confirmation);
        assertThat(page.select(".number").text()).isEqualTo("1042");
        assertThat(page.select("a.secret").attr("href")).isEqualTo("https://parvis.saint-exemple.example/forms/contact/follow/" + token);
        assertThat(page.text()).contains("un courriel peut ne pas vous parvenir, cette page reste").doesNotContain("lea@marchetti.example");
        assertThat(confirmation.headers()).containsEntry("cache-control", "no-store").containsEntry("referrer-policy", "same-origin");
    }

    @Test
    void theConfirmationDoesNotWaitForARecordThatIsAway() throws Exception {
        Response response = forms.filled(forms.ticket()).send();
        forms.context.followUp().setAway(true);
        Response confirmation = forms.routes.get("/sent/" + Forms.token(response)).send();
        assertThat(confirmation.status()).isEqualTo(200);
        assertThat(Forms.page(confirmation).select("a.secret")).hasSize(1);
    }

    @Test
    void whoLeavesAnAddressIsToldByMailInTheirLanguageOnceForEachMessage() throws Exception {
        forms.filled(forms.ticket()).form("email", "lea@marchetti.example").send();
        forms.routes.post("").form("ticket", forms.ticket()).form("lang", "en").form("topic", "Voirie").form("message", "A lamp")
                .form("email", "ann@example.test").send();
        Notice french = forms.inbox.messages().get(0).acknowledgement().orElseThrow();
        Notice english = forms.inbox.messages().get(1).acknowledgement().orElseThrow();
        assertThat(french.to().value()).isEqualTo("lea@marchetti.example");
        assertThat(french.text()).contains("Numéro de suivi : {number}", "/forms/contact/follow/fr-").doesNotContain(Forms.WORDS);
        assertThat(english.text()).contains("Follow-up number: {number}", "/forms/contact/follow/en-");
    }

    @Test
    void anAddressThatOthersTypeIsNotFloodedWhileEveryMessageIsTaken() throws Exception {
        for (int i = 0; i < 8; i++) {
            assertThat(forms.filled(forms.ticket()).form("email", "victim@example.test").remote("192.0.2." + i).send().status())
                    .isEqualTo(303);
        }
        assertThat(forms.inbox.messages()).hasSize(8);
        assertThat(forms.inbox.messages().stream().filter(message -> message.acknowledgement().isPresent()))
                .hasSize(Letters.ACKNOWLEDGEMENTS_PER_HOUR);
    }

    @Test
    void aPersonHasANameThatOnlyTheirPageKnows() throws Exception {
        forms.filled(forms.ticket()).send();
        forms.filled(forms.ticket()).send();
        assertThat(forms.inbox.messages()).extracting(message -> message.from().kind()).containsOnly(Handle.Kind.ANONYMOUS);
        assertThat(forms.inbox.messages()).extracting(InboundMessage::from).doesNotHaveDuplicates();
        assertThat(forms.inbox.messages()).allMatch(message -> message.acknowledgement().isEmpty());
    }

    @Test
    void aDoubleClickGivesOneMessageAndOneConfirmation() throws Exception {
        String ticket = forms.ticket();
        Callable<Response> click = () -> forms.filled(ticket).send();
        try (var clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Response> first = clicks.submit(click);
            Future<Response> second = clicks.submit(click);
            assertThat(first.get().headers().get("location")).isEqualTo(second.get().headers().get("location"));
        }
        assertThat(forms.inbox.messages()).hasSize(1);
    }

    @Test
    void goingBackAndSendingAgainWithoutTheFilesGivesOneMessageEvenALongTimeLater() throws Exception {
        String ticket = forms.ticket();
        Response first = forms.filled(ticket).file("files", Attachment.of("plan.pdf", "application/pdf", PDF)).send();
        forms.conversation(first, Handle.of(Handle.Kind.ANONYMOUS, "x"),
                new FollowUp.Message(forms.clock.instant(), true, "Vous", Forms.WORDS,
                        List.of(new FollowUp.File("1", "plan.pdf", PDF.size()))));
        forms.clock.advance(Duration.ofDays(2));
        Response again = forms.filled(ticket).send();
        assertThat(again.headers().get("location")).isEqualTo(first.headers().get("location"));
        assertThat(forms.inbox.messages()).hasSize(1);
    }

    @Test
    void wordsThatWereChangedAfterGoingBackAreAFurtherMessageOfTheSameConversation() throws Exception {
        String ticket = forms.ticket();
        forms.filled(ticket).send();
        forms.routes.post("").form("ticket", ticket).form("topic", "Voirie").form("message", "Et celui de la rue Basse aussi.").send();
        assertThat(forms.inbox.messages()).hasSize(2);
        assertThat(forms.inbox.messages()).extracting(message -> message.threading().thread())
                .containsOnly(forms.inbox.messages().getFirst().threading().thread());
    }

    @Test
    void everyMistakeIsToldAtItsFieldAndEveryWordIsKept() throws Exception {
        Response response = forms.routes.post("").form("ticket", forms.ticket()).form("message", " \r\n ")
                .form("place", "3, rue \"Haute\" <b>").form("email", "lea@")
                .form("phone", "12").form("topic", "Autre").form("name", "Léa").send();
        Document page = Forms.page(response);
        assertThat(response.status()).isEqualTo(422);
        assertThat(page.select("#summary a").eachAttr("href")).containsExactlyInAnyOrder("#topic", "#message", "#email", "#phone");
        assertThat(page.select("#summary").hasAttr("autofocus")).isTrue();
        for (String field : page.select("#summary a").eachAttr("href")) {
            assertThat(page.select(field).attr("aria-invalid")).as(field).isEqualTo("true");
            assertThat(page.select(field).attr("aria-describedby")).contains(field.substring(1) + "-error");
        }
        assertThat(page.select("#place").val()).isEqualTo("3, rue \"Haute\" <b>");
        assertThat(page.select("#email").val()).isEqualTo("lea@");
        assertThat(page.select("#name").val()).isEqualTo("Léa");
        assertThat(page.title()).startsWith("Erreur – ");
        assertThat(forms.inbox.offered()).isEmpty();
    }

    @Test
    void anAddressThatNoMailReachesIsToldWithWhatWouldBeRight() throws Exception {
        String accent = Forms.page(forms.filled(forms.ticket()).form("email", "hélène@exemple.example").send()).select("#email-error")
                .text();
        String english = Forms.page(forms.routes.post("").form("ticket", forms.ticket()).form("lang", "en")
                .form("email", "hélène@exemple.example").send()).select("#email-error").text();
        String form = Forms.page(forms.filled(forms.ticket()).form("email", "hélène").send()).select("#email-error").text();
        assertThat(accent).contains("lettres sans accent");
        assertThat(english).contains("without accents");
        assertThat(form).contains("sous la forme nom@domaine.example");
        assertThat(forms.inbox.offered()).isEmpty();
    }

    @Test
    void aMessageThatIsTooLongIsKeptAndItsLengthTold() throws Exception {
        String words = "é".repeat(Field.MAXIMUM_LINES + 1);
        Document page = Forms
                .page(forms.routes.post("").form("ticket", forms.ticket()).form("topic", "Voirie").form("message", words).send());
        assertThat(page.select("#message").val()).isEqualTo(words);
        assertThat(page.select("#message-error").text()).contains("20").contains("001");
    }

    @Test
    void aWayToAnswerIsAskedForWhereItIsRequired() throws Exception {
        var strict = new Forms(Forms.configuration(Contact.REQUIRED));
        assertThat(strict.filled(strict.ticket()).send().status()).isEqualTo(422);
        assertThat(strict.filled(strict.ticket()).form("phone", "+32 2 555 12 34").send().status()).isEqualTo(303);
    }

    @Test
    void whatLooksLikeMarkupIsShownAsItWasTyped() throws Exception {
        String attack = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        Document page = Forms.page(forms.routes.post("").form("ticket", attack).form("message", attack).form("place", attack)
                .form("name", attack).form("x-lamp", attack).send());
        assertThat(page.select("script, img")).isEmpty();
        assertThat(page.select("#message").val()).isEqualTo(attack);
        assertThat(page.select("#place").val()).isEqualTo(attack);
    }

    @Test
    void whoIsTakenForAProgramIsAskedKindlyAndLosesNothing() throws Exception {
        String ticket = Forms.ticketOf(Forms.page(forms.routes.get("").send()));
        Response fast = forms.filled(ticket).send();
        assertThat(fast.status()).isEqualTo(422);
        assertThat(Forms.page(fast).select("#summary").text()).contains("C’est allé très vite");
        assertThat(Forms.page(fast).select("#message").val()).isEqualTo(Forms.WORDS);
        forms.clock.advance(Duration.ofSeconds(3));
        assertThat(forms.filled(Forms.ticketOf(Forms.page(fast))).send().status()).isEqualTo(303);
    }

    @Test
    void aTicketOfANodeWhoseClockIsALittleAheadIsNotYetOfNegativeAge() throws Exception {
        var patient = new Forms(Forms.configuration(Contact.OPTIONAL, Duration.ZERO, List.of()));
        String ticket = Forms.ticketOf(Forms.page(patient.routes.get("").send()));
        patient.clock.advance(Duration.ofSeconds(-1));
        assertThat(patient.filled(ticket).send().status()).isEqualTo(303);
    }

    @Test
    void aPageThatWasOpenForTooLongGetsAFreshTicket() throws Exception {
        String ticket = forms.ticket();
        forms.clock.advance(Duration.ofHours(13));
        Response old = forms.filled(ticket).send();
        assertThat(Forms.page(old).select("#summary").text()).contains("ouverte depuis longtemps");
        forms.clock.advance(Duration.ofSeconds(5));
        assertThat(forms.filled(Forms.ticketOf(Forms.page(old))).send().status()).isEqualTo(303);
    }

    @Test
    void aTicketThatThisFormDidNotIssueIsNotBelieved() throws Exception {
        String ticket = forms.ticket();
        for (String forged : new String[]{"", "x", ticket.replaceFirst("\\.\\d+\\.", ".1."), ticket + "A",
                ticket.substring(0, ticket.length() - 1)}) {
            Response response = forms.filled(forged).send();
            assertThat(response.status()).as(forged).isEqualTo(422);
            assertThat(Forms.page(response).select("#message").val()).isEqualTo(Forms.WORDS);
        }
        assertThat(forms.inbox.offered()).isEmpty();
    }

    @Test
    void theFieldThatOnlyProgramsSeeMustStayEmpty() throws Exception {
        Response response = forms.routes.post("").form("ticket", forms.ticket()).form("topic", "Voirie").form("message", Forms.WORDS)
                .form("website", "http://spam.example").send();
        assertThat(response.status()).isEqualTo(422);
        Document page = Forms.page(response);
        assertThat(page.select("#website").val()).isEmpty();
        assertThat(page.select("#website").attr("tabindex")).isEqualTo("-1");
        assertThat(page.select("#message").val()).isEqualTo(Forms.WORDS);
    }

    @Test
    void oneAddressSendsSoMuchInAnHourAndThenWaits() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(forms.filled(forms.ticket()).remote("2001:db8:1:2::" + i).send().status()).isEqualTo(303);
        }
        Response crowded = forms.filled(forms.ticket()).remote("2001:db8:1:2:ffff::1").send();
        assertThat(crowded.status()).isEqualTo(429);
        assertThat(Forms.page(crowded).select("#summary").text()).contains("minutes");
        assertThat(Forms.page(crowded).select("#message").val()).isEqualTo(Forms.WORDS);
        assertThat(forms.filled(forms.ticket()).remote("2001:db8:1:3::1").send().status()).as("a neighbour").isEqualTo(303);
        forms.clock.advance(Duration.ofMinutes(13));
        assertThat(forms.filled(forms.ticket()).remote("2001:db8:1:2::9").send().status()).isEqualTo(303);
    }

    @Test
    void aMessageThatCannotBeRecordedIsShownAgainAndTakenLaterOnce() throws Exception {
        String ticket = forms.ticket();
        forms.inbox.refuse(1);
        Response away = forms.filled(ticket).send();
        assertThat(away.status()).isEqualTo(503);
        assertThat(Forms.page(away).select("#message").val()).isEqualTo(Forms.WORDS);
        assertThat(forms.filled(Forms.ticketOf(Forms.page(away))).send().status()).isEqualTo(303);
        assertThat(forms.inbox.messages()).hasSize(1);
        assertThat(forms.context.logged()).noneMatch(line -> line.contains("lampadaire"));
    }

    @Test
    void filesAreTakenForWhatTheyAreAndNamedForPeople() throws Exception {
        forms.filled(forms.ticket()).file("files", Attachment.of("C:\\Users\\lea\\..\\plan.pdf.exe", "application/octet-stream", PDF))
                .file("files", Attachment.of("", "application/octet-stream", Bytes.EMPTY)).send();
        Attachment file = forms.inbox.messages().getFirst().content().attachments().getFirst();
        assertThat(file.name()).isEqualTo("plan.pdf.exe.pdf");
        assertThat(file.mediaType()).isEqualTo("application/pdf");
        assertThat(forms.inbox.messages().getFirst().content().attachments()).hasSize(1);
    }

    @Test
    void filesThatCannotBeTakenAreNamedWithTheReasonAndTheOthersMustBeChosenAgain() throws Exception {
        Response response = forms.filled(forms.ticket())
                .file("files", Attachment.of("photo.png", "image/png", Bytes.utf8("MZ\u0000\u0001 no picture")))
                .file("files", Attachment.of("plan.pdf", "application/pdf", PDF)).send();
        Document page = Forms.page(response);
        assertThat(response.status()).isEqualTo(422);
        assertThat(page.select("#files-error").text()).contains("photo.png").doesNotContain("plan.pdf");
        assertThat(page.select("#files-again").text()).contains("Choisissez de nouveau");
        assertThat(forms.inbox.offered()).isEmpty();
    }

    @Test
    void aFileOverItsBoundAndAFileTooManyAreRefused() throws Exception {
        Bytes large = Bytes.wrap(("%PDF-" + "x".repeat(1_000_000)).getBytes(StandardCharsets.US_ASCII));
        assertThat(Forms.page(forms.filled(forms.ticket()).file("files", Attachment.of("plan.pdf", "application/pdf", large)).send())
                .select("#files-error").text())
                .contains("1 Mo");
        var call = forms.filled(forms.ticket());
        IntStream.range(0, 3).forEach(i -> call.file("files", Attachment.of(i + ".pdf", "application/pdf", PDF)));
        assertThat(Forms.page(call.send()).select("#files-error").text()).contains("2 au plus ; vous en avez choisi 3");
        assertThat(forms.inbox.offered()).isEmpty();
    }

    @Test
    void insideAnotherSitesPageTheConfirmationStaysInItsFrame() throws Exception {
        Response response = forms.filled(forms.ticket()).form("embedded", "1").send();
        assertThat(response.headers().get("location")).contains("embedded=1");
        Document page = Forms.page(forms.routes.get("/sent/" + Forms.token(response) + "?embedded=1").send());
        assertThat(page.select("a.secret").attr("target")).isEqualTo("_blank");
        assertThat(Optional.ofNullable(page.selectFirst("header"))).isEmpty();
    }
}
