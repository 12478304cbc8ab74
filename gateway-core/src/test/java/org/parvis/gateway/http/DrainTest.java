package org.parvis.gateway.http;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** A node that is about to stop sends nobody away in the middle of something. */
@Timeout(60)
class DrainTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void aNodeThatDrainsSaysSoAndGoesOnServingWhileProxiesTurnAway() throws Exception {
        try (TestWeb web = new TestWeb(DATABASE)) {
            Caller agent = web.browser(Role.AGENT);
            assertThat(web.anybody().get("/health/ready").status()).isEqualTo(200);

            web.drain();

            Reply ready = web.anybody().get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().getJsonArray("faults").encode()).contains("about to stop");
            assertThat(web.anybody().get("/health/live").status()).isEqualTo(200);
            Reply served = agent.get("/api/v1/session");
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.header("connection")).as("the next request goes elsewhere").contains("close");
        }
    }

    @Test
    void streamsOfChangesEndWithTheHintToComeBackAtOnceAndNoneIsOpened() throws Exception {
        try (TestWeb web = new TestWeb(DATABASE); HttpClient http = HttpClient.newHttpClient()) {
            Caller agent = web.browser(Role.AGENT);
            HttpRequest.Builder request = HttpRequest.newBuilder(web.uri("/api/v1/events"));
            agent.credentials().forEach(request::header);
            HttpResponse<InputStream> stream = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());

            web.drain();

            assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8)).endsWith("retry: 100\n\n");
            Reply refused = agent.get("/api/v1/events");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).contains("1");
        }
    }
}
