package org.parvis.gateway.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import org.parvis.gateway.database.DatabaseAddress;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class MainTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private Path directory = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void configuration() throws IOException {
        file = directory.resolve("parvis.yaml");
        DatabaseAddress address = DATABASE.address();
        Files.writeString(directory.resolve("password"), address.password());
        Files.writeString(file, """
                database:
                  url: postgresql://127.0.0.1:%d/%s
                  user: %s
                  password: file:password
                plugins: plugins
                """.formatted(address.port(), address.database(), address.user()));
    }

    @Test
    void theFirstAdministratorIsAddedWithAPasswordFromStandardInput() throws Exception {
        Answer added = answer("correct horse battery\n", "agent", "add", "--config", file.toString(), "Amina", "--name", "Amina Benali",
                "--team", "Accueil");
        assertThat(added).isEqualTo(new Answer(0, "The account amina can log in.\n", ""));
        assertThat(DATABASE.database().<String>read(session -> Rows.text(session.first("""
                select a.role || ' of ' || t.name as what from agent a join agent_team m on m.agent_id = a.id join team t on t.id = m.team_id
                where a.account = 'amina'""").orElseThrow(), "what"))).isEqualTo("ADMINISTRATOR of Accueil");
        assertThat(answer("correct horse battery\n", "agent", "add", "--config", file.toString(), "amina", "--name", "Again"))
                .isEqualTo(new Answer(1, "", "There is an account amina already.\n"));
        assertThat(answer("another good password\n", "agent", "password", "--config", file.toString(), "amina").code()).isZero();
    }

    @Test
    void whoLeavesIsDeactivatedAndTheLastAdministratorStays() throws Exception {
        String one = file.toString();
        answer("correct horse battery\n", "agent", "add", "--config", one, "first", "--name", "First");
        answer("correct horse battery\n", "agent", "add", "--config", one, "second", "--name", "Second");
        DATABASE.database()
                .inTransaction(session -> session.execute("update agent set role = 'AGENT' where account not in ('first', 'second')"));

        assertThat(answer("", "agent", "deactivate", "--config", one, "Second"))
                .isEqualTo(new Answer(0, "The account second is out; its sessions and tokens are over.\n", ""));
        assertThat(answer("", "agent", "deactivate", "--config", one, "first"))
                .isEqualTo(new Answer(1, "", "This is the last active administrator: nobody could let others in.\n"));
        assertThat(answer("", "agent", "activate", "--config", one, "second"))
                .isEqualTo(new Answer(0, "The account second can log in again.\n", ""));
        assertThat(answer("", "agent", "deactivate", "--config", one, "nobody"))
                .isEqualTo(new Answer(1, "", "There is no account nobody.\n"));
    }

    @Test
    void aPasswordForNobodyIsRefused() throws Exception {
        assertThat(answer("correct horse battery\n", "agent", "password", "--config", file.toString(), "nobody"))
                .isEqualTo(new Answer(1, "", "There is no account nobody.\n"));
    }

    @Test
    void migrateSaysTheSchemasVersion() throws Exception {
        Answer answer = answer("", "migrate", "--config", file.toString());
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).startsWith("The schema is up to date, version ");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsSaidInOneLine() throws Exception {
        Files.writeString(file, "database:\n  url: postgresql://127.0.0.1:1/parvis\n  user: parvis\n");
        Answer answer = answer("", "migrate", "--config", file.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.error()).startsWith("The database postgresql://127.0.0.1:1/parvis cannot be reached").hasLineCount(1);
    }

    @Test
    void configCheckReportsAllMistakesAndTheUnknownTypeOfAChannel() throws Exception {
        Files.writeString(file, "http:\n  prot: 1\nmetrics:\n  access: nobody\n");
        Answer answer = answer("", "config", "check", "--config", file.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.error()).contains(":2: http.prot: found an unknown key; allowed: \"port\"",
                ":4: metrics.access: found \"nobody\"; allowed: loopback, everybody");
        Files.writeString(file, "plugins: plugins\nchannels:\n  - id: a\n    type: mastodn\n    label: A\n");
        assertThat(answer("", "config", "check", "--config", file.toString()).error())
                .contains(":4: channels.a.type: found \"mastodn\"");
        Files.writeString(file,
                "http:\n  port: 99999\nchannels:\n  - id: a\n    type: mastodn\n    label: A\n  - id: B\n    type: c\n    label: B\n");
        assertThat(answer("", "config", "check", "--config", file.toString()).error()).contains(":2: http.port", ":5: channels.a.type",
                ":7: channels.B.id", ":8: channels.B.type: found \"c\"");
        Files.writeString(file, "");
        assertThat(answer("", "config", "check", "--config", file.toString()))
                .isEqualTo(new Answer(0, file + " is good; channels: 0.\n", ""));
    }

    @Test
    void aPortThatCannotBeIsRefusedBeforeAnythingStarts() {
        for (String port : List.of("99999", "-1")) {
            assertThat(answer("", "demo", "--port", port, "--data", directory.resolve("demo").toString())).isEqualTo(
                    new Answer(1, "", "--port is from 1 to 65535, or 0 for any that is free, not " + port + ".\n"));
        }
        assertThat(directory.resolve("demo")).doesNotExist();
    }

    @Test
    void theReferenceIsMarkdown() throws Exception {
        assertThat(answer("", "config", "reference", "--config", file.toString()).out()).startsWith("# Configuration reference")
                .contains("`http.port`");
    }

    @Test
    void theClusterFitsATerminalAndItsCodeSaysWhetherEveryChannelHasAnOwner() throws Exception {
        Files.writeString(file, "channels:\n  - id: courriel\n    type: any\n    label: Courriel\n", StandardOpenOption.APPEND);
        UUID node = UUID.randomUUID();

        Answer orphan = answer("", "cluster", "--config", file.toString());
        assertThat(orphan.code()).isEqualTo(1);
        assertThat(orphan.out()).contains("none runs", "NOBODY", "! courriel: no node listens on it or sends by it.");
        assertThat(orphan.out().lines()).allMatch(line -> line.length() <= 80);

        execute("insert into channel (id, type, label) values ('courriel', 'any', 'Courriel')");
        execute("insert into node (id, name, version, started_at, expires_at, channels) values ($1, 'parvis-1', '1.0', now(), now() + interval '1 h', '{courriel}')",
                node);
        execute("insert into channel_lease (channel_id, node, epoch, owned_since) values ('courriel', $1, 3, now())", node);
        Answer owned = answer("", "cluster", "--config", file.toString());
        assertThat(owned.code()).isZero();
        assertThat(owned.out().lines()).anyMatch(line -> line.matches("parvis-1 +alive +\\d\\d \\w{3} \\d\\d:\\d\\d +0 +1\\.0"))
                .anyMatch(line -> line.matches("courriel +parvis-1 +\\d\\d \\w{3} \\d\\d:\\d\\d +0 +0 +0 +0"))
                .allMatch(line -> line.length() <= 80);

        JsonObject json = new JsonObject(answer("", "cluster", "--json", "--config", file.toString()).out());
        assertThat(json.getJsonArray("channels").getJsonObject(0).getString("ownerId")).isEqualTo(node.toString());
        assertThat(answer("", "cluster", "--help").out()).contains("every configured channel has an owner that lives");
    }

    private static void execute(String sql, Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }

    @Test
    void everyCommandSaysHowItIsUsedAndParvisWhichOneItIs() {
        List<List<String>> commands = new ArrayList<>();
        collect(Commands.commandLine(), List.of(), commands);
        assertThat(commands).contains(List.of(), List.of("run"), List.of("version"), List.of("agent", "add"), List.of("secrets"));
        for (List<String> command : commands) {
            for (String help : List.of("--help", "-h")) {
                Answer answer = answer("", with(command, help).toArray(String[]::new));
                assertThat(answer.code()).as(command + " " + help + answer.error()).isZero();
                assertThat(answer.out()).as(command.toString())
                        .contains("Usage: " + String.join(" ", with(List.of("parvis"), command.toArray(String[]::new))));
            }
        }
        assertThat(answer("", "--version").out()).startsWith("Parvis ").isEqualTo(answer("", "version").out());
    }

    private static List<String> with(List<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more)).toList();
    }

    private static void collect(CommandLine command, List<String> names, List<List<String>> all) {
        all.add(names);
        command.getSubcommands().forEach((name, inner) -> collect(inner, with(names, name), all));
    }

    @Test
    void theSecretsOfChannelsOfTheDeskAreSaidToBeUnderTheKeyOrNot() throws Exception {
        Answer none = answer("", "secrets", "--config", file.toString());
        assertThat(none.code()).as(none.error()).isZero();
        execute("insert into channel (id, type, label) values ('voirie', 'letters', 'Voirie')");
        execute("insert into channel_definition (channel_id, settings, changed_at) values ('voirie', '{\"password\": {\"sealed\": \"AAAA\"}}', now())");

        Answer closed = answer("", "secrets", "--config", file.toString());
        assertThat(closed.code()).isEqualTo(1);
        assertThat(closed.out()).contains("voirie").contains("under a key that is not here: 1").contains("secrets.other-keys");
        execute("delete from channel_definition where channel_id = 'voirie'");
    }

    @Test
    void whatIsNotUnderstoodEndsWithCodeTwo() throws Exception {
        assertThat(answer("", "migrat").code()).isEqualTo(2);
    }

    /** Reading a command line costs a fifth of a second: a service does without, and says the same. */
    @Test
    void aServiceReadsNoCommandLineAndSaysWhatItsCommandSays() throws Exception {
        Files.writeString(file, "htp:\n  port: 1\n");
        Process service = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xlog:class+load:stdout",
                "-Dparvis.config=" + file, "-cp", System.getProperty("java.class.path"), "org.parvis.gateway.command.Main", "run")
                .redirectError(directory.resolve("error").toFile()).start();
        String loaded = new String(service.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(new Answer(service.waitFor(), "", Files.readString(directory.resolve("error"))))
                .isEqualTo(answer("", "run", "--config", file.toString()));
        assertThat(loaded).contains(RunCommand.class.getName()).doesNotContain("picocli.CommandLine$Interpreter");
    }

    record Answer(int code, String out, String error) {
    }

    private static Answer answer(String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            CommandLine command = Commands.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(error, true));
            return new Answer(command.execute(arguments), out.toString(), error.toString());
        } finally {
            System.setIn(before);
        }
    }
}
