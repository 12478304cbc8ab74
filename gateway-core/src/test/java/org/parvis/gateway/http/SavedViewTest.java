package org.parvis.gateway.http;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.desk.SavedViews;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Searches that are kept as views. */
class SavedViewTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String VIEWS = "/api/v1/saved-views";

    private static TestWeb web;
    private static UUID roads;
    private static Caller amina;
    private static Caller julien;
    private static Caller stranger;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        roads = UUID.randomUUID();
        DATABASE.database().inTransaction(session -> session.execute("insert into team (id, name) values ($1, 'Voirie')", roads));
        amina = member();
        julien = member();
        stranger = web.browser(Role.AGENT);
    }

    @Test
    void oneOfAnAgentIsThereForNobodyElse() throws Exception {
        JsonObject mine = create(amina, "À rappeler", "tag:rappel", Optional.empty()).json();

        assertThat(names(amina)).contains("À rappeler");
        assertThat(names(julien)).doesNotContain("À rappeler");
        assertThat(change(julien, mine, "Pris", "tag:rappel").status()).isEqualTo(404);
        assertThat(julien.delete(VIEWS + "/" + mine.getString("id")).status()).isEqualTo(204);
        assertThat(names(amina)).contains("À rappeler");
    }

    @Test
    void oneOfATeamIsItsMembersToChange() throws Exception {
        JsonObject shared = create(amina, "Éclairage", "lampadaire", Optional.of(roads)).json();

        JsonObject changed = change(julien, shared, "Éclairage public", "lampadaire est:sans-réponse").json();
        assertThat(changed.getString("name")).isEqualTo("Éclairage public");
        Reply late = change(amina, shared, "Lampadaires", "lampadaire");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().getString("type")).isEqualTo("/problems/view-changed");
        assertThat(names(stranger)).doesNotContain("Éclairage public");
        assertThat(create(stranger, "Intrus", "lampadaire", Optional.of(roads)).badFields()).containsExactly("teamId");
        assertThat(julien.delete(VIEWS + "/" + shared.getString("id")).status()).isEqualTo(204);
        assertThat(names(amina)).doesNotContain("Éclairage public");
        assertThat(
                web.seed.count("select count(*) from event where kind = 'view.changed' and detail ->> 'id' = $1", shared.getString("id")))
                .isEqualTo(3);
    }

    @Test
    void whatCannotBeSearchedForIsNotKept() throws Exception {
        assertThat(create(amina, "Fausse", "état:perdue", Optional.empty()).status()).isEqualTo(400);
        assertThat(create(amina, "  ", "nid de poule", Optional.empty()).badFields()).containsExactly("name");
        assertThat(create(amina, "Vide", "  ", Optional.empty()).badFields()).containsExactly("query");
        assertThat(create(amina, "x".repeat(61), "nid de poule", Optional.empty()).badFields()).containsExactly("name");
    }

    @Test
    void aNameIsThereOnceHoweverManyAskForItAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> attempts = List.of(amina, julien, amina, julien).stream()
                    .map(who -> threads.submit(() -> create(who, "Travaux", "travaux", Optional.of(roads)).status())).toList();
            int kept = 0;
            for (Future<Integer> attempt : attempts) {
                assertThat(attempt.get()).isIn(201, 409);
                kept += attempt.get() == 201 ? 1 : 0;
            }
            assertThat(kept).isOne();
        }
    }

    @Test
    void thereAreNoMoreThanStandBesideTheList() throws Exception {
        Caller busy = web.browser(Role.AGENT);
        for (int number = 0; number < SavedViews.MAXIMUM; number++) {
            assertThat(create(busy, "Vue " + number, "rue " + number, Optional.empty()).status()).isEqualTo(201);
        }
        Reply oneMore = create(busy, "De trop", "rue", Optional.empty());

        assertThat(oneMore.status()).isEqualTo(409);
        assertThat(oneMore.json().getString("type")).isEqualTo("/problems/too-many-views");
    }

    private static Caller member() throws Exception {
        Agent agent = web.agent("agent-" + UUID.randomUUID(), Role.AGENT);
        DATABASE.database().inTransaction(session -> session.execute("insert into agent_team values ($1, $2)", agent.id(), roads));
        return web.logIn(agent);
    }

    private static List<String> names(Caller who) throws Exception {
        return who.get(VIEWS).array().stream().map(view -> ((JsonObject) view).getString("name")).toList();
    }

    private static Reply create(Caller who, String name, String query, Optional<UUID> team) throws Exception {
        JsonObject view = new JsonObject().put("name", name).put("query", query);
        team.ifPresent(id -> view.put("teamId", id.toString()));
        return who.with("idempotency-key", UUID.randomUUID().toString()).post(VIEWS, view);
    }

    private static Reply change(Caller who, JsonObject read, String name, String query) throws Exception {
        return who.put(VIEWS + "/" + read.getString("id"),
                new JsonObject().put("name", name).put("query", query).put("version", read.getInteger("version")));
    }
}
