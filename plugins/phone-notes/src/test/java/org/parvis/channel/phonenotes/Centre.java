package org.parvis.channel.phonenotes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.testkit.ManualClock;
import org.parvis.channel.testkit.RecordingInbox;
import org.parvis.channel.testkit.RouteCaller;
import org.parvis.channel.testkit.TestContext;

/** The telephone centre of Saint-Exemple, with one agent and a switchboard. */
final class Centre {

    static final String SECRET = "correct horse battery staple";
    static final Request.Agent AMINA = new Request.Agent("amina", "Amina Diallo", "fr");
    private static final ObjectMapper JSON = new ObjectMapper();

    final ManualClock clock = ManualClock.at("2026-09-15T08:00:00Z");
    final RecordingInbox inbox = new RecordingInbox();
    final TestContext context = new TestContext("telephone", inbox, clock);
    final PhoneNotesChannel channel;
    final RouteCaller routes;

    Centre(PhoneNotesConfiguration configuration) {
        this.channel = new PhoneNotesPlugin().open(configuration, context);
        this.routes = new RouteCaller(channel);
    }

    Centre() {
        this(configuration(Optional.of(SECRET)));
    }

    static PhoneNotesConfiguration configuration(Optional<String> secret) {
        return new PhoneNotesConfiguration("FR", Language.FRENCH, "Europe/Paris", secret, Duration.ofMinutes(5),
                "Opérateur de Saint-Exemple", "FR");
    }

    Response note(String key, String json) throws InterruptedException {
        return routes.post("/notes").as(AMINA).header("idempotency-key", key).json(json).send();
    }

    Response importFile(String csv) throws InterruptedException {
        return routes.post("/notes/import").as(AMINA).header("content-type", "text/csv").body(csv).send();
    }

    Response signal(String body) throws InterruptedException {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return signal(body, timestamp, signature(SECRET, timestamp, body));
    }

    Response signal(String body, String timestamp, String signature) throws InterruptedException {
        return routes.post("/calls").header("parvis-timestamp", timestamp).header("parvis-signature", signature).json(body).send();
    }

    static String signature(String secret, String timestamp, String body) {
        return "sha256=" + HexFormat.of().formatHex(CallRoutes.sign(secret, timestamp, body.getBytes(StandardCharsets.UTF_8)));
    }

    static JsonNode json(Response response) throws IOException {
        return JSON.readTree(response.body().toUtf8());
    }
}
