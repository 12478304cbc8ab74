package org.parvis.gateway.http;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.http.pages.DeskPages;
import org.parvis.gateway.http.wire.HttpSettings;
import org.parvis.gateway.plugin.MountedRoute;

import static org.assertj.core.api.Assertions.assertThat;

/** The desk's files, files of messages, health and metrics, proxies, HTTPS. */
class SiteTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/login", "/account", "/call", "/conversation/1042", "/view/team/019a", "/view/mine?q=x"})
    void theDeskStandsAtEachOfItsAddresses(String path) throws Exception {
        Reply page = web.anybody().get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.header("cache-control")).contains("no-cache");
        assertThat(page.body()).doesNotContain("{{assets}}");
    }

    @Test
    void theImportMapIsTheOnlyScriptWithinThePage() throws Exception {
        Reply page = web.anybody().get("/");
        Matcher map = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL).matcher(page.body());

        assertThat(map.find()).isTrue();
        assertThat(page.header("content-security-policy").orElseThrow())
                .contains("script-src 'self' 'sha256-" + DeskPages.sha256(map.group(1)) + "';")
                .doesNotContain("unsafe");
    }

    @Test
    void everyFileThatThePageNamesIsServedForGood() throws Exception {
        Matcher names = Pattern.compile("\"(/assets/[^\"]+[^/\"])\"").matcher(web.anybody().get("/").body());
        int count = 0;
        while (names.find()) {
            Reply file = web.anybody().get(names.group(1));
            assertThat(file.status()).as(names.group(1)).isEqualTo(200);
            assertThat(file.header("cache-control")).contains("public, max-age=31536000, immutable");
            assertThat(file.header("etag")).isPresent();
            assertThat(file.header("x-content-type-options")).contains("nosniff");
            count++;
        }
        assertThat(count).isGreaterThan(4);
    }

    @Test
    void whatAnotherNodesPageAsksForIsServedAsLongAsItsVersionIsKept() throws Exception {
        String own = web.anybody().get("/").body().replaceAll("(?s).*?/assets/([0-9a-f]{16})/.*", "$1");
        DATABASE.database().inTransaction(session -> {
            session.execute("insert into desk_version (hash) values ('00000000000000aa')");
            return session.execute("insert into desk_file (hash, name, bytes) values ('00000000000000aa', 'app.js', $1)",
                    (Object) "export {};".getBytes(StandardCharsets.UTF_8));
        });

        Reply other = web.anybody().get("/assets/00000000000000aa/app.js");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body()).isEqualTo("export {};");
        assertThat(other.header("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(other.header("cache-control")).contains("public, max-age=31536000, immutable");
        assertThat(web.anybody().get("/assets/00000000000000aa/desk.js").status()).isEqualTo(404);
        assertThat(web.anybody().get("/assets/00000000000000bb/app.js").status()).isEqualTo(404);
        assertThat(web.anybody().get("/assets/" + own + "/index.html").status()).isEqualTo(404);
        long published = DATABASE.database().read(session -> Rows.number(
                session.first("select count(*) n from desk_file where hash = $1", own).orElseThrow(), "n"));
        assertThat(published).isGreaterThan(150);
    }

    @Test
    void ofManyVersionsTheLatestAreKept() throws Exception {
        DATABASE.database().inTransaction(session -> session.execute("""
                insert into desk_version (hash, seen_at)
                select lpad(to_hex(n), 16, '0'), now() - n * interval '1 hour' from generate_series(4096, 4104) n
                """));
        DATABASE.database().inTransaction(session -> session.execute("delete from desk_version where hash !~ '^0000'"));

        try (TestWeb restarted = new TestWeb(DATABASE)) {
            List<Row> kept = DATABASE.database().read(session -> session.query("select hash from desk_version order by seen_at desc"));
            assertThat(kept).hasSize(5);
            assertThat(restarted.anybody().get("/").body()).contains("/assets/" + Rows.text(kept.getFirst(), "hash") + "/app.js");
        }
    }

    @Test
    void filesAreCompressedAndNotSentAgainWhenKnown() throws Exception {
        Matcher names = Pattern.compile("/assets/[0-9a-f]+/vendor/lit-html/lit-html.js").matcher(web.anybody().get("/").body());
        assertThat(names.find()).isTrue();
        String path = names.group();
        HttpResponse<byte[]> zipped = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(web.uri(path)).header("accept-encoding", "br, gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
        Reply plain = web.anybody().get(path);

        assertThat(zipped.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain.body().getBytes(StandardCharsets.UTF_8));
        assertThat(plain.header("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(web.anybody().with("if-none-match", plain.header("etag").orElseThrow()).get(path).status()).isEqualTo(304);
    }

    @Test
    void anAttachmentIsADownloadAndAPictureMayBeShown() throws Exception {
        Caller agent = web.browser(Role.AGENT);
        UUID message = web.seed.message(web.seed.conversation("Pièces"), "Voir");
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        UUID picture = web.seed.file(message, "FILE", "rue.png", "image/png", png, null);
        UUID page = web.seed.file(message, "FILE", "page.html", "text/html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8),
                null);
        web.seed.file(message, "ORIGINAL", "message.eml", "message/rfc822", new byte[]{'x'}, null);

        Reply inline = agent.get("/api/v1/attachments/" + picture + "?inline=true");
        Reply html = agent.get("/api/v1/attachments/" + page + "?inline=true");

        assertThat(inline.header("content-type")).contains("image/png");
        assertThat(html.header("content-type")).contains("application/octet-stream");
        assertThat(html.header("content-disposition").orElseThrow()).startsWith("attachment; filename=\"page.html\"");
        assertThat(html.header("content-security-policy").orElseThrow()).contains("sandbox");
        assertThat(agent.get("/api/v1/messages/" + message + "/original").body()).isEqualTo("x");
        assertThat(agent.get("/api/v1/messages/" + message + "/html").status()).isEqualTo(404);
    }

    @Test
    void anUploadIsItsOwnersUntilItIsSent() throws Exception {
        Caller agent = web.browser(Role.AGENT).with("idempotency-key", "upload");
        Reply uploaded = agent.send("POST", "/api/v1/attachments?name=r%C3%A9ponse.txt", "text/plain; charset=utf-8", "abc");
        Reply again = agent.send("POST", "/api/v1/attachments?name=r%C3%A9ponse.txt", "text/plain; charset=utf-8", "abc");
        String path = "/api/v1/attachments/" + uploaded.json().getString("id");

        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.json()).isEqualTo(again.json());
        assertThat(uploaded.json().getString("name")).isEqualTo("réponse.txt");
        assertThat(uploaded.json().getString("mediaType")).isEqualTo("text/plain");
        assertThat(agent.get(path).body()).isEqualTo("abc");
        assertThat(web.browser(Role.AGENT).get(path).status()).isEqualTo(404);
    }

    @Test
    void healthNamesEachFault() throws Exception {
        Reply ready = web.anybody().get("/health/ready");

        assertThat(web.anybody().get("/health/live").status()).isEqualTo(200);
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().getJsonArray("faults").getJsonObject(0).getString("name")).isEqualTo("plugin.broken");
    }

    @Test
    void aDatabaseThatTakesNothingInIsNamedAndTheNodeServesWhatIsThere() throws Exception {
        web.trouble.set(Optional.of("The database's disk is full."));
        try {
            Reply ready = web.anybody().get("/health/ready");

            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.json().getJsonArray("faults").getJsonObject(0)).isEqualTo(
                    new JsonObject().put("name", "database").put("detail", "The database's disk is full."));
        } finally {
            web.trouble.set(Optional.empty());
        }
    }

    @Test
    void metricsAreForThisMachineAndThoseThatTheOperatorNamed() throws Exception {
        HttpSettings behindProxy = new HttpSettings("127.0.0.1", 0, Optional.empty(), List.of("127.0.0.0/8"), List.of("10.1.0.0/16"), false,
                Duration.ZERO,
                "+33");
        try (TestWeb other = new TestWeb(DATABASE, behindProxy)) {
            assertThat(web.anybody().get("/metrics").body()).contains("parvis_live_streams");
            assertThat(other.anybody().with("x-forwarded-for", "10.1.2.3").get("/metrics").status()).isEqualTo(200);
            assertThat(other.anybody().with("x-forwarded-for", "10.2.2.3").get("/metrics").status()).isEqualTo(403);
            assertThat(other.anybody().with("x-forwarded-for", "127.0.0.1, 203.0.113.9").get("/metrics").status()).isEqualTo(403);
        }
    }

    @Test
    void onlyATrustedProxyIsBelievedAboutItsClient() throws Exception {
        HttpSettings behindProxy = new HttpSettings("127.0.0.1", 0, Optional.empty(), List.of("127.0.0.1"), List.of(), false, Duration.ZERO,
                "+33");
        JsonObject login = new JsonObject().put("account", web.agent("proxied", Role.AGENT).account()).put("password", TestWeb.PASSWORD);
        try (TestWeb other = new TestWeb(DATABASE, behindProxy)) {
            Reply trusted = other.anybody().with("x-forwarded-proto", "https").post("/api/v1/session", login);
            Reply untrusted = web.anybody().with("x-forwarded-proto", "https").post("/api/v1/session", login);

            assertThat(trusted.header("set-cookie").orElseThrow()).endsWith("; Secure");
            assertThat(trusted.header("strict-transport-security")).isPresent();
            assertThat(untrusted.header("set-cookie").orElseThrow()).doesNotContain("Secure");
            assertThat(untrusted.header("strict-transport-security")).isEmpty();
        }
    }

    @Test
    void whatAProxyOfThisMachinePassesOnIsNotThisMachineEvenIfNobodyNamedTheProxy() throws Exception {
        assertThat(web.anybody().with("x-forwarded-for", "203.0.113.9").get("/metrics").status()).isEqualTo(403);
        assertThat(web.anybody().with("forwarded", "for=203.0.113.9").get("/metrics").status()).isEqualTo(403);
        assertThat(web.anybody().get("/metrics").status()).isEqualTo(200);
    }

    @Test
    void aNodeWhoseConnectionsAreAllBusyIsReady() throws Exception {
        int connections = 8;
        CountDownLatch busy = new CountDownLatch(connections);
        CountDownLatch done = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                threads.submit(() -> DATABASE.database().read(session -> {
                    busy.countDown();
                    done.await();
                    return connections;
                }));
            }
            busy.await();
            Reply ready = web.anybody().get("/health/ready");
            done.countDown();

            assertThat(ready.body()).doesNotContain("database");
        }
    }

    @Test
    void noChannelIsMountedWhereTheDeskIs() {
        assertThat(DeskPages.ADDRESSES).allSatisfy(address -> assertThat(MountedRoute.RESERVED).contains(address.split("/", -1)[1]));
    }

    @Test
    void whatWasUploadedForNoReplyIsSweptAway() throws Exception {
        UUID file = UUID.fromString(web.browser(Role.AGENT).with("idempotency-key", "sweep")
                .send("POST", "/api/v1/attachments?name=a.txt", "text/plain", "never sent").json().getString("id"));
        web.seed.execute("update attachment set created_at = now() - interval '25 hours' where id = $1", file);

        web.sweep();

        assertThat(web.seed.count("select count(*) from attachment where id = $1", file)).isZero();
    }

    @Test
    void httpsIsHttp2WithSecureCookies(@TempDir Path folder) throws Exception {
        KeyStore keys = certificate(folder);
        HttpSettings secure = new HttpSettings("127.0.0.1", 0,
                Optional.of(new HttpSettings.Tls(folder.resolve("cert.pem"), folder.resolve("key.pem"))), List.of(), List.of(),
                false, Duration.ZERO, "+33");
        String account = web.agent("secure", Role.AGENT).account();
        try (TestWeb other = new TestWeb(DATABASE, secure)) {
            HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(trusting(keys)).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + other.port() + "/api/v1/session"))
                    .header("content-type", "application/json")
                    .header("origin", "https://localhost:" + other.port())
                    .POST(HttpRequest.BodyPublishers
                            .ofString(new JsonObject().put("account", account).put("password", TestWeb.PASSWORD).encode()))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.headers().firstValue("set-cookie").orElseThrow()).endsWith("; Secure");
            assertThat(response.headers().firstValue("strict-transport-security")).contains("max-age=31536000");
            http.shutdownNow();
        }
    }

    private static KeyStore certificate(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
                "-keyalg", "EC", "-alias", "server", "-dname",
                "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "30", "-storetype", "PKCS12", "-storepass",
                "changeit", "-keystore", store.toString())
                .redirectErrorStream(true).start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        pem(folder.resolve("key.pem"), "PRIVATE KEY", keys.getKey("server", "changeit".toCharArray()).getEncoded());
        pem(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("server").getEncoded());
        return keys;
    }

    private static void pem(Path file, String label, byte[] bytes) throws Exception {
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes)
                + "\n-----END " + label + "-----\n");
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
