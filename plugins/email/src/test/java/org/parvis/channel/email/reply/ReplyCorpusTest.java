package org.parvis.channel.email.reply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.email.Corpora;
import org.parvis.channel.email.mime.MailReader;
import org.parvis.channel.email.mime.RawMail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** How many replies of the corpora fold as their collectors expected; misses are printed. */
class ReplyCorpusTest {

    /** What the collectors of email_reply_parser want to be seen, as the beginning and the end of it. */
    private static final Map<String, List<String>> EXPECTED = expected();

    private static Map<String, List<String>> expected() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put("correct_sig", List.of("this is an email", "-- signature."));
        expected.put("email_1_1", List.of("Hi folks", "Java HTTP API."));
        expected.put("email_1_2", List.of("Hi,", "delete them all individually.\""));
        expected.put("email_1_3", List.of("Oh thanks.", "would be great."));
        expected.put("email_1_4", List.of("Awesome!", "problem with it."));
        expected.put("email_1_6", List.of("I get proper rendering as well.", "rendering as well."));
        expected.put("email_1_7", List.of(":+1:", ":+1:"));
        expected.put("email_2_1", List.of("Outlook with a reply", "Outlook with a reply"));
        expected.put("email_2_2", List.of("Outlook with a reply directly above line", "directly above line"));
        expected.put("email_2_3", List.of("Outlook with a reply directly above line", "directly above line"));
        expected.put("email_BlackBerry", List.of("Here is another email", "another email"));
        expected.put("email_bullets", List.of("test 2 this should list second", "and another"));
        expected.put("email_iPhone", List.of("Here is another email", "another email"));
        expected.put("email_multi_word_sent_from_my_mobile_device", List.of("Here is another email", "another email"));
        expected.put("email_one_is_not_on", List.of("Thank, this is really helpful.", "when I run..."));
        expected.put("email_sent_from_my_not_signature", List.of("Here is another email", "then my mobile phone."));
        expected.put("email_sig_delimiter_in_middle_of_line", List.of("Hi there!", "kthxbai"));
        expected.put("greedy_on", List.of("On your remote host you can run:", "tunnel is not working."));
        return expected;
    }

    @Test
    void repliesOfEmailReplyParserFold() throws IOException {
        Path folder = Corpora.mail().resolve("email_reply_parser");
        int right = 0;
        for (Map.Entry<String, List<String>> entry : EXPECTED.entrySet()) {
            String text = Files.readString(folder.resolve(entry.getKey() + ".txt"), StandardCharsets.UTF_8).replace("\r\n", "\n");
            String visible = Visible.of(text);
            boolean matches = visible.startsWith(entry.getValue().getFirst()) && visible.endsWith(entry.getValue().getLast());
            right += matches ? 1 : 0;
            if (!matches) {
                System.out.println("  differs: " + entry.getKey() + ", ends with: "
                        + visible.substring(Math.max(0, visible.length() - 120)).replace("\n", " | "));
            }
        }
        System.out.println("email_reply_parser: " + right + " of " + EXPECTED.size() + " as expected");
        assertThat(right).isGreaterThanOrEqualTo(16);
    }

    @Test
    void slowTextsFoldQuickly() throws IOException {
        Path folder = Corpora.mail().resolve("email_reply_parser");
        for (String name : List.of("pathological.txt", "email_long_quote.txt")) {
            String text = Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Folding.of(text.repeat(Math.max(1, 900_000 / text.length()))));
        }
    }

    @Test
    void repliesOfTalonFold() throws IOException {
        Path folder = Corpora.mail().resolve("talon/standard_replies");
        int right = 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
        }
        for (Path file : files) {
            Path reply = folder.resolve(file.getFileName().toString().replace(".eml", "_reply_text"));
            // Their collectors keep a signature in the reply; here it is folded, so its words are not asked for.
            String expected = Files.exists(reply) ? Visible.words(Files.readString(reply)).split(" (--|Sent from)")[0] : "Hello";
            String visible = Visible.words(Visible.of(text(Files.readAllBytes(file))));
            right += visible.equals(expected) ? 1 : 0;
            if (!visible.equals(expected)) {
                System.out.println("  differs: " + file.getFileName() + ": " + visible.substring(0, Math.min(200, visible.length())));
            }
        }
        System.out.println("talon standard_replies: " + right + " of " + files.size() + " as expected");
        assertThat(right).isGreaterThanOrEqualTo(files.size() - 2);
    }

    @Test
    void htmlRepliesOfTalonFold() throws IOException {
        Path folder = Corpora.mail().resolve("talon/html_replies");
        int right = 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            byte[] html = Files.readAllBytes(file);
            byte[] header = "From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] mail = java.util.Arrays.copyOf(header, header.length + html.length);
            System.arraycopy(html, 0, mail, header.length, html.length);
            String visible = Visible.words(Visible.of(text(mail)));
            boolean matches = visible.replace(" ", "").equals("Hi.Iamfine.Thanks,Alex");
            right += matches ? 1 : 0;
            if (!matches) {
                System.out.println("  differs: " + file.getFileName() + ": " + visible.substring(0, Math.min(200, visible.length())));
            }
        }
        System.out.println("talon html_replies: " + right + " of " + files.size() + " as expected");
        assertThat(right).isGreaterThanOrEqualTo(5);
    }

    private static String text(byte[] mail) {
        RawMail raw = new RawMail(mail, true, mail.length, Instant.parse("2026-09-15T08:00:00Z"), "INBOX, message 1", Optional.empty());
        return ((MessageReceived) new MailReader("bonjour@saint-exemple.example", 1 << 20).read(raw).getFirst()).message().content().text();
    }
}
