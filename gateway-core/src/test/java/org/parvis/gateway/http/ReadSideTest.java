package org.parvis.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.plugin.ChannelControl;
import org.parvis.gateway.plugin.ChannelHealth;
import org.parvis.gateway.plugin.ChannelStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** What agents read: lists, searches, threads, people. */
class ReadSideTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private static TestWeb web;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
    }

    @Test
    void whatIsOwedLongestComesFirstThenWhatIsOpenAndPagesMissNothing() throws Exception {
        UUID team = team();
        UUID person = person("Paul Owed");
        UUID newest = conversation(person, "OPEN", START.plusSeconds(50), START.plusSeconds(50), team);
        UUID oldest = conversation(person, "OPEN", START.plusSeconds(90), START.plusSeconds(10), team);
        UUID middle = conversation(person, "OPEN", START.plusSeconds(20), START.plusSeconds(20), team);
        UUID nothingOwed = conversation(person, "OPEN", START.plusSeconds(99), null, team);
        conversation(person, "WAITING", START, null, team);

        assertThat(pages("/api/v1/conversations?view=to-handle&team=" + team, 2)).containsExactly(oldest, middle, newest, nothingOwed);
        assertThat(pages("/api/v1/conversations?view=to-handle&team=" + team, 1)).containsExactly(oldest, middle, newest, nothingOwed);
        assertThat(pages("/api/v1/conversations?view=to-handle&team=" + team, 3)).containsExactly(oldest, middle, newest, nothingOwed);
    }

    @Test
    void theOtherViewsShowTheLatestFirst() throws Exception {
        UUID team = team();
        UUID person = person("Paul Latest");
        List<UUID> expected = new ArrayList<>();
        String[] states = {"OPEN", "WAITING", "RESOLVED"};
        for (int i = 0; i < 12; i++) {
            // Pairs of the same moment: the id decides.
            expected.add(conversation(person, states[i % 3], START.plusSeconds(i / 2), null, team));
        }
        List<UUID> resolved = List.of(expected.get(11), expected.get(8), expected.get(5), expected.get(2));

        List<UUID> all = pages("/api/v1/conversations?view=all&team=" + team, 5);
        assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(all).doesNotHaveDuplicates();
        assertThat(pages("/api/v1/conversations?view=resolved&team=" + team, 3)).isEqualTo(resolved);
        assertThat(pages("/api/v1/conversations?view=waiting&team=" + team, 3)).hasSize(4);
        assertThat(pages("/api/v1/conversations?view=all", 7)).containsAll(expected);
    }

    @Test
    void mineIsWhatIsAssignedToMeAndNotResolved() throws Exception {
        Caller other = web.browser(Role.AGENT);
        UUID mine = web.seed.conversation("Mienne");
        UUID done = web.seed.conversation("Faite");
        web.seed.execute("update conversation set assignee_id = $1 where id = any($2)", other.agent(), new UUID[]{mine, done});
        web.seed.execute("update conversation set state = 'RESOLVED' where id = $1", done);

        assertThat(ids(other.get("/api/v1/conversations?view=mine"))).containsExactly(mine);
        JsonObject view = other.get("/api/v1/views").array().getJsonObject(1);
        assertThat(view).isEqualTo(new JsonObject().put("view", "mine").put("count", 1).put("capped", false));
    }

    @Test
    void aTeamsCountIsOfWhatItsListShows() throws Exception {
        UUID team = team();
        UUID person = person("Paul Team");
        UUID open = conversation(person, "OPEN", START, START, team);
        conversation(person, "WAITING", START, null, team);
        conversation(person, "RESOLVED", START, null, team);

        JsonObject view = agent.get("/api/v1/views").array().stream().map(JsonObject.class::cast)
                .filter(each -> team.toString().equals(each.getString("team"))).findFirst().orElseThrow();

        assertThat(view.getInteger("count")).isEqualTo(1);
        assertThat(pages("/api/v1/conversations?view=to-handle&team=" + team, 9)).containsExactly(open);
    }

    @Test
    void countsEndAtAThousand() throws Exception {
        UUID team = team();
        UUID person = person("Paul Count");
        web.seed.execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at, team_id)
                select gen_random_uuid(), $1, $2, 'OPEN', 'PRIVATE', now() - interval '1 year', now() - interval '1 year', $3 from generate_series(1, 1100)
                """, TestWeb.CHANNEL, person, team);

        JsonObject view = agent.get("/api/v1/views").array().stream().map(JsonObject.class::cast)
                .filter(each -> team.toString().equals(each.getString("team"))).findFirst().orElseThrow();

        assertThat(view.getInteger("count")).isEqualTo(1_000);
        assertThat(view.getBoolean("capped")).isTrue();
        web.seed.execute("delete from conversation where team_id = $1", team);
    }

    @Test
    void aSearchFindsWordsWithoutAccentsNumbersNamesAndHandles() throws Exception {
        UUID person = web.seed.person("Éloïse Lefèvre", "eloise@saint-exemple.example");
        UUID found = web.seed.conversation(person, "Lampadaire", "RESOLVED", START, null);
        web.seed.message(found, "Le réverbère de la ruelle Zéphyr clignote");
        long number = web.seed.count("select number from conversation where id = $1", found);

        assertThat(ids(agent.get("/api/v1/conversations?q=zephyr+reverberes"))).containsExactly(found);
        assertThat(ids(agent.get("/api/v1/conversations?q=zephyr+-ruelle"))).isEmpty();
        assertThat(ids(agent.get("/api/v1/conversations?q=%23" + number)).getFirst()).isEqualTo(found);
        assertThat(ids(agent.get("/api/v1/conversations?q=lefev"))).contains(found);
        assertThat(ids(agent.get("/api/v1/conversations?q=eloise%40saint-exemple.example"))).contains(found);
        assertThat(ids(agent.get("/api/v1/conversations?view=to-handle&q=zephyr"))).isEmpty();
        assertThat(agent.get("/api/v1/conversations?q=%22%27%28%3A%26").status()).isEqualTo(200);
    }

    @Test
    void aSearchHasPages() throws Exception {
        UUID person = person("Paul Search");
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID conversation = web.seed.conversation(person, "x", "OPEN", START, null);
            web.seed.message(conversation, "kaléidoscope ".repeat(i + 1));
            expected.add(conversation);
        }

        List<UUID> pages = pages("/api/v1/conversations?q=kaleidoscope", 2);

        assertThat(pages).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(pages).doesNotHaveDuplicates();
    }

    /** Frequent words are looked for in the newest messages; where these tell of too few conversations of what is asked for, everywhere. */
    @Test
    void aSearchForWhatStandsInManyMessagesHasPagesAndViews() throws Exception {
        UUID person = person("Paula Search");
        List<UUID> open = new ArrayList<>();
        List<UUID> resolved = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            UUID conversation = web.seed.conversation(person, "x", i % 10 == 0 ? "RESOLVED" : "OPEN", START, null);
            web.seed.message(conversation, "zoétrope ".repeat(i % 7 + 1));
            (i % 10 == 0 ? resolved : open).add(conversation);
        }

        List<UUID> all = pages("/api/v1/conversations?q=zoetropes", 50);
        assertThat(all).doesNotHaveDuplicates().hasSize(130).containsAll(open).containsAll(resolved);
        assertThat(pages("/api/v1/conversations?view=to-handle&q=zoetrope", 40)).containsExactlyInAnyOrderElementsOf(open);
        assertThat(pages("/api/v1/conversations?view=resolved&q=zoetrope", 5)).containsExactlyInAnyOrderElementsOf(resolved);
        web.seed.execute("delete from message where contact_id = $1", person);
        web.seed.execute("delete from conversation where contact_id = $1", person);
    }

    @Test
    void aThreadIsReadFromItsEndInOrderOfTime() throws Exception {
        UUID conversation = web.seed.conversation("Fil");
        List<UUID> messages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            messages.add(web.seed.message(conversation, "Message " + i, null, START.plusSeconds(i)));
        }
        String path = "/api/v1/conversations/" + conversation + "/messages?limit=2";

        Reply last = agent.get(path);
        Reply before = agent.get(path + "&cursor=" + last.json().getString("next"));
        Reply first = agent.get(path + "&cursor=" + before.json().getString("next"));

        assertThat(ids(last)).containsExactly(messages.get(3), messages.get(4));
        assertThat(ids(before)).containsExactly(messages.get(1), messages.get(2));
        assertThat(ids(first)).containsExactly(messages.get(0));
        assertThat(first.json().containsKey("next")).isFalse();
    }

    @Test
    void aMessageComesWithItsFilesItsDeliveryAndWhatIsOwed() throws Exception {
        UUID conversation = web.seed.conversation("Pièces");
        UUID message = web.seed.message(conversation, "Voir ci-joint", "<b>Voir</b> ci-joint", START);
        UUID file = web.seed.file(message, "FILE", "rue.png", "image/png", new byte[]{1}, "rue");
        web.seed.file(message, "ORIGINAL", "message.eml", "message/rfc822", new byte[]{2}, null);
        web.seed.execute("insert into obligation (message_id, conversation_id, opened_at) values ($1, $2, now())", message, conversation);
        web.seed.delivery(conversation, message, "UNKNOWN");

        JsonObject shown = agent.get("/api/v1/conversations/" + conversation + "/messages").json().getJsonArray("items").getJsonObject(0);

        assertThat(shown.getJsonArray("attachments")).hasSize(1);
        assertThat(shown.getJsonArray("attachments").getJsonObject(0).getString("id")).isEqualTo(file.toString());
        assertThat(shown.getBoolean("hasOriginal")).isTrue();
        assertThat(shown.getBoolean("hasHtml")).isTrue();
        assertThat(shown.getBoolean("owed")).isTrue();
        assertThat(shown.getJsonObject("delivery").getString("state")).isEqualTo("unknown");
        assertThat(shown.getJsonObject("author").getString("name")).isEqualTo("Léa Martin");
        assertThat(agent.get("/api/v1/conversations/" + conversation).json().getString("trouble")).isEqualTo("unknown");
        assertThat(agent.get("/api/v1/deliveries").body()).contains(message.toString());
    }

    @Test
    void aNoticeThatDidNotReachItsPersonIsShownWithItsReason() throws Exception {
        UUID conversation = web.seed.conversation("Suivi");
        UUID notice = web.seed.delivery(conversation, null, "FAILED");
        web.seed.execute(
                "update delivery set command = $2, fault_owner = 'CITIZEN', fault_code = 'MAILBOX_UNKNOWN', fault_detail = 'No such user' where id = $1",
                notice, new JsonObject().put("to", new JsonObject().put("kind", "EMAIL").put("value", "lea@citizen.example"))
                        .put("subject", "Bien reçu").put("text", "https://mairie.example/secret"));

        Reply reply = agent.get("/api/v1/conversations/" + conversation);

        JsonObject shown = reply.json().getJsonArray("notices").getJsonObject(0);
        assertThat(shown.getString("id")).isEqualTo(notice.toString());
        assertThat(shown.getString("to")).isEqualTo("lea@citizen.example");
        assertThat(shown.getString("subject")).isEqualTo("Bien reçu");
        assertThat(shown.getJsonObject("fault").getString("detail")).isEqualTo("No such user");
        assertThat(reply.body()).doesNotContain("secret");
    }

    @Test
    void whatNeedsAPersonIsReadPageByPage() throws Exception {
        UUID conversation = web.seed.conversation("Deux échecs");
        List<String> failed = List.of(web.seed.delivery(conversation, null, "FAILED").toString(),
                web.seed.delivery(conversation, null, "FAILED").toString());

        JsonObject first = agent.get("/api/v1/deliveries?state=failed&limit=1").json();
        Reply second = agent.get("/api/v1/deliveries?state=failed&limit=1&cursor=" + first.getString("next"));

        assertThat(second.status()).isEqualTo(200);
        assertThat(List.of(first.getJsonArray("items").getJsonObject(0).getString("id"),
                second.json().getJsonArray("items").getJsonObject(0).getString("id"))).containsExactlyInAnyOrderElementsOf(failed);
    }

    @Test
    void aChannelThatNobodyConfiguresAnyMoreIsListedWithWhatWaitsForIt() throws Exception {
        String gone = "gone-" + UUID.randomUUID();
        web.seed.channel(gone);
        UUID waiting = web.seed.delivery(web.seed.conversation("Ancien canal"), null, "QUEUED");
        web.seed.execute("update delivery set channel_id = $2 where id = $1", waiting, gone);
        web.stranded.add(new ChannelStatus(gone, "test", "Ancien canal", new ChannelHealth(ChannelHealth.State.ABSENT, "Not configured"),
                Optional.empty(), Optional.empty(), 1, ChannelControl.NONE, ChannelStatus.SetUp.NOWHERE));

        JsonObject shown = agent.get("/api/v1/channels").array().stream().map(JsonObject.class::cast)
                .filter(channel -> channel.getString("id").equals(gone)).findFirst().orElseThrow();

        assertThat(shown.getJsonObject("health").getString("state")).isEqualTo("absent");
        assertThat(shown.getInteger("waiting")).isEqualTo(1);
        assertThat(agent.get("/api/v1/deliveries").body()).contains(waiting.toString());
        assertThat(web.anybody().get("/health/ready").body()).contains("absent, waiting to be sent: 1");
        web.stranded.clear();
    }

    @Test
    void aPersonIsFoundWhileTheNumberIsTyped() throws Exception {
        UUID person = web.seed.person("Marc Téléphone", "marc@saint-exemple.example");
        web.seed.phone(person, "+33612345678");
        UUID conversation = web.seed.conversation(person, "Appel", "OPEN", START, null);

        for (String typed : List.of("06+12+34", "0612345678", "%2B33612", "0033612", "612")) {
            assertThat(peopleBy("handle=" + typed)).as(typed).containsExactly(person);
        }
        assertThat(peopleBy("handle=MARC%40saint")).containsExactly(person);
        assertThat(peopleBy("q=tele")).containsExactly(person);
        assertThat(peopleBy("handle=%2B337")).isEmpty();
        assertThat(ids(agent.get("/api/v1/contacts/" + person).json().put("items",
                agent.get("/api/v1/contacts/" + person).json().getJsonArray("conversations"))))
                .containsExactly(conversation);
        assertThat(agent.get("/api/v1/contacts?q=ab&handle=cd").status()).isEqualTo(400);
        assertThat(agent.get("/api/v1/contacts?q=a").status()).isEqualTo(400);
    }

    @Test
    void aCallersOpenConversationIsFoundHoweverManyWereResolvedSince() throws Exception {
        UUID person = web.seed.person("Jeanne Fidèle", "jeanne@saint-exemple.example");
        web.seed.phone(person, "+33687654321");
        UUID open = web.seed.conversation(person, "Encore ouverte", "OPEN", START, null);
        for (int i = 1; i <= 12; i++) {
            web.seed.conversation(person, "Réglée", "RESOLVED", START.plusSeconds(i), null);
        }

        JsonArray latest = agent.get("/api/v1/contacts?handle=0687654321").array().getJsonObject(0).getJsonArray("conversations");
        assertThat(latest).hasSize(11);
        assertThat(latest.getJsonObject(10).getString("id")).isEqualTo(open.toString());
    }

    @Test
    void theListIsReadAlongItsIndexHoweverMuchIsResolved() throws Exception {
        UUID person = person("Paul Many");
        web.seed.execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at)
                select gen_random_uuid(), $1, $2, 'RESOLVED', 'PRIVATE', now(), now() - n * interval '1 second' from generate_series(1, 20000) n
                """, TestWeb.CHANNEL, person);
        web.seed.execute("analyze conversation");
        String plan = DATABASE.database().read(session -> session.query("""
                explain select * from conversation c where c.state = 'OPEN' and c.owed_since is not null order by c.owed_since, c.id limit 51
                """)).toString() + DATABASE.database().read(session -> session.query("""
                explain select * from conversation c where c.state = 'RESOLVED' order by c.last_message_at desc, c.id desc limit 51
                """)).stream().map(row -> row.getString(0)).toList();

        assertThat(plan).contains("conversation_resolved").doesNotContain("Seq Scan");
        web.seed.execute("delete from conversation where contact_id = $1", person);
    }

    private static UUID team() throws InterruptedException {
        return web.accounts.createTeam(Optional.empty(), "Équipe " + UUID.randomUUID()).id();
    }

    private static UUID person(String name) throws InterruptedException {
        return web.seed.person(name, UUID.randomUUID() + "@saint-exemple.example");
    }

    private static UUID conversation(UUID person, String state, Instant lastMessage, @Nullable Instant owedSince, UUID team)
            throws InterruptedException {
        UUID id = web.seed.conversation(person, "Sujet", state, lastMessage.plus(Duration.ofMillis(1)), owedSince);
        web.seed.execute("update conversation set team_id = $2 where id = $1", id, team);
        return id;
    }

    private static List<UUID> pages(String path, int limit) throws Exception {
        List<UUID> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Reply page = agent.get(path + "&limit=" + limit + cursor.map(next -> "&cursor=" + next).orElse(""));
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            assertThat(ids(page).size()).isLessThanOrEqualTo(limit);
            all.addAll(ids(page));
            cursor = Optional.ofNullable(page.json().getString("next"));
        } while (cursor.isPresent());
        return all;
    }

    private static List<UUID> peopleBy(String query) throws Exception {
        return agent.get("/api/v1/contacts?" + query).array().stream().map(person -> UUID.fromString(((JsonObject) person).getString("id")))
                .toList();
    }

    private static List<UUID> ids(Reply page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return ids(page.json());
    }

    private static List<UUID> ids(JsonObject page) {
        return page.getJsonArray("items").stream().map(item -> UUID.fromString(((JsonObject) item).getString("id"))).toList();
    }
}
