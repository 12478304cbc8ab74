package org.parvis.gateway.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.AgentFile;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.http.api.Contract;
import org.parvis.gateway.http.wire.JsonValues;

import static org.assertj.core.api.Assertions.assertThat;

/** What administrators do to accounts and teams. */
class AccountOperationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;

    @BeforeAll
    static void start() throws InterruptedException {
        web = DATABASE.closing(new TestWeb(DATABASE));
    }

    @Test
    void anAgentIsChangedInWhatIsSaidAndInNothingElse() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        Agent agent = web.agent("changed", Role.AGENT);
        Caller browser = web.logIn(agent);
        String team = team(administrator, "Voirie");

        Reply changed = administrator.patch("/api/v1/agents/" + agent.id(), new JsonObject().put("name", "Léa Marin").put("role", "lead")
                .put("extension", "4012").put("teamIds", new JsonArray().add(team)));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getString("name")).isEqualTo("Léa Marin");
        assertThat(changed.json().getString("role")).isEqualTo("lead");
        assertThat(changed.json().getString("language")).isEqualTo("fr");
        assertThat(changed.json().getJsonArray("teamIds")).containsExactly(team);
        // The new role holds at once, in the session that was open.
        assertThat(browser.get("/api/v1/session").json().getJsonObject("agent").getString("role")).isEqualTo("lead");

        Reply without = administrator.patch("/api/v1/agents/" + agent.id(),
                new JsonObject().put("extension", "").put("teamIds", new JsonArray()));
        assertThat(without.json().getString("name")).isEqualTo("Léa Marin");
        assertThat(without.json().containsKey("extension")).isFalse();
        assertThat(without.json().getJsonArray("teamIds")).isEmpty();
        assertThat(web.seed.count("""
                select count(*) from event where kind = 'agent.changed' and agent_id = $1 and detail ->> 'id' = $2
                   and detail -> 'changed' in ('["name", "role", "teamIds", "extension"]', '["teamIds", "extension"]')
                """, administrator.agent(), agent.id().toString())).isEqualTo(2);
    }

    @Test
    void anExtensionIsDigitsAndRingsForOneActiveAgent() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        String first = "/api/v1/agents/" + web.agent("first", Role.AGENT).id();
        String second = "/api/v1/agents/" + web.agent("second", Role.AGENT).id();

        Reply letters = administrator.patch(first, new JsonObject().put("extension", "45a"));
        assertThat(letters.status()).isEqualTo(400);
        assertThat(letters.badFields()).containsExactly("extension");
        assertThat(administrator.patch(first, new JsonObject().put("extension", " 4501 ")).json().getString("extension")).isEqualTo("4501");
        assertThat(administrator.patch(first, new JsonObject().put("extension", "4501").put("name", "First")).status()).isEqualTo(200);

        Reply taken = administrator.patch(second, new JsonObject().put("extension", "4501"));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.badFields()).containsExactly("extension");
        Reply fresh = administrator.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/agents",
                new JsonObject().put("account", "third").put("name", "Third").put("password", "twelve characters").put("extension",
                        "4501"));
        assertThat(fresh.status()).isEqualTo(409);
        assertThat(fresh.badFields()).containsExactly("extension");
        Reply list = send(administrator, "account,name,extension\nfourth,Fourth,4501\nfifth,Fifth,4502\nsixth,Sixth,4502\n", true);
        assertThat(list.json().getJsonArray("mistakes").stream().map(JsonObject.class::cast)
                .map(mistake -> mistake.getInteger("line") + " " + mistake.getString("code")))
                .containsExactly("2 extension-taken", "4 extension-taken");

        administrator.patch(first, new JsonObject().put("active", false));
        assertThat(administrator.patch(second, new JsonObject().put("extension", "4501")).status()).isEqualTo(200);
        Reply back = administrator.patch(first, new JsonObject().put("active", true));
        assertThat(back.status()).isEqualTo(409);
        assertThat(back.badFields()).containsExactly("extension");
    }

    @Test
    void anExtensionFromBeforeTheRuleStaysUntilItIsChanged() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        Agent agent = web.agent("earlier", Role.AGENT);
        String path = "/api/v1/agents/" + agent.id();
        web.seed.execute("update agent set extension = 'poste 12' where id = $1", agent.id());

        Reply same = administrator.patch(path, new JsonObject().put("extension", "poste 12").put("name", "Earlier"));
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json().getString("name")).isEqualTo("Earlier");
        assertThat(same.json().getString("extension")).isEqualTo("poste 12");
        Reply other = administrator.patch(path, new JsonObject().put("extension", "poste 13").put("name", "Later"));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.badFields()).containsExactly("extension");
        assertThat(web.seed.count("select count(*) from agent where id = $1 and display_name = 'Earlier' and extension = 'poste 12'",
                agent.id())).isEqualTo(1);

        String list = "account,name,extension\nearlier,Earlier,poste 12\n";
        Reply known = send(administrator, list, true);
        assertThat(known.json().getJsonArray("mistakes")).isEmpty();
        assertThat(known.json().getJsonArray("agents")).hasSize(1);
        Reply fresh = send(administrator, list + "later,Later,poste 13\n", true);
        assertThat(fresh.json().getJsonArray("mistakes").stream().map(JsonObject.class::cast)
                .map(mistake -> mistake.getInteger("line") + " " + mistake.getString("code"))).containsExactly("3 bad-extension");
    }

    @Test
    void whatCannotBeIsRefusedByItsField() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        Agent agent = web.agent("unchanged", Role.AGENT);
        String path = "/api/v1/agents/" + agent.id();

        Reply team = administrator.patch(path, new JsonObject().put("teamIds", new JsonArray().add(UUID.randomUUID().toString())));
        assertThat(team.status()).isEqualTo(409);
        assertThat(team.badFields()).containsExactly("teamIds");
        assertThat(administrator.patch(path, new JsonObject().put("name", " ")).status()).isEqualTo(400);
        assertThat(administrator.patch(path, new JsonObject().put("language", "de")).badFields()).containsExactly("language");
        assertThat(administrator.patch(path, new JsonObject()).status()).isEqualTo(400);
        assertThat(web.browser(Role.LEAD).patch(path, new JsonObject().put("name", "Other")).status()).isEqualTo(403);
    }

    @Test
    void theLastAdministratorRemainsOne() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        web.seed.execute("update agent set active = false where role = 'ADMINISTRATOR' and id <> $1", administrator.agent());

        Reply refused = administrator.patch("/api/v1/agents/" + administrator.agent(), new JsonObject().put("role", "lead"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.badFields()).containsExactly("role");
        assertThat(administrator.get("/api/v1/session").json().getJsonObject("agent").getString("role")).isEqualTo("administrator");
    }

    @Test
    void aNewPasswordIsTheOnlyOneAndEndsWhatTheOldOneOpened() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        Agent agent = web.agent("forgetful", Role.AGENT);
        Caller browser = web.logIn(agent);
        String path = "/api/v1/agents/" + agent.id() + "/password";

        assertThat(administrator.put(path, new JsonObject().put("password", "too short")).status()).isEqualTo(400);
        assertThat(web.browser(Role.LEAD).put(path, new JsonObject().put("password", "another long password")).status()).isEqualTo(403);
        assertThat(administrator.put("/api/v1/agents/" + UUID.randomUUID() + "/password",
                new JsonObject().put("password", "another long password")).status()).isEqualTo(404);
        assertThat(administrator.put(path, new JsonObject().put("password", "another long password")).status()).isEqualTo(204);
        assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
        assertThat(logIn("forgetful", TestWeb.PASSWORD).status()).isEqualTo(401);
        assertThat(logIn("forgetful", "another long password").status()).isEqualTo(200);
    }

    @Test
    void aTeamTakesANameThatIsFree() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        String one = team(administrator, "Écoles");
        team(administrator, "Crèches");

        assertThat(administrator.patch("/api/v1/teams/" + one, new JsonObject().put("name", "Scolarité")).json().getString("name"))
                .isEqualTo("Scolarité");
        assertThat(administrator.patch("/api/v1/teams/" + one, new JsonObject().put("name", "Crèches")).status()).isEqualTo(409);
        // Mentions and searches ask for no accents and no case.
        assertThat(administrator.patch("/api/v1/teams/" + one, new JsonObject().put("name", "CRECHES ")).status()).isEqualTo(409);
        assertThat(administrator.patch("/api/v1/teams/" + UUID.randomUUID(), new JsonObject().put("name", "Aucune")).status())
                .isEqualTo(404);
        assertThat(web.browser(Role.AGENT).patch("/api/v1/teams/" + one, new JsonObject().put("name", "Mienne")).status()).isEqualTo(403);
    }

    @Test
    void aListIsTakenInOnceAndEachPasswordToldOnce() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        team(administrator, "Accueil");
        String list = "Identifiant;Nom;Équipes\nimp.lea;Léa Marin;Accueil\nimp.zoe;Zoé Petit;\n";

        Reply checked = send(administrator, list, true);
        assertThat(checked.json().getJsonArray("mistakes")).isEmpty();
        assertThat(passwords(checked)).isEmpty();
        assertThat(web.seed.count("select count(*) from agent where account like 'imp.%'")).isZero();

        Reply created = send(administrator, list, false);
        assertThat(passwords(created)).hasSize(2);
        assertThat(logIn("imp.lea", passwords(created).getFirst()).status()).isEqualTo(200);
        assertThat(web.seed.count("select count(*) from agent_team join agent on agent.id = agent_id where account = 'imp.lea'"))
                .isEqualTo(1);

        Reply again = send(administrator, list, false);
        assertThat(again.json().getJsonArray("agents").stream().map(agent -> ((JsonObject) agent).getBoolean("known"))).containsOnly(true);
        assertThat(passwords(again)).isEmpty();
        assertThat(logIn("imp.lea", passwords(created).getFirst()).status()).isEqualTo(200);
    }

    @Test
    void aMistakeAnywhereKeepsAllOut() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        Reply refused = send(administrator, "account,name,teams\nnone.a,A,Nowhere\nnone.b,B,\n", false);
        assertThat(refused.status()).isEqualTo(200);
        JsonObject mistake = refused.json().getJsonArray("mistakes").getJsonObject(0);
        assertThat(mistake.getInteger("line")).isEqualTo(2);
        assertThat(mistake.getString("code")).isEqualTo("no-such-team");
        assertThat(mistake.getString("value")).isEqualTo("Nowhere");
        assertThat(web.seed.count("select count(*) from agent where account like 'none.%'")).isZero();
        assertThat(send(web.browser(Role.LEAD), "account,name\nnone.a,A\n", false).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(AgentFile.Problem.class)
    void everyMistakeHasACodeOfTheContract(AgentFile.Problem problem) {
        assertThat(Contract.load().yaml()).contains(JsonValues.word(problem));
    }

    private static List<String> passwords(Reply reply) {
        return reply.json().getJsonArray("agents").stream().map(agent -> ((JsonObject) agent).getString("password"))
                .filter(password -> password != null).toList();
    }

    private static Reply send(Caller caller, String list, boolean check) throws IOException, InterruptedException {
        return caller.send("POST", "/api/v1/agent-imports?check=" + check, "application/octet-stream",
                list.getBytes(StandardCharsets.UTF_8));
    }

    private static String team(Caller administrator, String name) throws IOException, InterruptedException {
        return administrator.with("idempotency-key", UUID.randomUUID().toString())
                .post("/api/v1/teams", new JsonObject().put("name", name)).json().getString("id");
    }

    private static Reply logIn(String account, String password) throws IOException, InterruptedException {
        return web.anybody().post("/api/v1/session", new JsonObject().put("account", account).put("password", password));
    }
}
