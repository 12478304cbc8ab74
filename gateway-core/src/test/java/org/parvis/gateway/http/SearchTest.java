package org.parvis.gateway.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The desk's search: words and operators together, and where each hit matched. */
class SearchTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant START = Instant.parse("2026-03-10T08:00:00Z");

    private static TestWeb web;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
    }

    @Test
    void operatorsAloneListTheLatestActivityFirstFromPageToPage() throws Exception {
        UUID person = web.seed.person("Zoé Quillet", "zoe@quillet.example");
        List<UUID> expected = new ArrayList<>();
        String[] states = {"OPEN", "WAITING", "RESOLVED"};
        for (int i = 0; i < 7; i++) {
            expected.addFirst(web.seed.conversation(person, "x", states[i % 3], START.plusSeconds(i), null));
        }

        for (int limit = 1; limit <= 8; limit += 3) {
            assertThat(pages("from:quillet", limit)).isEqualTo(expected);
        }
        assertThat(found("de:zoe@quillet.example")).isEqualTo(expected);
        assertThat(found("from:quillet état:résolue")).containsExactly(expected.get(1), expected.get(4));
        assertThat(found("from:quillet state:open state:resolved")).isEmpty();
        assertThat(ids(agent.get("/api/v1/conversations?view=waiting&q=from:quillet"))).containsExactly(expected.get(2), expected.get(5));
    }

    @Test
    void aPersonIsFoundByATelephoneNumberAsItIsTyped() throws Exception {
        UUID person = web.seed.person("Yann Rolland", "yann@rolland.example");
        web.seed.phone(person, "+33611223344");
        UUID theirs = web.seed.conversation(person, "x", "OPEN", START, null);

        assertThat(found("from:\"06 11 22 33 44\"")).containsExactly(theirs);
        assertThat(found("de:061122")).containsExactly(theirs);
        assertThat(found("06 11 22 33 44")).containsExactly(theirs);
        assertThat(found("06.11.22.33.44 state:resolved")).isEmpty();
    }

    @Test
    void everyOperatorAsksForWhatItSays() throws Exception {
        UUID person = web.seed.person("Xavier Operat", "xavier@operat.example");
        web.seed.execute("insert into channel (id, type, label) values ('guichet-xo', 'test', 'Guichet numérique') on conflict do nothing");
        UUID team = web.accounts.createTeam(Optional.empty(), "Écoles du Nord").id();
        UUID old = web.seed.conversation(person, "x", "RESOLVED", Instant.parse("2024-05-31T21:59:59Z"), null);
        UUID late = web.seed.conversation(person, "x", "RESOLVED", Instant.parse("2024-05-31T22:00:00Z"), null);
        UUID owed = web.seed.conversation(person, "x", "OPEN", Seed.now(), Seed.now());
        web.seed.execute("update conversation set channel_id = 'guichet-xo', team_id = $2, assignee_id = $3, urgent = true where id = $1",
                late, team,
                agent.agent());
        web.seed.execute("update conversation set state = 'WAITING', snoozed_until = now() + interval '1 day' where id = $1", owed);
        web.seed.file(web.seed.message(old, "voici"), "FILE", "plan.pdf", "application/pdf", new byte[]{1}, null);
        agent.patch("/api/v1/conversations/" + old, new JsonObject().put("addTags", new JsonArray().add("Marché de Noël")));

        assertThat(of("canal:\"guichet numerique\"")).containsExactly(late);
        assertThat(of("channel:guichet-xo")).containsExactly(late);
        assertThat(of("channel:num")).containsExactly(late);
        assertThat(of("team:nord")).containsExactly(late);
        assertThat(of("assigned:me")).containsExactly(late);
        assertThat(of("attribué:personne")).containsExactly(owed, old);
        assertThat(of("tag:noel")).containsExactly(old);
        assertThat(of("est:urgente")).containsExactly(late);
        assertThat(of("is:unanswered")).containsExactly(owed);
        assertThat(of("is:snoozed")).containsExactly(owed);
        assertThat(of("has:file")).containsExactly(old);
        assertThat(of("before:2024-06")).containsExactly(late, old);
        assertThat(ids(agent.get("/api/v1/conversations?zone=Europe/Paris&q=from:operat+before:2024-06"))).containsExactly(old);
        assertThat(of("after:7d")).containsExactly(owed);
        assertThat(of("avant:7j")).containsExactly(late, old);
        assertThat(of("-voici")).containsExactly(owed, late);
        assertThat(of("")).containsExactly(owed, late, old);
    }

    /** What is left out by an operator does not count towards what is ranked: a frequent word is found in a rare place too. */
    @Test
    void aFrequentWordIsFoundInARarePlaceHoweverOld() throws Exception {
        UUID rare = web.seed.person("Wanda Rareté", "wanda@rarete.example");
        UUID team = web.accounts.createTeam(Optional.empty(), "Archives").id();
        UUID place = web.seed.conversation(rare, "x", "RESOLVED", START, null);
        web.seed.execute("update conversation set team_id = $2 where id = $1", place, team);
        UUID crowd = web.seed.conversation("Foule");
        web.seed.execute("""
                insert into message (id, conversation_id, channel_id, kind, visibility, body, sent_at, created_at, search)
                select gen_random_uuid(), $1, $2, 'OUTBOUND', 'PRIVATE', 'trombinoscope', now(), now(), search_vector('', 'trombinoscope', now())
                  from generate_series(1, 3500)
                """, crowd, TestWeb.CHANNEL);
        web.seed.message(place, "Le trombinoscope est périmé");

        assertThat(found("trombinoscopes team:archives")).containsExactly(place);
        assertThat(found("trombinoscope from:wanda")).containsExactly(place);
        assertThat(found("trombinoscope from:wanda -perime")).isEmpty();
        web.seed.execute("delete from message where conversation_id = $1", crowd);
    }

    /** More messages have the word than are ranked: those of this week come first, wherever they stand in the index. */
    @Test
    void aFrequentWordIsFoundWhereItWasWrittenLast() throws Exception {
        UUID crowd = web.seed.conversation("Foule");
        web.seed.execute("""
                insert into message (id, conversation_id, channel_id, kind, visibility, body, sent_at, created_at, search)
                select gen_random_uuid(), $1, $2, 'OUTBOUND', 'PRIVATE', 'kaléidoscope', at, at, search_vector('', 'kaléidoscope', at)
                  from generate_series(1, 1600), (select now() - interval '200 days' as at) past
                """, crowd, TestWeb.CHANNEL);
        UUID fresh = web.seed.conversation("Vitrine");
        web.seed.message(fresh, "Le kaléidoscope de la vitrine est cassé");

        assertThat(found("kaleidoscopes")).containsExactlyInAnyOrder(fresh, crowd);
        assertThat(found("\"kaléidoscope de la vitrine\"")).containsExactly(fresh);
        web.seed.execute("delete from message where conversation_id = $1", crowd);
    }

    /** Whatever its moment, and when none was kept with it, a message is in a stretch; and it is in no earlier one than it belongs to. */
    @Test
    void stretchesLeaveNoMomentOut() throws Exception {
        String stretches = "(select array_agg(place order by place) from search_stretches() with ordinality stretch (query, place) where %s @@ query)";
        String moments = "select at, " + stretches.formatted("search_vector('', 'x', at)") + " as places"
                + " from generate_series(now() - interval '%s', now() - interval '%s', interval '11 hours') at";

        for (Row row : query(moments.formatted("3000 days", "-30 days"))) {
            assertThat(row.getArrayOfLongs("places")).as("%s", row).isNotEmpty();
        }
        assertThat(query(moments.formatted("56 days", "0 days")))
                .allSatisfy(row -> assertThat(row.getArrayOfLongs("places")).hasSize(2).endsWith(10L));
        assertThat(query(moments.formatted("360 days", "64 days")))
                .allSatisfy(row -> assertThat(row.getArrayOfLongs("places")).containsExactly(10L));
        assertThat(query(moments.formatted("500 days", "460 days")))
                .allSatisfy(row -> assertThat(row.getArrayOfLongs("places")).containsExactly(11L));
        assertThat(query("select " + stretches.formatted("search_vector('', 'x')") + " as places").getFirst().getArrayOfLongs("places"))
                .containsExactly(11L);
    }

    private static List<Row> query(String sql) throws InterruptedException {
        return DATABASE.database().read(session -> session.query(sql));
    }

    @Test
    void wordsThatAreAllTooCommonFindNothing() throws Exception {
        web.seed.message(web.seed.conversation("Silence"), "On me dit que non");

        assertThat(found("on me")).isEmpty();
    }

    @Test
    void eachHitSaysWhereItMatchedAsTextAndRanges() throws Exception {
        UUID conversation = web.seed.conversation("Nuit");
        web.seed.message(conversation, "Bonjour");
        UUID best = web.seed.message(conversation, "Le <b>vibraphone\uE000</b>\nde la ruelle & deux Vibraphones");

        JsonObject match = items("vibraphone").getFirst().getJsonObject("match");

        assertThat(match.getString("messageId")).isEqualTo(best.toString());
        assertThat(match.getString("part")).isEqualTo("text");
        String text = match.getString("text");
        assertThat(text).contains("de la ruelle & deux").doesNotContain("\n", "\uE000", "\uE001");
        assertThat(match.getJsonArray("ranges").stream().map(JsonArray.class::cast)
                .map(range -> text.substring(range.getInteger(0), range.getInteger(1)))).containsExactly("vibraphone", "Vibraphones");
        long number = web.seed.count("select number from conversation where id = $1", conversation);
        assertThat(items("#" + number).getFirst().containsKey("match")).isFalse();
    }

    @Test
    void aHitOfTheSubjectAloneSaysSo() throws Exception {
        UUID message = web.seed.message(web.seed.conversation("Midi"), "Voir plus haut");
        web.seed.execute(
                "update message set subject = 'Un célesta muet', search = search_vector('Un célesta muet', body, sent_at) where id = $1",
                message);

        JsonObject match = items("celesta").getFirst().getJsonObject("match");

        assertThat(match.getString("part")).isEqualTo("subject");
        assertThat(match.getString("text")).isEqualTo("Un célesta muet");
    }

    @Test
    void aWordIsFoundByItsBeginningWhileItIsTyped() throws Exception {
        UUID conversation = web.seed.conversation("Matin");
        web.seed.message(conversation, "Les hippocampes déménagent");

        for (String typed : List.of("hip*", "hippoc*", "hippocampe*", "hippocampes*", "hippocampe dém*", "hippocampe -girafe demenag*")) {
            assertThat(found(typed)).as(typed).containsExactly(conversation);
        }
        assertThat(items("hippoc*").getFirst().getJsonObject("match").getJsonArray("ranges")).hasSize(1);
        assertThat(found("hippoc")).isEmpty();
        assertThat(found("hippogriffe*")).isEmpty();
    }

    @Test
    void aTermThatNamesNothingIsAnsweredWithWhatThereIs() throws Exception {
        Reply operator = search("lampe chanel:mairie");
        assertThat(operator.status()).isEqualTo(400);
        assertThat(operator.json().getString("type")).isEqualTo("/problems/search-operator");
        assertThat(error(operator).getString("term")).isEqualTo("chanel:");
        assertThat(error(operator).getJsonArray("allowed")).contains("from", "channel");

        Reply channel = search("canal:paquebot");
        assertThat(channel.json().getString("type")).isEqualTo("/problems/search-value");
        assertThat(error(channel).getString("term")).isEqualTo("canal:paquebot");
        assertThat(error(channel).getJsonArray("allowed")).contains("Mairie");
        assertThat(error(search("assigned:paquebot")).getJsonArray("allowed")).contains("me", "nobody");

        assertThat(search("before:hier").json().getString("type")).isEqualTo("/problems/search-date");
        assertThat(search("a ".repeat(21)).json().getString("type")).isEqualTo("/problems/search-too-many-terms");
        assertThat(search("a".repeat(201)).badFields()).containsExactly("q");
        assertThat(agent.get("/api/v1/conversations?q=x&zone=Mars").badFields()).containsExactly("zone");
    }

    private static List<UUID> of(String query) throws Exception {
        return found("from:operat " + query);
    }

    private static List<UUID> found(String query) throws Exception {
        return ids(search(query));
    }

    private static List<JsonObject> items(String query) throws Exception {
        return search(query).json().getJsonArray("items").stream().map(JsonObject.class::cast).toList();
    }

    private static Reply search(String query) throws Exception {
        return agent.get("/api/v1/conversations?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private static JsonObject error(Reply reply) {
        return reply.json().getJsonArray("errors").getJsonObject(0);
    }

    private static List<UUID> pages(String query, int limit) throws Exception {
        List<UUID> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Reply page = agent.get("/api/v1/conversations?limit=" + limit + "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)
                    + cursor.map(next -> "&cursor=" + next).orElse(""));
            all.addAll(ids(page));
            cursor = Optional.ofNullable(page.json().getString("next"));
        } while (cursor.isPresent());
        return all;
    }

    private static List<UUID> ids(Reply page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return page.json().getJsonArray("items").stream().map(item -> UUID.fromString(((JsonObject) item).getString("id"))).toList();
    }
}
