package org.parvis.channel.email.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.channel.Attachment;
import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.DeliveryReported;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.InboundMessage.Origin;
import org.parvis.channel.MessageId;

import static org.assertj.core.api.Assertions.assertThat;

class MailReaderTest {

    private static final Instant ARRIVED = Instant.parse("2026-09-15T08:00:00Z");
    private static final String OWN_ID = "parvis.0123456789abcdef0123456789abcdef@saint-exemple.example";

    private final MailReader reader = new MailReader("Bonjour@saint-exemple.example", 25 * 1024 * 1024);

    private List<InboundEvent> events(byte[] bytes) {
        return reader.read(new RawMail(bytes, true, bytes.length, ARRIVED, "INBOX, message 1", Optional.empty()));
    }

    private InboundMessage read(String source, Charset charset) {
        List<InboundEvent> events = events(source.replace("\n", "\r\n").getBytes(charset));
        assertThat(events).hasSize(1);
        return ((MessageReceived) events.getFirst()).message();
    }

    private InboundMessage read(String source) {
        return read(source, StandardCharsets.UTF_8);
    }

    private static String letter(String fields, String body) {
        return "From: Camille <camille@citoyenne.example>\nMessage-ID: <a@citoyenne.example>\nDate: Mon, 14 Sep 2026 09:12:00 +0200\n"
                + fields + "\n\n" + body;
    }

    private static List<Defect.Code> codes(InboundMessage message) {
        return message.defects().stream().map(Defect::code).toList();
    }

    @Test
    void anOrdinaryMessageIsReadWhole() {
        InboundMessage message = read(
                letter("To: bonjour@saint-exemple.example, Voisin <voisin@citoyenne.example>\nSubject: =?utf-8?Q?Lampadaire_=C3=A9teint?=\n"
                        + "Content-Type: text/plain; charset=utf-8", "Bonjour,\nla rue Haute est sombre."));
        assertThat(message.from()).isEqualTo(Handle.of(Handle.Kind.EMAIL, "camille@citoyenne.example"));
        assertThat(message.from().displayName()).contains("Camille");
        assertThat(message.subject()).contains("Lampadaire éteint");
        assertThat(message.content().text()).isEqualTo("Bonjour,\nla rue Haute est sombre.");
        assertThat(message.sentAt()).isEqualTo("2026-09-14T07:12:00Z");
        assertThat(message.id()).isEqualTo(new MessageId("a@citoyenne.example"));
        assertThat(message.origin()).isEqualTo(Origin.PERSON);
        assertThat(message.fields()).containsEntry("To", "Voisin <voisin@citoyenne.example>");
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void aWrongCharacterSetIsMendedAndSaid() {
        InboundMessage message = read(letter("Content-Type: text/plain; charset=utf-8", "Déjà réglé"), Charset.forName("windows-1252"));
        assertThat(message.content().text()).isEqualTo("Déjà réglé");
        assertThat(codes(message)).containsExactly(Defect.Code.CHARSET);
    }

    @Test
    void anUnknownCharacterSetIsMendedAndSaid() {
        InboundMessage message = read(letter("Content-Type: text/plain; charset=klingon", "Déjà réglé"));
        assertThat(message.content().text()).isEqualTo("Déjà réglé");
        assertThat(codes(message)).containsExactly(Defect.Code.CHARSET);
    }

    @Test
    void latin1WithWindowsLettersIsWindows() {
        InboundMessage message = read(letter("Content-Type: text/plain; charset=iso-8859-1", "L’été coûte 3 €"),
                Charset.forName("windows-1252"));
        assertThat(message.content().text()).isEqualTo("L’été coûte 3 €");
        assertThat(message.defects()).isEmpty();
    }

    @Test
    void rawBytesInASubjectAreRead() {
        assertThat(read(letter("Subject: Réglé", ""), StandardCharsets.UTF_8).subject()).contains("Réglé");
        assertThat(read(letter("Subject: Réglé", ""), StandardCharsets.ISO_8859_1).subject()).contains("Réglé");
    }

    @Test
    void anEncodedWordBrokenInsideALetterIsJoined() {
        assertThat(read(letter("Subject: =?utf-8?B?w4k=?= =?utf-8?Q?t=C3?=\n =?utf-8?Q?=A9?= fini", "")).subject()).contains("Été fini");
    }

    @Test
    void htmlAloneGivesItsWords() {
        InboundMessage message = read(letter("Content-Type: text/html; charset=utf-8",
                "<html><head><style>p{}</style></head><body><p>Bonjour,</p><p>voir <a href=\"https://saint-exemple.example/plan\">le plan</a></p>"
                        + "<ul><li>un</li><li>deux</li></ul><blockquote>avant<br>encore</blockquote></body></html>"));
        assertThat(message.content().text())
                .isEqualTo("Bonjour,\n\nvoir le plan <https://saint-exemple.example/plan>\n\n- un\n- deux\n\n> avant\n> encore");
        assertThat(message.content().html()).isPresent();
        assertThat(message.content().folds()).hasSize(1);
    }

    @Test
    void alternativesAndInlineImagesAndFilesFindTheirPlaces() {
        InboundMessage message = read(letter("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m", """
                --m
                Content-Type: multipart/alternative; boundary="a"

                --a
                Content-Type: text/plain

                Bonjour
                --a
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html

                <p>Bonjour <img src="cid:photo@1"></p>
                --r
                Content-Type: image/png
                Content-ID: <photo@1>
                Content-Disposition: inline; filename="photo.png"
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --r--
                --a--
                --m
                Content-Type: application/pdf; name="=?utf-8?Q?=C3=A9t=C3=A9=2Epdf?="
                Content-Disposition: attachment; filename*0*=utf-8''plan%20de%20l%27; filename*1*=%C3%A9t%C3%A9.pdf
                Content-Transfer-Encoding: base64

                JVBERi0=
                --m--
                """));
        assertThat(message.content().text()).isEqualTo("Bonjour");
        assertThat(message.content().html().orElseThrow()).contains("cid:photo@1");
        assertThat(message.content().attachments()).extracting(Attachment::name).containsExactly("photo.png", "plan de l'été.pdf");
        assertThat(message.content().attachments().getFirst().contentId()).contains("photo@1");
        assertThat(message.content().attachments().getLast().bytes().toUtf8()).isEqualTo("%PDF-");
    }

    @Test
    void tnefIsNamedAsWhatItIs() {
        InboundMessage message = read(
                letter("Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64", "eJ8+IgAA"));
        assertThat(codes(message)).containsExactly(Defect.Code.OPAQUE);
        assertThat(message.defects().getFirst().detail()).contains("winmail.dat").contains("TNEF");
        assertThat(message.content().attachments()).hasSize(1);
    }

    @Test
    void anInvitationWithoutWordsGivesALineOrTwo() {
        InboundMessage message = read(letter("Content-Type: text/calendar; method=REQUEST; charset=utf-8", """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                SUMMARY:Réunion de quartier
                DTSTART;TZID=Europe/Paris:20260921T183000
                LOCATION:Salle des fêtes\\, rue Haute
                END:VEVENT
                END:VCALENDAR
                """));
        assertThat(message.content().text()).isEqualTo("Réunion de quartier\n2026-09-21 18:30\nSalle des fêtes, rue Haute");
        assertThat(message.content().attachments()).extracting(Attachment::mediaType).containsExactly("text/calendar");
    }

    @Test
    void aMessageInAMessageIsAFile() {
        InboundMessage message = read(letter("Content-Type: multipart/mixed; boundary=m", """
                --m

                Voici.
                --m
                Content-Type: message/rfc822

                Subject: =?utf-8?Q?Ancien_=C3=A9change?=
                From: x@y.example

                Mots
                --m--
                """));
        assertThat(message.content().attachments()).extracting(Attachment::name).containsExactly("Ancien échange.eml");
        assertThat(message.content().text()).isEqualTo("Voici.");
    }

    @Test
    void flowedLinesAreJoined() {
        InboundMessage message = read(
                letter("Content-Type: text/plain; format=flowed", "Une phrase \nqui continue.\n> citée \n> aussi\n\n-- \nCamille"));
        assertThat(message.content().text()).isEqualTo("Une phrase qui continue.\n> citée aussi\n\n-- \nCamille");
    }

    @Test
    void threadsByTheNearestFirstAndThenByTheNumberInTheSubject() {
        InboundMessage message = read(letter(
                "Subject: Re: Lampadaire [#1234]\nIn-Reply-To: <c@x.example>\nReferences: <a@x.example>\n <b@x.example> <c@x.example>",
                ""));
        assertThat(message.threading().inReplyTo()).extracting(MessageId::value).containsExactly("c@x.example", "b@x.example",
                "a@x.example");
        assertThat(message.threading().conversation()).contains(1234L);
        assertThat(message.subject()).contains("Re: Lampadaire");
    }

    @Test
    void referencesAreBounded() {
        StringBuilder references = new StringBuilder("References:");
        for (int number = 0; number < 3_000; number++) {
            references.append(" <").append(number).append("@x.example>");
        }
        assertThat(read(letter(references.toString(), "")).threading().inReplyTo()).hasSize(100).first()
                .isEqualTo(new MessageId("2999@x.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: auto-replied; owner-email=\"a@b.example\"", "Precedence: bulk", "List-Id: <voisins.example>",
            "Return-Path: <>",
            "X-Autoreply: yes", "X-Parvis-Loop: <" + OWN_ID + ">", "Precedence: LIST (of some sort)"})
    void machinesAreRecognised(String field) {
        assertThat(read(letter(field, "Absent")).origin()).isEqualTo(Origin.AUTOMATIC);
    }

    @Test
    void ourOwnAddressIsALoop() {
        assertThat(read("From: =?utf-8?Q?Mairie?= <BONJOUR@saint-exemple.example>\n\nEncore").origin()).isEqualTo(Origin.AUTOMATIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: no", "Return-Path: <camille@citoyenne.example>", "X-Auto-Response-Suppress: OOF",
            "Precedence: normal"})
    void personsAreNotTakenForMachines(String field) {
        assertThat(read(letter(field, "Bonjour")).origin()).isEqualTo(Origin.PERSON);
    }

    @Test
    void answersGoWhereTheyAreAskedTo() {
        InboundMessage message = read(
                "From: Formulaire <noreply@site.example>\nReply-To: \"Martin, Camille\" <camille@citoyenne.example>\n\nBonjour");
        assertThat(message.from().value()).isEqualTo("camille@citoyenne.example");
        assertThat(message.from().displayName()).contains("Martin, Camille");
        assertThat(message.fields()).containsEntry("From", "Formulaire <noreply@site.example>");
    }

    @Test
    void aMessageWithoutSenderIsTakenInAsSuch() {
        InboundMessage message = read("Subject: Sans nom\n\nBonjour");
        assertThat(message.from().kind()).isEqualTo(Handle.Kind.ANONYMOUS);
        assertThat(codes(message)).containsExactly(Defect.Code.MALFORMED);
        assertThat(message.id().value()).endsWith("@no-message-id.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000\u0001\u0002", "not a mail at all", "%PDF-1.4 whatever\n\nx"})
    void whatIsNoMessageIsKeptWithItsReason(String source) {
        InboundMessage message = read(source);
        assertThat(codes(message)).containsExactly(Defect.Code.UNPARSEABLE);
        assertThat(message.defects().getFirst().detail()).startsWith("The message could not be read: ");
        assertThat(message.original().orElseThrow().bytes().size()).isEqualTo(source.length() + (source.contains("\n") ? 2 : 0));
    }

    @Test
    void aMessageOfNothingButPartsIsRefusedBeforeItFillsTheMemory() {
        String source = letter("Content-Type: multipart/mixed; boundary=b", "--b\n".repeat(100_000));
        assertThat(codes(read(source))).containsExactly(Defect.Code.UNPARSEABLE);
    }

    @Test
    void aMessageOfNothingButHeaderIsCutAndSaysSo() {
        InboundMessage message = read(letter("X-A: b\n".repeat(5_000) + "Subject: late", "Bonjour"));
        assertThat(codes(message)).containsExactly(Defect.Code.TOO_LARGE);
        assertThat(message.content().text()).isEqualTo("Bonjour");
    }

    @Test
    void deepNestingEnds() {
        StringBuilder body = new StringBuilder();
        for (int depth = 0; depth < 200; depth++) {
            body.append("--b").append(depth).append("\nContent-Type: multipart/mixed; boundary=b").append(depth + 1).append("\n\n");
        }
        InboundMessage message = read(letter("Content-Type: multipart/mixed; boundary=b0", body.toString()));
        assertThat(codes(message)).contains(Defect.Code.TOO_LARGE);
    }

    @Test
    void tooManyAttachmentsAreSaidAndKeptInTheOriginal() {
        String part = "--b\nContent-Type: image/png\n\nx\n";
        InboundMessage message = read(letter("Content-Type: multipart/mixed; boundary=b", part.repeat(150) + "--b--"));
        assertThat(message.content().attachments()).hasSize(Content.MAXIMUM_ATTACHMENTS);
        assertThat(codes(message)).containsExactly(Defect.Code.TOO_LARGE);
    }

    @Test
    void aTextOverTheLimitIsCutAndSaysSo() {
        InboundMessage message = read(letter("Subject: long", "é".repeat(1_200_000)));
        assertThat(message.content().text()).hasSize(Content.MAXIMUM_TEXT);
        assertThat(codes(message)).contains(Defect.Code.TOO_LARGE);
        assertThat(message.original()).isPresent();
    }

    @Test
    void aDateInTheFutureGivesWayToTheTimeOfArrival() {
        assertThat(read("From: a@b.example\nDate: Mon, 14 Sep 2099 09:12:00 +0200\n\nx").sentAt()).isEqualTo(ARRIVED);
    }

    @Test
    void nulAndLoneSurrogatesNeverReachTheGateway() {
        InboundMessage message = read(
                "From: \"A\u0000B\" <a@b.example>\nSubject: x\u0000y\nContent-Type: text/html\n\n<p>a&#xD800;b\u0000c</p>");
        assertThat(message.content().text() + message.subject() + message.from().displayName() + message.content().html())
                .doesNotContain("\u0000").matches(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    private static String report(String action, String status, String returned) {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@saint-exemple.example
                Date: Mon, 14 Sep 2026 09:12:00 +0200
                Message-ID: <dsn@saint-exemple.example>
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b

                Votre message n'a pas pu être remis.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.saint-exemple.example

                Final-Recipient: rfc822; camille@citoyenne.example
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; 550 no such user

                Final-Recipient: rfc822; second@citoyenne.example
                Action: delivered
                Status: 2.0.0
                --b
                Content-Type: text/rfc822-headers

                Message-ID: <%s>
                Subject: Re: Lampadaire
                --b--
                """.formatted(action, status, returned).replace("\n", "\r\n");
    }

    @Test
    void aBounceOfOurMessageIsAReportForEachRecipient() {
        List<InboundEvent> events = events(report("failed", "5.1.1", OWN_ID).getBytes(StandardCharsets.UTF_8));
        assertThat(events).hasSize(2).allMatch(DeliveryReported.class::isInstance);
        DeliveryReported failed = (DeliveryReported) events.getFirst();
        assertThat(failed.message()).isEqualTo(new MessageId(OWN_ID));
        assertThat(failed.report()).isEqualTo(InboundEvent.Report.FAILED);
        assertThat(failed.fault().orElseThrow()).extracting(Fault::owner, Fault::code).containsExactly(Fault.Owner.CITIZEN,
                "RECIPIENT_UNKNOWN");
        assertThat(failed.fault().orElseThrow().detail()).contains("550 no such user");
        assertThat(((DeliveryReported) events.getLast()).report()).isEqualTo(InboundEvent.Report.DELIVERED);
        assertThat(events).extracting(InboundEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void aBounceOfSomebodyElsesMessageIsAMessageFromAMachine() {
        InboundMessage message = read(report("failed", "5.1.1", "other@elsewhere.example").replace("\r\n", "\n"));
        assertThat(message.origin()).isEqualTo(Origin.AUTOMATIC);
        assertThat(message.content().text()).contains("n'a pas pu être remis");
    }

    @Test
    void aDelayIsAMessageOfTheConversationAndNoVerdict() {
        String delayed = report("delayed", "4.4.1", OWN_ID).replace("Action: delivered", "Action: delayed").replace("\r\n", "\n");
        InboundMessage message = read(delayed);
        assertThat(message.origin()).isEqualTo(Origin.AUTOMATIC);
        assertThat(message.threading().inReplyTo()).containsExactly(new MessageId(OWN_ID));
    }
}
