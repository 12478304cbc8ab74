package org.parvis.gateway.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.EmbeddedPostgres;
import org.parvis.gateway.demo.Demo;

/** The demo's town as its agents find it, and one browser: started once for all tests, each of which makes the conversations that it needs. */
final class Town implements AutoCloseable {

    static final String PASSWORD = "saint-exemple";
    /** What the town's telephone system signs its calls with. */
    static final String CALLS_SECRET = "standard-de-saint-exemple";

    private static final String NODE = "A node is on ";
    private static final Path CHROMIUM = Path.of(System.getProperty("parvis.chromium", "/usr/bin/chromium"));
    private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync");

    private final Path directory = fresh();
    private final Demo demo;
    private final Playwright playwright;
    private final Browser browser;
    private final List<String> said = new CopyOnWriteArrayList<>();

    /** @param nodes one is in this process; more are processes of their own behind one address */
    Town(int nodes) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("parvis.home", "../target/parvis")).toAbsolutePath().normalize();
        demo = Demo.start(new Demo.Place(home, directory, 0, nodes), said::add);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = launched(FLAGS);
    }

    private Browser launched(List<String> flags) {
        return playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(flags));
    }

    /** The browser of somebody who has chosen letters of twice the usual size in its settings. */
    Browser largeLetters() {
        return launched(Stream.concat(FLAGS.stream(), Stream.of("--blink-settings=defaultFontSize=32")).toList());
    }

    /** Where its nodes are, of those that are processes of their own. */
    List<URI> nodes() {
        return said.stream().filter(line -> line.startsWith(NODE)).map(line -> URI.create(line.substring(NODE.length()))).toList();
    }

    URI address() {
        return demo.address();
    }

    /** A browser of its own, with nobody logged in. */
    AgentBrowser browser() {
        return new AgentBrowser(this, browser, new Browser.NewContextOptions());
    }

    AgentBrowser browser(Browser.NewContextOptions how) {
        return new AgentBrowser(this, browser, how);
    }

    AgentBrowser browser(Browser other, Browser.NewContextOptions how) {
        return new AgentBrowser(this, other, how);
    }

    /** A browser in which the agent is logged in. */
    AgentBrowser agent(String account) {
        return agent(account, new Browser.NewContextOptions());
    }

    AgentBrowser agent(String account, Browser.NewContextOptions how) {
        AgentBrowser agent = browser(how);
        agent.logIn(account, PASSWORD);
        return agent;
    }

    /** A new agent, whom nothing concerns yet. */
    void hire(String account, String name) {
        try (AgentBrowser claire = agent("claire")) {
            claire.post("/api/v1/agents",
                    new JsonObject().put("account", account).put("name", name).put("password", PASSWORD).put("role", "agent"));
        }
    }

    /**
     * Leaves an answer to a conversation waiting for a channel that nobody configures any more, as when a channel was taken out of the
     * configuration while answers waited for it.
     */
    void strandAnswer(String conversation) throws InterruptedException {
        leaveAnswers(conversation, List.of(new Answer("Votre dossier est complet.", "QUEUED", "", "", "")));
    }

    /** An answer that a conversation has, and what became of it: a state of its delivery, and the owner, the code and the words of its fault. */
    record Answer(String words, String state, String owner, String code, String detail) {

        Answer(String state) {
            this(state, state, "", "", "");
        }

        static Answer failed(String owner, String code, String detail) {
            return new Answer("FAILED " + owner, "FAILED", owner, code, detail);
        }
    }

    /** Gives a conversation answers by a channel that nobody configures any more, so that none of them goes on by itself. */
    void leaveAnswers(String conversation, List<Answer> answers) throws InterruptedException {
        inDatabase(session -> {
            session.execute("insert into channel (id, type, label) values ('ancien', 'form', 'Ancien site') on conflict do nothing");
            int left = 0;
            for (Answer answer : answers) {
                UUID message = UUID.randomUUID();
                session.execute("""
                        insert into message (id, conversation_id, channel_id, kind, visibility, contact_id, handle_kind, handle_value, body, sent_at, created_at, search)
                        select $1, c.id, 'ancien', 'OUTBOUND', 'PRIVATE', c.contact_id, m.handle_kind, m.handle_value, $3, clock_timestamp(), clock_timestamp(),
                               search_vector('', '')
                          from conversation c join message m on m.conversation_id = c.id and m.kind = 'INBOUND' where c.id = $2 limit 1
                        """, message, UUID.fromString(conversation), answer.words());
                left += session.execute("""
                        insert into delivery (id, conversation_id, message_id, channel_id, state, command, fault_owner, fault_code, fault_detail,
                                              next_attempt_at, created_at, updated_at)
                        values ($1, $2, $3, 'ancien', $4, '{}', nullif($5, ''), nullif($6, ''), nullif($7, ''), now(), now(), now())
                        """, UUID.randomUUID(), UUID.fromString(conversation), message, answer.state(), answer.owner(), answer.code(),
                        answer.detail());
            }
            return left;
        });
    }

    /** None of the answers left to it needs anybody any more. */
    void settleAnswers(String conversation) throws InterruptedException {
        inDatabase(
                session -> session.execute("update delivery set state = 'CANCELLED' where conversation_id = $1 and channel_id = 'ancien'",
                        UUID.fromString(conversation)));
    }

    /** As if its person had written some hours ago, and the answer had just become late. */
    void letWait(String conversation) throws InterruptedException {
        inDatabase(session -> session.execute("update conversation set owed_since = now() - interval '4 hours' where id = $1",
                UUID.fromString(conversation)));
    }

    /** As if another node served the same desk as another version. */
    void publishDeskAs(String version) throws InterruptedException {
        inDatabase(session -> {
            session.execute("insert into desk_version (hash) values ($1)", version);
            return session.execute("insert into desk_file select $1, name, bytes from desk_file", version);
        });
    }

    /** Somebody mentions the town on the social network, in public. Answers the mention's name. */
    String mentioned(String words) throws IOException, InterruptedException {
        return new JsonObject(social("POST", "", words)).getString("id");
    }

    /** Its author writes it anew. */
    void reworded(String mention, String words) throws IOException, InterruptedException {
        social("PUT", "/" + mention, words);
    }

    /** Its author takes it away. */
    void withdrawn(String mention) throws IOException, InterruptedException {
        social("DELETE", "/" + mention, "");
    }

    private String social(String method, String mention, String words) throws IOException, InterruptedException {
        URI place = demo.social().resolve("/demo/mention" + mention);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(place).method(method, HttpRequest.BodyPublishers.ofString(words)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private void inDatabase(Database.Work<Integer> work) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try (Database database = Database.connect(vertx, EmbeddedPostgres.running(directory.resolve("database")).orElseThrow(), 1)) {
            database.inTransaction(work);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        demo.close();
        remove(directory);
    }

    private static void remove(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
    }

    /** A directory that does not exist yet, where a database server without the rights of root finds its way. */
    private static Path fresh() throws IOException {
        Path shared = Path.of(System.getProperty("java.io.tmpdir"), "parvis-test-" + System.getProperty("user.name"));
        Files.createDirectories(shared);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        return shared.resolve("town-" + UUID.randomUUID());
    }

    /** Gives the town to tests that ask for it as a parameter. */
    static final class Given implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
            return parameter.getParameter().getType().equals(Town.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
            return extension.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(Town.class, type -> started(),
                    Town.class);
        }

        private static Town started() {
            try {
                return new Town(1);
            } catch (IOException refused) {
                throw new IllegalStateException("The town does not start", refused);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the town started", stop);
            }
        }
    }
}
