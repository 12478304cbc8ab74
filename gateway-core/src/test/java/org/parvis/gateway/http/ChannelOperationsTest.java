package org.parvis.gateway.http;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.Bytes;
import org.parvis.channel.Response;
import org.parvis.channel.Route;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What administrators do to channels. */
class ChannelOperationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String PATH = "/api/v1/channels/" + TestWeb.CHANNEL;

    private static TestWeb web;
    private static Caller administrator;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        administrator = web.browser(Role.ADMINISTRATOR);
    }

    @AfterEach
    void goOn() throws Exception {
        administrator.patch(PATH, new JsonObject().put("paused", false).putNull("sendsPerHour"));
        web.routes.clear();
    }

    @Test
    void aPauseSaysByWhomAndSinceWhen() throws Exception {
        Reply paused = administrator.patch(PATH, new JsonObject().put("paused", true));

        assertThat(paused.status()).as(paused.body()).isEqualTo(200);
        assertThat(paused.json().getJsonObject("health").getString("state")).isEqualTo("paused");
        assertThat(paused.json().getJsonObject("paused").getString("agentId")).isEqualTo(administrator.agent().toString());
        assertThat(paused.json().getJsonObject("paused").getInstant("since")).isNotNull();
        Reply resumed = administrator.patch(PATH, new JsonObject().put("paused", false));
        assertThat(resumed.json().containsKey("paused")).isFalse();
        assertThat(resumed.json().getJsonObject("health").getString("state")).isEqualTo("ready");
    }

    @Test
    void aRateIsAtMostWhatTheNetworkBears() throws Exception {
        Reply slow = administrator.patch(PATH, new JsonObject().put("sendsPerHour", 30));
        assertThat(slow.json().getInteger("sendsPerHour")).isEqualTo(30);
        assertThat(slow.json().getInteger("mostSendsPerHour")).isEqualTo(3_600);

        Reply fast = administrator.patch(PATH, new JsonObject().put("sendsPerHour", 3_601));
        assertThat(fast.status()).isEqualTo(400);
        assertThat(fast.badFields()).containsExactly("sendsPerHour");
        assertThat(administrator.patch(PATH, new JsonObject().put("sendsPerHour", 0)).status()).isEqualTo(400);

        Reply full = administrator.patch(PATH, new JsonObject().putNull("sendsPerHour"));
        assertThat(full.json().containsKey("sendsPerHour")).isFalse();
    }

    @Test
    void itIsForAdministratorsAndForChannelsThatThereAre() throws Exception {
        JsonObject pause = new JsonObject().put("paused", true);
        assertThat(web.browser(Role.LEAD).patch(PATH, pause).status()).isEqualTo(403);
        assertThat(administrator.patch("/api/v1/channels/nowhere", pause).status()).isEqualTo(404);
        assertThat(administrator.patch(PATH, new JsonObject()).status()).isEqualTo(400);
    }

    @Test
    void whoeverComesToAPausedChannelIsToldInTheirLanguageWhenToComeBack() throws Exception {
        AtomicInteger served = new AtomicInteger();
        for (Route.Method method : new Route.Method[]{Route.Method.GET, Route.Method.POST}) {
            web.mount("forms", new Route(method, "", Route.Access.PUBLIC, 1_000, request -> {
                served.incrementAndGet();
                return new Response(200, Map.of(), Bytes.EMPTY);
            }));
        }
        administrator.patch(PATH, new JsonObject().put("paused", true));

        Caller browser = web.anybody().with("accept", "text/html,*/*");
        Reply page = browser.with("accept-language", "de,en-GB;q=0.8,fr;q=0.5").get("/forms/mairie");
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.header("retry-after")).contains("120");
        assertThat(page.header("content-language")).contains("en");
        assertThat(page.body()).contains("<html lang=\"en\">", "not open at the moment");
        assertThat(browser.with("accept-language", "en").get("/forms/mairie?lang=fr").body()).contains("<html lang=\"fr\">", "En pause");
        assertThat(browser.with("accept-language", ";;q=x").get("/forms/mairie").body()).contains("<html lang=\"fr\">");
        assertThat(browser.send("POST", "/forms/mairie", "application/x-www-form-urlencoded", "message=Bonjour").body())
                .contains("n’a pas été reçu");
        Reply program = web.anybody().send("POST", "/forms/mairie", "application/json", "{}");
        assertThat(program.status()).isEqualTo(503);
        assertThat(program.header("retry-after")).isPresent();
        assertThat(program.json().getString("type")).isEqualTo("/problems/channel-paused");
        assertThat(served).hasValue(0);

        administrator.patch(PATH, new JsonObject().put("paused", false));
        assertThat(browser.get("/forms/mairie").status()).isEqualTo(200);
        assertThat(served).hasValue(1);
    }
}
