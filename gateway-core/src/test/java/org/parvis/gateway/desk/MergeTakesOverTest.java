package org.parvis.gateway.desk;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.gateway.database.Rows;
import org.parvis.gateway.desk.ConversationChange.Field;

import static org.assertj.core.api.Assertions.assertThat;

/** Topic, team and assignee of two merged conversations: the kept one's, or the other's where it has none. */
class MergeTakesOverTest extends TwoConversations {

    private final UUID roads = UUID.randomUUID();
    private final UUID accounts = UUID.randomUUID();
    private UUID helene;
    private UUID evening;

    @BeforeEach
    void teamsAndColleagues() throws Exception {
        execute("insert into team (id, name) values ($1, $2)", roads, "Voirie " + tail);
        execute("insert into team (id, name) values ($1, $2)", accounts, "Facturation " + tail);
        helene = person("helene", "AGENT");
        evening = person("soir", "AGENCY");
        execute("insert into agent_team (agent_id, team_id) values ($1, $2)", evening, accounts);
    }

    @Test
    void whatTheKeptOneHasNoneOfIsTakenToldAndGivenBack() throws Exception {
        give(bill, Optional.of(helene), Optional.of(accounts), Optional.of("Facture d’eau"));
        String before = rows();

        Moves.Moved move = desk.moves().merge(agent, bill, lamp);

        assertHas(lamp, helene, accounts, "Facture d’eau");
        assertThat(told(lamp, "merged")).containsOnly(both("assigneeId", null, helene), both("teamId", null, accounts),
                both("topic", null, "Facture d’eau"));
        assertThat(told(bill, "merged-into")).isEmpty();
        desk.moves().undo(agent, move.id());
        assertThat(rows()).isEqualTo(before);
        assertThat(told(lamp, "merge-undone")).containsOnly(both("assigneeId", helene, null), both("teamId", accounts, null),
                both("topic", "Facture d’eau", null));
    }

    @Test
    void whatTheKeptOneHasStays() throws Exception {
        give(bill, Optional.of(helene), Optional.of(accounts), Optional.of("Facture d’eau"));
        give(lamp, Optional.of(agent), Optional.of(roads), Optional.of("Lampadaire"));
        String before = rows();

        Moves.Moved move = desk.moves().merge(agent, bill, lamp);

        assertHas(lamp, agent, roads, "Lampadaire");
        assertThat(told(lamp, "merged")).isEmpty();
        desk.moves().undo(agent, move.id());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void whatSomebodyChangedMeanwhileStaysTheirs() throws Exception {
        give(bill, Optional.of(helene), Optional.of(accounts), Optional.of("Facture d’eau"));
        Moves.Moved move = desk.moves().merge(agent, bill, lamp);
        give(lamp, Optional.of(agent), Optional.of(roads), Optional.of("Facture d’eau"));

        desk.moves().undo(helene, move.id());

        assertHas(lamp, agent, roads, null);
        assertHas(bill, helene, accounts, "Facture d’eau");
        assertThat(told(lamp, "merge-undone")).containsExactly(both("topic", "Facture d’eau", null));
    }

    @Test
    void anAgencysAgentComesAlongOnlyWhereTheySeeIt() throws Exception {
        give(bill, Optional.of(evening), Optional.of(accounts), Optional.empty());
        give(lamp, Optional.empty(), Optional.of(roads), Optional.empty());
        Moves.Moved move = desk.moves().merge(agent, bill, lamp);
        assertHas(lamp, null, roads, null);
        desk.moves().undo(agent, move.id());

        give(lamp, Optional.empty(), Optional.empty(), Optional.empty());
        move = desk.moves().merge(agent, bill, lamp);
        assertHas(lamp, evening, accounts, null);

        // Another agency's agent of the same team has it meanwhile, and would not see it without the team.
        UUID night = person("nuit", "AGENCY");
        execute("insert into agent_team (agent_id, team_id) values ($1, $2)", night, accounts);
        desk.change(agent, lamp, new ConversationChange(Optional.empty(), Field.to(Optional.of(night)), Field.keep(), Optional.empty(),
                Optional.empty(), Field.keep()));
        desk.moves().undo(agent, move.id());
        assertHas(lamp, null, null, null);
        assertThat(told(lamp, "merge-undone")).containsOnly(both("assigneeId", night, null), both("teamId", accounts, null));
    }

    @Test
    void nobodyWhoseAccountIsNotInUseIsTakenOver() throws Exception {
        give(bill, Optional.of(helene), Optional.empty(), Optional.empty());
        execute("update agent set active = false where id = $1", helene);

        desk.moves().merge(agent, bill, lamp);

        assertHas(lamp, null, null, null);
    }

    private void give(UUID conversation, Optional<UUID> assignee, Optional<UUID> team, Optional<String> topic) throws InterruptedException {
        desk.change(agent, conversation, new ConversationChange(Optional.empty(), Field.to(assignee), Field.to(team), Optional.empty(),
                Optional.empty(), Field.to(topic)));
    }

    private UUID person(String name, String role) throws InterruptedException {
        UUID id = UUID.randomUUID();
        execute("insert into agent (id, account, display_name, role) values ($1, $2, $3, $4)", id, name + "-" + tail, name, role);
        return id;
    }

    private void assertHas(UUID conversation, @Nullable UUID assignee, @Nullable UUID team, @Nullable String topic)
            throws InterruptedException {
        Row row = one("select assignee_id, team_id, topic from conversation where id = $1", conversation);
        assertThat(Rows.optionalUuid(row, "assignee_id")).isEqualTo(Optional.ofNullable(assignee));
        assertThat(Rows.optionalUuid(row, "team_id")).isEqualTo(Optional.ofNullable(team));
        assertThat(Rows.optionalText(row, "topic")).isEqualTo(Optional.ofNullable(topic));
    }

    /** What the latest of these moves took over or gave back. */
    private Map<String, JsonArray> told(UUID conversation, String move) throws InterruptedException {
        JsonObject detail = Rows
                .json(one("select detail from event where conversation_id = $1 and detail ->> 'move' = $2 order by id desc limit 1",
                        conversation, move), "detail");
        return Stream.of("assigneeId", "teamId", "topic").filter(detail::containsKey)
                .collect(Collectors.toMap(Function.identity(), detail::getJsonArray));
    }

    private static Map.Entry<String, JsonArray> both(String field, @Nullable Object before, @Nullable Object after) {
        return Map.entry(field,
                new JsonArray().add(before == null ? null : before.toString()).add(after == null ? null : after.toString()));
    }
}
