package org.parvis.channel.phonenotes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Inbox;
import org.parvis.channel.Response;

import static org.assertj.core.api.Assertions.assertThat;

class ImportTest {

    private final Centre centre = new Centre();

    @Test
    void aFrenchFileIsTakenLineByLine() throws Exception {
        JsonNode report = Centre.json(centre.importFile("""
                Date;Numéro;Nom;Sujet;Équipe;Note;Issue\r
                15/09/2026 09:30;01 99 00 12 34;Léa;Voirie;;"Lampadaire ""éteint"";\r
                rue Haute";répondu\r
                14/09/2026 17:05;masqué;;Crèche;Petite enfance;Inscription;transmis\r
                """));
        assertThat(report.path("taken").asInt()).isEqualTo(2);
        assertThat(report.path("mistakes")).isEmpty();
        List<InboundMessage> messages = centre.inbox.messages();
        assertThat(messages.get(0).content().text()).isEqualTo("Lampadaire \"éteint\";\nrue Haute");
        assertThat(messages.get(0).sentAt()).isEqualTo("2026-09-15T07:30:00Z");
        assertThat(messages.get(0).from().value()).isEqualTo("+33199001234");
        assertThat(messages.get(1).from().kind()).isEqualTo(Handle.Kind.ANONYMOUS);
        assertThat(messages.get(1).team()).contains("Petite enfance");
        assertThat(messages).allMatch(message -> message.takenBy().equals(Optional.of("amina")));
    }

    @Test
    void everyBadLineIsToldAndTheGoodOnesAreTaken() throws Exception {
        JsonNode report = Centre.json(centre.importFile("""
                number,note,outcome,at
                0199001234,Good,answered,2026-09-15 09:30
                12,Bad number,answered,
                0199001234,,answered,
                0199001234,Bad outcome,perhaps,31/02/2026 10:00
                0199001234,"No end,answered,
                0199001234,"Text"after,answered,
                0199001234,Too,many,2026-09-15 09:30,columns

                0199001234,Good too,call back,
                """));
        assertThat(report.path("taken").asInt()).isEqualTo(2);
        assertThat(report.path("refused").asInt()).isEqualTo(6);
        List<String> told = new ArrayList<>();
        report.path("mistakes").forEach(mistake -> told.add(mistake.path("line").asInt() + " " + mistake.path("column").asText()));
        assertThat(told).containsExactly("3 caller", "4 note", "5 outcome", "5 at", "6 note", "7 note", "8 at");
        report.path("mistakes").forEach(mistake -> assertThat(mistake.path("reason").asText()).isNotBlank());
        assertThat(centre.inbox.messages()).extracting(message -> message.content().text()).containsExactly("Good", "Good too");
    }

    @Test
    void theSameFileAgainAddsNothingAndTwoLinesOfTheSameWordsAreTwoCalls() throws Exception {
        String file = "note;issue\nBruit;répondu\nBruit;répondu\n";
        centre.importFile(file);
        centre.importFile(file);
        assertThat(centre.inbox.messages()).hasSize(2);
        centre.importFile(file + "Lampadaire;répondu\n");
        assertThat(centre.inbox.messages()).hasSize(3);
    }

    @Test
    void filesOfOlderSpreadsheetsAreRead() throws Exception {
        byte[] old = "Numéro;Note;Issue\n0199001234;Éclairage à l’arrêt « Gare »;répondu\n".getBytes(Charset.forName("windows-1252"));
        centre.routes.post("/notes/import").as(Centre.AMINA).body(Bytes.wrap(old)).send();
        byte[] marked = "\uFEFFnote\tissue\nBruit\trépondu\n".getBytes(StandardCharsets.UTF_8);
        centre.routes.post("/notes/import").as(Centre.AMINA).file("file", Attachment.of("appels.csv", "text/csv", Bytes.wrap(marked)))
                .send();
        assertThat(centre.inbox.messages()).extracting(message -> message.content().text()).containsExactly("Éclairage à l’arrêt « Gare »",
                "Bruit");
    }

    @Test
    void aCharacterThatNobodyCanReadCostsItsLineAlone() throws Exception {
        byte[] file = "note;issue\nA\u0081;repondu\nB\u00E9;repondu\n".getBytes(StandardCharsets.ISO_8859_1);
        JsonNode report = Centre.json(centre.routes.post("/notes/import").as(Centre.AMINA).body(Bytes.wrap(file)).send());
        assertThat(report.path("taken").asInt()).isEqualTo(1);
        assertThat(report.path("mistakes").path(0).path("line").asInt()).isEqualTo(2);
    }

    @Test
    void aLargeFileIsTakenInPortions() throws Exception {
        int lines = 2 * Inbox.MAXIMUM_EVENTS + 1;
        String file = "note;issue\n" + IntStream.range(0, lines).mapToObj(i -> "Appel " + i + ";répondu").collect(Collectors.joining("\n"));
        assertThat(Centre.json(centre.importFile(file)).path("taken").asInt()).isEqualTo(lines);
        assertThat(centre.inbox.messages()).hasSize(lines);
    }

    @Test
    void anImportThatStopsSaysHowFarItCameAndIsCompletedByTheSameFile() throws Exception {
        String file = "note;issue\n" + IntStream.range(0, 700).mapToObj(i -> "Appel " + i + ";répondu").collect(Collectors.joining("\n"));
        centre.inbox.refuse(1);
        Response stopped = centre.importFile(file);
        assertThat(stopped.status()).isEqualTo(503);
        assertThat(Centre.json(stopped).path("detail").asText()).contains("Importez de nouveau le même fichier");
        centre.importFile(file);
        assertThat(centre.inbox.messages()).hasSize(700);
    }

    @Test
    void aFileThatCannotBeUsedSaysWhy() throws Exception {
        assertThat(detail("")).contains("vide");
        assertThat(detail("note;couleur\n")).contains("« couleur »", "callBackAt");
        assertThat(detail("note;message;issue\n")).contains("deux fois");
        assertThat(detail("note;nom\n")).contains("« outcome » manque");
        assertThat(detail("\"note;issue\nA;répondu")).contains("guillemet");
        assertThat(detail("note;issue\n" + "A;répondu\n".repeat(ImportRoute.MAXIMUM_LINES + 1))).contains("20000");
        Response utf16 = centre.routes.post("/notes/import").as(Centre.AMINA)
                .body(Bytes.wrap("note;issue".getBytes(StandardCharsets.UTF_16))).send();
        assertThat(Centre.json(utf16).path("detail").asText()).contains("UTF-16");
        assertThat(centre.inbox.offered()).isEmpty();
    }

    @Test
    void aFileOfNothingButQuotationMarksEnds() throws Exception {
        JsonNode report = Centre.json(centre.importFile("note;issue\n" + "\"a\n".repeat(5_001)));
        assertThat(report.path("taken").asInt()).isZero();
        assertThat(report.path("mistakes")).hasSize(ImportRoute.MAXIMUM_REPORTED);
        assertThat(report.path("refused").asInt() + report.path("moreMistakes").asInt()).isGreaterThan(ImportRoute.MAXIMUM_REPORTED);
    }

    @Property
    void whatIsWrittenAsCsvIsReadAsItWas(
            @ForAll @Size(min = 1, max = 8) List<@Size(min = 1, max = 5) List<@CharRange(from = ' ', to = 'z') @CharRange(from = '\n', to = '\r') String>> rows) {
        for (char separator : new char[]{';', ',', '\t'}) {
            String text = rows.stream()
                    .map(row -> row.stream().map(ImportTest::quoted).collect(Collectors.joining(String.valueOf(separator))))
                    .collect(Collectors.joining("\r\n"));
            var csv = new Csv(text, separator);
            var read = new ArrayList<List<String>>();
            for (Optional<Csv.Line> line = csv.next(); line.isPresent(); line = csv.next()) {
                assertThat(line.get().flaw()).isEmpty();
                read.add(line.get().fields());
            }
            assertThat(read).isEqualTo(rows);
        }
    }

    @Property
    void everyTextIsReadToItsEnd(@ForAll @CharRange(from = ' ', to = '~') @CharRange(from = '\n', to = '\r') String text) {
        var csv = new Csv(text, ',');
        int lines = 0;
        while (csv.next().isPresent()) {
            lines++;
            assertThat(lines).isLessThanOrEqualTo(text.length() + 1);
        }
    }

    private String detail(String file) throws Exception {
        Response response = centre.importFile(file);
        assertThat(response.status()).isEqualTo(422);
        return Centre.json(response).path("detail").asText();
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
