package org.parvis.gateway.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DemoNetworksTest {

    @Test
    void whoeverIsWrittenToHasAMailboxAndAnyPassword() throws Exception {
        try (DemoMail mail = DemoMail.start(0, 0)) {
            send(mail, "lea@citoyens.example", "1", 1);

            assertThat(subjects(mail, "lea@citoyens.example", "demo")).containsExactly("1");
            assertThat(mail.messages("nobody@citoyens.example")).isZero();
        }
    }

    @Test
    void aMailboxForgetsItsOldestMail() throws Exception {
        try (DemoMail mail = DemoMail.start(0, 0)) {
            send(mail, "lea@citoyens.example", "mail", DemoMail.MOST_MESSAGES + 2);

            assertThat(mail.messages("lea@citoyens.example")).isEqualTo(DemoMail.MOST_MESSAGES);
        }
    }

    @Test
    void aMentionIsToldUntilItIsForgottenAndNeverSeemsDeleted() throws Exception {
        try (MastodonStandIn social = MastodonStandIn.start(0, Clock.systemUTC()); HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> mention = post(client, social, "/demo/mention", "Le marché <a-t-il> lieu ?");
            JsonArray told = new JsonArray(get(client, social, "/api/v1/notifications?limit=40").body());

            assertThat(mention.statusCode()).isEqualTo(200);
            assertThat(told).hasSize(1);
            JsonObject status = told.getJsonObject(0).getJsonObject("status");
            assertThat(status.getString("content")).isEqualTo("<p>Le marché &lt;a-t-il> lieu ?</p>");
            assertThat(get(client, social, "/api/v1/statuses/1").statusCode()).isEqualTo(200);
            assertThat(post(client, social, "/demo/mention", " ").statusCode()).isEqualTo(422);
            assertThat(post(client, social, "/api/v1/statuses", "status=Oui").body()).contains("\"id\"");
            assertThat(get(client, social, "/api/v1/streaming/user").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aMentionReadsAsItsAuthorLastWroteItAndIsGoneOnceTheyWithdrewIt() throws Exception {
        try (MastodonStandIn social = MastodonStandIn.start(0, Clock.systemUTC()); HttpClient client = HttpClient.newHttpClient()) {
            String id = new JsonObject(post(client, social, "/demo/mention", "Samedi ?").body()).getString("id");
            post(client, social, "/demo/mention", "Autre chose");

            send(client, social, "PUT", "/demo/mention/" + id, "Dimanche ?");
            JsonObject edited = new JsonArray(get(client, social, "/api/v1/notifications").body()).getJsonObject(1).getJsonObject("status");
            assertThat(edited.getString("content")).isEqualTo("<p>Dimanche ?</p>");
            assertThat(edited.getString("edited_at")).isNotBlank();

            send(client, social, "DELETE", "/demo/mention/" + id, "");
            assertThat(new JsonArray(get(client, social, "/api/v1/notifications").body())).hasSize(1);
            assertThat(get(client, social, "/api/v1/statuses/" + id).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPortInUseIsReplacedByTheNextAndSaid() throws Exception {
        List<String> said = new ArrayList<>();
        try (MastodonStandIn inTheWay = MastodonStandIn.start(0, Clock.systemUTC())) {
            int taken = inTheWay.address().getPort();

            int found = new Ports(said::add).free("the gateway", taken);

            assertThat(found).isGreaterThan(taken);
            assertThat(said).containsExactly("Port " + taken + " is in use; the gateway is on " + found + ".");
        }
        assertThat(new Ports(said::add).free("the gateway", 0)).isPositive();
        assertThat(said).hasSize(1);
    }

    private static void send(DemoMail mail, String to, String subject, int times) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", mail.smtp());
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(DemoMail.ADDRESS));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject);
        message.setText("Bonjour", "utf-8");
        message.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            for (int time = 0; time < times; time++) {
                transport.sendMessage(message, message.getAllRecipients());
            }
        }
    }

    private static List<String> subjects(DemoMail mail, String user, String password) throws MessagingException {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", mail.imap(), user, password);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<String> subjects = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    subjects.add(message.getSubject());
                }
                return subjects;
            }
        }
    }

    private static HttpResponse<String> get(HttpClient client, MastodonStandIn social, String path)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(social.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient client, MastodonStandIn social, String path, String body)
            throws IOException, InterruptedException {
        return send(client, social, "POST", path, body);
    }

    private static HttpResponse<String> send(HttpClient client, MastodonStandIn social, String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(social.address().resolve(path)).method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }
}
