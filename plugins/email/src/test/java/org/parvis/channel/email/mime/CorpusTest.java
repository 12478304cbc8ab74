package org.parvis.channel.email.mime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Defect;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundEvent.DeliveryReported;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.email.Corpora;

import static org.assertj.core.api.Assertions.assertThat;

/** Every message of the corpora is taken in whole, or as one that could not be read, with its reason. */
class CorpusTest {

    private final MailReader reader = new MailReader("bonjour@saint-exemple.example", 25 * 1024 * 1024);

    @Test
    void everyMessageIsTakenInOrKeptWithItsReason() throws IOException {
        Path corpus = Corpora.mail();
        Map<Defect.Code, List<String>> defects = new EnumMap<>(Defect.Code.class);
        int whole = 0;
        int reports = 0;
        int empty = 0;
        List<Path> files = messages(corpus);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            List<InboundEvent> events = reader.read(mail(bytes));
            assertThat(events).as(file.toString()).isNotEmpty();
            if (!(events.getFirst() instanceof MessageReceived received)) {
                assertThat(events).allMatch(DeliveryReported.class::isInstance);
                reports++;
                continue;
            }
            assertThat(received.message().original().orElseThrow().bytes().toArray()).as(file.toString()).isEqualTo(bytes);
            received.message().defects().forEach(defect -> defects.computeIfAbsent(defect.code(), _ -> new ArrayList<>())
                    .add(corpus.relativize(file) + ": " + defect.detail()));
            boolean unreadable = received.message().defects().stream().anyMatch(defect -> defect.code() == Defect.Code.UNPARSEABLE);
            whole += unreadable ? 0 : 1;
            boolean wordless = received.message().content().text().isBlank() && received.message().content().attachments().isEmpty();
            empty += wordless ? 1 : 0;
            if (wordless) {
                System.out.println("  without words or attachment: " + corpus.relativize(file));
            }
        }
        System.out.println("Corpus: " + files.size() + " messages, " + whole + " taken in, " + reports + " delivery reports, "
                + (files.size() - whole - reports) + " kept as unreadable, " + empty
                + " of those taken in have neither words nor attachment");
        defects.forEach((code, list) -> {
            System.out.println("  " + code + ": " + list.size());
            list.forEach(line -> System.out.println("    " + line));
        });
        assertThat(whole + reports).isGreaterThan(files.size() * 9 / 10);
    }

    @Test
    void aMessageSeenAgainHasTheSameNameAndAnotherMessageAnother() throws IOException {
        Path corpus = Corpora.mail();
        Map<Object, Path> names = new java.util.HashMap<>();
        for (Path file : messages(corpus)) {
            byte[] bytes = Files.readAllBytes(file);
            Object name = reader.read(mail(bytes)).getFirst().id();
            byte[] again = ("Received: by mx.example; Tue, 15 Sep 2026 10:00:00 +0200\r\n"
                    + new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            if (bytes.length > 0 && bytes[0] > ' ' && HeaderFields.read(bytes).fields().size() > 1) {
                assertThat(reader.read(mail(again)).getFirst().id()).as(file + " by another way").isEqualTo(name);
            }
            Path other = names.putIfAbsent(name, file);
            if (other != null) {
                // The same message by another way, or with other line ends: RFC 5322 appendix A has such, section 3.6.6 says why.
                assertThat(essence(file)).as(file + " and " + other).isEqualTo(essence(other));
            }
        }
    }

    private static String essence(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        HeaderFields header = HeaderFields.read(bytes);
        String body = new String(bytes, header.bodyStart(), bytes.length - header.bodyStart(),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        return header.first("Message-ID") + " " + header.first("Subject") + " " + header.first("Date") + body.replaceAll("\\s+", "");
    }

    private static List<Path> messages(Path corpus) throws IOException {
        try (Stream<Path> files = Files.walk(corpus)) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
        }
    }

    private static RawMail mail(byte[] bytes) {
        return new RawMail(bytes, true, bytes.length, Instant.parse("2026-09-15T08:00:00Z"), "INBOX, message 1", Optional.empty());
    }
}
