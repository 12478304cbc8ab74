package org.parvis.channel.email.outgoing;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Command;
import org.parvis.channel.CommandKey;
import org.parvis.channel.Content;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.Health;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;
import org.parvis.channel.email.connection.Security;
import org.parvis.channel.testkit.ManualClock;
import org.parvis.channel.testkit.RecordingLog;

import static org.assertj.core.api.Assertions.assertThat;

/** What a server answers, or does not answer, and what is then known of the message. */
class SubmissionTest {

    private static final String HANG_UP = ScriptedServer.HANG_UP;
    private static final ManualClock CLOCK = ManualClock.at("2026-09-15T08:00:00Z");

    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Submission submission() {
        SmtpConfiguration configuration = new SmtpConfiguration("127.0.0.1", server.port(), Security.NONE, Optional.of("bonjour"),
                Optional.of("not-a-word"), 60, Duration.ofSeconds(5), Duration.ofSeconds(5));
        return new Submission(configuration, Optional.empty(), composer(), CLOCK, new RecordingLog());
    }

    private static Composer composer() {
        return new Composer(new Sender("courriel", "bonjour@saint-exemple.example", "Mairie de Saint-Exemple", true), CLOCK);
    }

    private static Command.Send send(Handle to, String author, String subject, Content content, List<MessageId> inReplyTo) {
        return new Command.Send(new CommandKey("key-1"), to, author, Optional.of(subject), content, Visibility.PRIVATE, inReplyTo,
                Optional.empty(), 17, 1);
    }

    private static Command.Send send() {
        return send(Handle.of(Handle.Kind.EMAIL, "camille@citoyenne.example"), "Voirie", "Lampadaire", Content.of("C'est réparé."),
                List.of(new MessageId("b@x.example"), new MessageId("a@x.example")));
    }

    @Test
    void anAcceptedMessageHasItsStableName() throws Exception {
        Outcome first = submission().send(send());
        Outcome second = submission().send(send());
        assertThat(first).isEqualTo(second).isInstanceOf(Outcome.Accepted.class);
        String id = ((Outcome.Accepted) first).ids().getFirst().value();
        assertThat(id).matches("parvis\\.[0-9a-f]{32}@saint-exemple\\.example");
        MimeMessage message = parse(server.messages().getFirst());
        assertThat(message.getMessageID()).isEqualTo("<" + id + ">");
        assertThat(message.getHeader("In-Reply-To", null)).isEqualTo("<b@x.example>");
        assertThat(message.getHeader("References", null).replaceAll("\\s+", " ")).isEqualTo("<a@x.example> <b@x.example>");
        assertThat(message.getSubject()).isEqualTo("Re: Lampadaire [#17]");
        assertThat(message.getFrom()[0].toString()).contains("bonjour@saint-exemple.example");
        assertThat(message.getHeader("Auto-Submitted", null)).isNull();
        assertThat(message.getSentDate()).isEqualTo("2026-09-15T08:00:00Z");
    }

    @Test
    void aNoticeSaysThatAMachineWroteIt() throws Exception {
        Command.Send words = send();
        submission().send(new Command.Send(words.key(), words.to(), List.of(), words.author(), words.subject(), words.content(),
                words.visibility(), words.inReplyTo(), words.thread(), words.conversation(), words.attempt(), true));
        MimeMessage message = parse(server.messages().getFirst());
        assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
    }

    @Test
    void aServerThatHangsUpAfterItTookTheMessageHasTakenIt() throws Exception {
        server.reply("QUIT", HANG_UP);
        assertThat(submission().send(send())).isInstanceOf(Outcome.Accepted.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void whatTheServerSaysIsTheOutcome(String when, String reply, Class<? extends Outcome> outcome, String code) throws Exception {
        server.reply(when, reply);
        Outcome result = submission().send(send());
        assertThat(result).isInstanceOf(outcome);
        assertThat(fault(result).code()).isEqualTo(code);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("GREETING", "554 go away", Outcome.Deferred.class, "SMTP_UNREACHABLE"),
                Arguments.of("GREETING", HANG_UP, Outcome.Deferred.class, "SMTP_UNREACHABLE"),
                Arguments.of("AUTH", "535 5.7.8 wrong", Outcome.Deferred.class, "AUTHENTICATION_FAILED"),
                Arguments.of("AUTH", "454 4.7.0 later", Outcome.Deferred.class, "SMTP_UNREACHABLE"),
                Arguments.of("MAIL", "553 not you", Outcome.Rejected.class, "SENDER_REFUSED"),
                Arguments.of("MAIL", "451 later", Outcome.Deferred.class, "SENDER_REFUSED"),
                Arguments.of("RCPT", "550 5.1.1 unknown", Outcome.Rejected.class, "RECIPIENT_REFUSED"),
                Arguments.of("RCPT", "450 4.2.0 greylisted", Outcome.Deferred.class, "RECIPIENT_REFUSED"),
                Arguments.of("RCPT", "554 5.7.1 blocked", Outcome.Rejected.class, "REFUSED_BY_POLICY"),
                Arguments.of("RCPT", HANG_UP, Outcome.Deferred.class, "SMTP_UNREACHABLE"),
                Arguments.of("DATA", "554 no", Outcome.Rejected.class, "MESSAGE_REFUSED"),
                Arguments.of("DATA", "451 later", Outcome.Deferred.class, "MESSAGE_REFUSED"),
                Arguments.of("DATA", HANG_UP, Outcome.Deferred.class, "SMTP_UNREACHABLE"),
                Arguments.of("END", "552 5.3.4 too big", Outcome.Rejected.class, "MESSAGE_TOO_LARGE"),
                Arguments.of("END", "554 spam", Outcome.Rejected.class, "MESSAGE_REFUSED"),
                Arguments.of("END", "452 disk full", Outcome.Deferred.class, "MESSAGE_REFUSED"),
                Arguments.of("END", HANG_UP, Outcome.Unknown.class, "NO_REPLY"));
    }

    private static Fault fault(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Rejected(Fault fault) -> fault;
            case Outcome.Deferred(var _, Fault fault) -> fault;
            case Outcome.Unknown unknown -> unknown.fault();
            case Outcome.Accepted _,Outcome.ByPerson _ -> throw new AssertionError("Not a refusal: " + outcome);
        };
    }

    @Test
    void aRefusedRecipientIsTheCitizensToMend() throws Exception {
        server.reply("RCPT", "550 5.1.1 unknown");
        assertThat(fault(submission().send(send())).owner()).isEqualTo(Fault.Owner.CITIZEN);
    }

    @Test
    void aRefusedLoginAsksForTheOperator() throws Exception {
        server.reply("AUTH", "535 5.7.8 wrong");
        Submission submission = submission();
        submission.send(send());
        assertThat(submission.health()).isInstanceOfSatisfying(Health.NeedsOperator.class,
                needs -> assertThat(needs.code()).isEqualTo("AUTHENTICATION_FAILED"));
    }

    @Test
    void aServerThatIsNotThereDefers() throws Exception {
        Submission submission = submission();
        server.close();
        assertThat(submission.send(send())).isInstanceOf(Outcome.Deferred.class);
        assertThat(submission.health()).isInstanceOfSatisfying(Health.Degraded.class,
                degraded -> assertThat(degraded.code()).isEqualTo("SMTP_UNREACHABLE"));
    }

    @Test
    void anAddressThatIsNoneIsRejectedBeforeAnythingIsSent() throws Exception {
        for (String address : List.of("nobody", "a@b.example\r\nRCPT TO:<c@d.example>", "<a@b.example>", "a b@c.example", "@b.example")) {
            assertThat(submission().send(send(Handle.of(Handle.Kind.EMAIL, address), "Voirie", "x", Content.of("x"), List.of())))
                    .as(address)
                    .isInstanceOf(Outcome.Rejected.class);
        }
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void filesAndInlineImagesArriveAsTheyAre() throws Exception {
        Attachment file = Attachment.of("été 2026 \"plan\".pdf", "application/pdf", Bytes.wrap(new byte[]{1, 2, 3, 0, -1}));
        Attachment image = new Attachment("photo.png", "image/png", Bytes.utf8("png"), Optional.of("photo@1"),
                Optional.of("La rue\r\nX-Evil: 1"));
        Content content = new Content("Voir le plan.\n. point", Optional.of("<p>Voir <img src=\"cid:photo@1\"></p>"), List.of(),
                Optional.empty(),
                List.of(file, image));
        assertThat(submission().send(send(Handle.of(Handle.Kind.EMAIL, "camille@citoyenne.example"), "Voirie", "Plan", content, List.of())))
                .isInstanceOf(Outcome.Accepted.class);
        String source = server.messages().getFirst();
        assertThat(source).doesNotContain("\r\nX-Evil");
        MimeMultipart mixed = (MimeMultipart) parse(source).getContent();
        assertThat(mixed.getCount()).isEqualTo(2);
        MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getBodyPart(0).getContent().toString()).isEqualTo("Voir le plan.\r\n. point");
        MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<photo@1>");
        assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("été 2026 \"plan\".pdf");
        assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes()).containsExactly(1, 2, 3, 0, -1);
    }

    @Property(tries = 300)
    void nothingThatPeopleTypeBecomesAField(@ForAll String words) throws Exception {
        String evil = words + "\r\nBcc: spy@elsewhere.example\nX-Evil: 1\u2028Y: 2\r" + words;
        Handle to = Handle.of(Handle.Kind.EMAIL, "camille@citoyenne.example", evil);
        Attachment file = new Attachment(evil, "text/plain\r\nX-Evil: 1", Bytes.utf8("x"), Optional.of("a\r\nX-Evil: 1"),
                Optional.of(evil));
        Content content = new Content(evil, Optional.empty(), List.of(), Optional.empty(), List.of(file));
        Command.Send send = send(to, evil, evil, content, List.of(new MessageId("x>\r\nX-Evil: 1"), new MessageId("ok@x.example")));
        MimeMessage message = composer().compose(Session.getInstance(new Properties()), send, "camille@citoyenne.example");
        var out = new java.io.ByteArrayOutputStream();
        message.writeTo(out);
        MimeMessage back = parse(out.toString(StandardCharsets.UTF_8));
        assertThat(back.getHeader("Bcc")).isNull();
        assertThat(back.getHeader("X-Evil")).isNull();
        assertThat(back.getAllRecipients()).hasSize(1);
        MimeMultipart mixed = (MimeMultipart) back.getContent();
        assertThat(mixed.getBodyPart(1).getHeader("X-Evil")).isNull();
        assertThat(back.getHeader("References", null)).isEqualTo("<ok@x.example>");
    }

    private static MimeMessage parse(String source) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
    }
}
