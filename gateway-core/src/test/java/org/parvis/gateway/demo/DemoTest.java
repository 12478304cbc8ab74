package org.parvis.gateway.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.conversation.DeliveryState;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseAddress;
import org.parvis.gateway.database.EmbeddedPostgres;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.event.Change;
import org.parvis.gateway.event.EventFeed;

import static org.assertj.core.api.Assertions.assertThat;

class DemoTest {

    @RegisterExtension
    static final DemoGateway DEMO = new DemoGateway();

    private static final int PATIENCE_SECONDS = 30;

    private static Vertx vertx;
    private static Database database;

    @BeforeAll
    static void connect() throws InterruptedException {
        vertx = Vertx.vertx();
        DatabaseAddress address = EmbeddedPostgres.running(DEMO.directory().resolve("database")).orElseThrow();
        database = Database.connect(vertx, address, 4);
    }

    @AfterAll
    static void disconnect() {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void itSaysWhereThingsAreAndThenThatItIsReady() {
        String welcome = DEMO.said().get(DEMO.said().size() - 2);

        assertThat(welcome).contains(DEMO.address().toString(), "saint-exemple", "amina", "claire",
                "curl --url smtp://127.0.0.1:" + DEMO.smtp(), "imap://127.0.0.1:" + DEMO.imap(),
                "/forms/formulaire", "/call").doesNotContain("{{");
        assertThat(DEMO.said().getLast()).isEqualTo("ready: " + DEMO.address() + "/");
    }

    @Test
    void everyChannelIsReady() throws Exception {
        HttpResponse<String> ready = get("/health/ready");

        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        assertThat(get("/forms/formulaire").statusCode()).isEqualTo(200);
    }

    @Test
    void itsLedgerBalances() throws InterruptedException {
        Row ledger = query("select * from ledger").getFirst();

        assertThat(Rows.number(ledger, "received")).isGreaterThan(70).isEqualTo(
                Rows.number(ledger, "answered") + Rows.number(ledger, "handed_over") + Rows.number(ledger, "closed")
                        + Rows.number(ledger, "open"));
        assertThat(query("""
                select id from conversation
                 where owed_since is distinct from (select min(opened_at) from obligation where conversation_id = conversation.id and settlement is null)
                """)).isEmpty();
    }

    @Test
    void everyStateThatLastsIsThere() throws InterruptedException {
        assertThat(counts("select channel_id as what, count(*) as times from conversation group by 1")).containsOnlyKeys("courriel",
                "formulaire", "telephone", "mastodon");
        assertThat(counts("select state as what, count(*) as times from conversation group by 1")).containsOnlyKeys("OPEN", "WAITING",
                "RESOLVED");
        assertThat(counts("select visibility || kind as what, count(*) as times from message group by 1")).containsOnlyKeys("PUBLICINBOUND",
                "PRIVATEINBOUND", "PUBLICOUTBOUND",
                "PRIVATEOUTBOUND", "PRIVATENOTE");
        assertThat(counts("select state as what, count(*) as times from delivery group by 1")).containsOnlyKeys(
                DeliveryState.ACCEPTED.name(), DeliveryState.DELIVERED.name(),
                DeliveryState.READ.name(), DeliveryState.FAILED.name(), DeliveryState.UNKNOWN.name(), DeliveryState.BY_PERSON.name());
        assertThat(counts("select coalesce(settlement, 'OPEN') as what, count(*) as times from obligation group by 1"))
                .containsKeys("ANSWERED", "CLOSED", "OPEN");
        for (String some : List.of("message where edited_at is not null", "message where deleted_at is not null",
                "message where origin = 'AUTOMATIC'",
                "message where defects <> '[]'", "message where folds <> '[]'", "message where warning is not null",
                "message where html is not null",
                "attachment where role = 'ORIGINAL'", "conversation where assignee_id is null and state = 'OPEN'",
                "conversation where assignee_id is not null and state = 'OPEN'",
                "conversation where snoozed_until is not null", "conversation where expert <> '' and owed_since is not null")) {
            assertThat(query("select 1 from " + some)).as(some).isNotEmpty();
        }
    }

    @Test
    void thePastIsBehindUsAndAtMostTenWorkingDaysOld() throws InterruptedException {
        assertThat(query("select id from message where created_at > now() or created_at < now() - interval '14 days'")).isEmpty();
        assertThat(query("select id from conversation where last_message_at > now() or owed_since > now()")).isEmpty();
    }

    @Test
    void whatIsLeftInAFormIsFoundBesideWhoeverIsKnownByIt() throws InterruptedException {
        assertThat(query("""
                select stated_handle.value from stated_handle join handle using (kind, value) where handle.contact_id <> stated_handle.contact_id
                """)).isNotEmpty();
        assertThat(query("select contact_id from message where kind = 'INBOUND' group by 1 having count(distinct channel_id) > 1"))
                .isEmpty();
    }

    @Test
    void anEmailThatIsSentAsShownArrives() throws Exception {
        BlockingQueue<Change> received = new LinkedBlockingQueue<>();
        EventFeed feed = EventFeed.start(database, vertx);
        feed.subscribe(changes -> changes.stream().filter(change -> change.kind().equals("message.received")).forEach(received::add));
        try {
            send("Un banc dans le square");

            Change change = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(change).as("a message within %s s", PATIENCE_SECONDS).isNotNull();
            assertThat(change.channel()).contains("courriel");
        } finally {
            feed.stop();
        }
    }

    @Test
    void aDatabaseThatHasHeardTheStoriesIsNotToldThemAgain() throws Exception {
        assertThat(new DemoTown(database, vertx, Clock.systemUTC()).seed(List.of())).isFalse();
    }

    private static void send(String subject) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", DEMO.smtp());
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("lea@citoyens.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(DEMO.mailbox()));
        message.setSubject(subject);
        message.setText("Bonjour, serait-il possible d'installer un banc ?", "utf-8");
        Transport.send(message);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(DEMO.address().resolve(path)).timeout(Duration.ofSeconds(PATIENCE_SECONDS)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Map<String, Long> counts(String sql) throws InterruptedException {
        return query(sql).stream().collect(Collectors.toMap(row -> Rows.text(row, "what"), row -> Rows.number(row, "times")));
    }

    private static List<Row> query(String sql) throws InterruptedException {
        return database.read(session -> session.query(sql));
    }
}
