package org.parvis.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Bytes;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Fault;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.Route;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.http.wire.Limits;

import static org.assertj.core.api.Assertions.assertThat;

/** Channels serve their own pages, and cannot harm anybody else by them. */
class PluginRoutesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String BOUNDARY = "----parvis";

    private final List<Request> received = new CopyOnWriteArrayList<>();
    private TestWeb web;

    @BeforeEach
    void start() throws Exception {
        web = new TestWeb(DATABASE);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void aRouteGetsItsParametersQueryAndHeaders() throws Exception {
        mount(Route.Method.GET, "/follow/{key}", Route.Access.PUBLIC);
        mount(Route.Method.GET, "/follow/new", Route.Access.PUBLIC, request -> Response.html(200, "new"));

        Reply reply = web.anybody().with("x-own", "y").get("/forms/mairie/follow/a%2Fb%C3%A9?topic=rue&topic=parc+vert");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(received.getLast().path()).isEqualTo(Map.of("key", "a/bé"));
        assertThat(received.getLast().query()).isEqualTo(Map.of("topic", List.of("rue", "parc vert")));
        assertThat(received.getLast().header("x-own")).contains("y");
        assertThat(received.getLast().remote()).isEqualTo("127.0.0.1");
        assertThat(received.getLast().agent()).isEmpty();
        assertThat(web.anybody().get("/forms/mairie/follow/new").body()).isEqualTo("new");
    }

    @Test
    void pagesHaveTheDefaultHeadersUnlessTheChannelSaysOtherwise() throws Exception {
        mount(Route.Method.GET, "", Route.Access.PUBLIC);
        mount(Route.Method.GET, "/embed.js", Route.Access.PUBLIC, request -> new Response(200,
                Map.of("Content-Type", "text/javascript", "Content-Security-Policy", "sandbox", "Cache-Control", "public"), Bytes.EMPTY));

        Reply page = web.anybody().get("/forms/mairie");
        Reply script = web.anybody().get("/forms/mairie/embed.js");

        assertThat(page.header("content-security-policy").orElseThrow()).contains("script-src 'self'").contains("frame-ancestors 'none'");
        assertThat(script.headers().allValues("content-security-policy")).containsExactly("sandbox");
        assertThat(script.headers().allValues("cache-control")).containsExactly("public");
        assertThat(script.header("x-content-type-options")).contains("nosniff");
    }

    @Test
    void aFormArrivesAsFields() throws Exception {
        mount(Route.Method.POST, "", Route.Access.PUBLIC);

        web.anybody().send("POST", "/forms/mairie", "application/x-www-form-urlencoded; charset=utf-8",
                "message=Un+lampadaire+%C3%A9teint&topic=a&topic=b");

        assertThat(received.getLast().form()).isEqualTo(Map.of("message", List.of("Un lampadaire éteint"), "topic", List.of("a", "b")));
        assertThat(received.getLast().body()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void aMultipartFormArrivesAsFieldsAndFiles() throws Exception {
        mount(Route.Method.POST, "", Route.Access.PUBLIC);
        String body = part("name=\"message\"", "", "Un lampadaire éteint")
                + part("name=\"photo\"; filename=\"rue été.png\"", "Content-Type: image/png\r\n", "PNG")
                + part("name=\"empty\"; filename=\"\"", "Content-Type: application/octet-stream\r\n", "") + "--" + BOUNDARY + "--\r\n";

        Reply reply = web.anybody().send("POST", "/forms/mairie", "multipart/form-data; boundary=" + BOUNDARY, body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(received.getLast().form()).isEqualTo(Map.of("message", List.of("Un lampadaire éteint")));
        assertThat(received.getLast().files()).hasSize(1);
        Request.File file = received.getLast().files().getFirst();
        assertThat(file.field()).isEqualTo("photo");
        assertThat(file.attachment().name()).isEqualTo("rue été.png");
        assertThat(file.attachment().mediaType()).isEqualTo("image/png");
        assertThat(file.attachment().bytes()).isEqualTo(Bytes.utf8("PNG"));
    }

    @Test
    void malformedFormsAreRefused() throws Exception {
        mount(Route.Method.POST, "", Route.Access.PUBLIC);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= Limits.FORM_PARTS; i++) {
            many.append(part("name=\"f" + i + "\"", "", "x"));
        }

        assertThat(web.anybody().send("POST", "/forms/mairie", "multipart/form-data", "x").status()).isEqualTo(400);
        assertThat(web.anybody().send("POST", "/forms/mairie", "multipart/form-data; boundary=" + BOUNDARY, "no part at all").status())
                .isEqualTo(400);
        assertThat(web.anybody()
                .send("POST", "/forms/mairie", "multipart/form-data; boundary=" + BOUNDARY, many + "--" + BOUNDARY + "--\r\n").status())
                .isEqualTo(400);
        assertThat(web.anybody().send("POST", "/forms/mairie", "application/x-www-form-urlencoded", "a=%ff").status()).isEqualTo(400);
        assertThat(web.anybody().send("POST", "/forms/mairie", "multipart/form-data; boundary=" + BOUNDARY, part("name=\"cut\"", "", "off"))
                .status()).isEqualTo(400);
        assertThat(received).isEmpty();
    }

    @Test
    void aBodyBeyondTheRoutesLimitNeverReachesIt() throws Exception {
        mount(Route.Method.POST, "", Route.Access.PUBLIC);

        assertThat(web.anybody().send("POST", "/forms/mairie", "text/plain", "x".repeat(50_001)).status()).isEqualTo(413);
        assertThat(received).isEmpty();
        assertThat(web.anybody().send("POST", "/forms/mairie", "text/plain", "x".repeat(50_000)).status()).isEqualTo(200);
    }

    @Test
    void aRouteForAgentsNeedsASessionWithItsProtectionOrAToken() throws Exception {
        mount(Route.Method.POST, "/notes", Route.Access.AGENT);
        Caller browser = web.browser(Role.AGENT);

        assertThat(web.anybody().send("POST", "/forms/mairie/notes", "application/json", "{}").status()).isEqualTo(401);
        assertThat(browser.without("x-csrf-token").send("POST", "/forms/mairie/notes", "application/json", "{}").status()).isEqualTo(403);
        assertThat(received).isEmpty();
        assertThat(browser.send("POST", "/forms/mairie/notes", "application/json", "{}").status()).isEqualTo(200);
        assertThat(received.getLast().agent().orElseThrow().displayName()).startsWith("Amina");
        assertThat(received.getLast().header("cookie")).isEmpty();
        assertThat(web.script(web.agent("script", Role.AGENT)).send("POST", "/forms/mairie/notes", "application/json", "{}").status())
                .isEqualTo(200);
        assertThat(received.getLast().header("authorization")).isEmpty();
    }

    @Test
    void whatIsNotMountedIsNotThere() throws Exception {
        mount(Route.Method.POST, "/notes", Route.Access.PUBLIC);

        assertThat(web.anybody().get("/forms/other/notes").status()).isEqualTo(404);
        assertThat(web.anybody().get("/forms/mairie/notes/").status()).isEqualTo(404);
        Reply other = web.anybody().get("/forms/mairie/notes");
        assertThat(other.status()).isEqualTo(405);
        assertThat(other.header("allow")).contains("POST");
    }

    @Test
    void aFaultOfAChannelIsToldByReferenceAlone() throws Exception {
        mount(Route.Method.GET, "/broken", Route.Access.PUBLIC, request -> {
            throw new IllegalStateException("the database password is hunter2");
        });
        mount(Route.Method.GET, "/error", Route.Access.PUBLIC, request -> {
            throw new NoClassDefFoundError("org/example/Missing");
        });
        mount(Route.Method.GET, "/away", Route.Access.PUBLIC, request -> {
            throw new ChannelException(new Fault(Fault.Owner.PLATFORM, "DOWN", "the host 10.0.0.7 is down"));
        });
        mount(Route.Method.GET, "/header", Route.Access.PUBLIC,
                request -> new Response(303, Map.of("location", "/x\r\nset-cookie: a=b"), Bytes.EMPTY));

        Reply broken = web.anybody().get("/forms/mairie/broken");
        Reply away = web.anybody().get("/forms/mairie/away");
        Reply header = web.anybody().get("/forms/mairie/header");

        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body()).contains("reference").doesNotContain("hunter2");
        assertThat(web.anybody().get("/forms/mairie/error").status()).isEqualTo(500);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.body()).doesNotContain("10.0.0.7");
        assertThat(header.status()).isEqualTo(500);
        assertThat(header.header("set-cookie")).isEmpty();
    }

    @Test
    void aChannelThatHangsTakesNothingFromTheOthers() throws Exception {
        CountDownLatch allIn = new CountDownLatch(Limits.ROUTE_CALLS_AT_ONCE);
        CountDownLatch release = new CountDownLatch(1);
        mount(Route.Method.GET, "/slow", Route.Access.PUBLIC, request -> {
            allIn.countDown();
            release.await();
            return Response.html(200, "late");
        });
        List<Future<Reply>> slow = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Limits.ROUTE_CALLS_AT_ONCE; i++) {
                slow.add(callers.submit(() -> web.anybody().get("/forms/mairie/slow")));
            }
            assertThat(allIn.await(20, TimeUnit.SECONDS)).isTrue();

            Reply oneMore = web.anybody().get("/forms/mairie/slow");
            Reply elsewhere = web.anybody().get("/health/ready");
            release.countDown();

            assertThat(oneMore.status()).isEqualTo(503);
            assertThat(oneMore.header("retry-after")).isPresent();
            assertThat(elsewhere.status()).isEqualTo(200);
        }
        for (Future<Reply> reply : slow) {
            assertThat(reply.get().status()).isEqualTo(200);
        }
    }

    @Test
    void aHandlerThatTakesTooLongIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        mount(Route.Method.GET, "/stuck", Route.Access.PUBLIC, request -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                interrupted.countDown();
                throw stop;
            }
            return Response.html(200, "never");
        });

        Reply reply = web.anybody().get("/forms/mairie/stuck");

        assertThat(reply.status()).isEqualTo(504);
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private void mount(Route.Method method, String path, Route.Access access) {
        mount(method, path, access, request -> {
            received.add(request);
            return Response.html(200, "<p>ok</p>");
        });
    }

    private void mount(Route.Method method, String path, Route.Access access, Route.Handler handler) {
        web.mount("forms", new Route(method, path, access, 50_000, handler));
    }

    private static String part(String disposition, String more, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n" + content + "\r\n";
    }
}
