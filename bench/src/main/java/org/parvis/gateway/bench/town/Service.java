package org.parvis.gateway.bench.town;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Teams, agents and channels of the town hall. */
record Service(Map<String, UUID> teams, List<UUID> agents) {

    static final String MAIL = "courriel";
    static final String PLANNING = "courriel-urbanisme";
    static final String FORM = "formulaire";
    static final String TELEPHONE = "telephone";

    private static final int AGENTS = 60;

    static Service open(Connection connection, List<String> topics, Instant since) throws SQLException {
        Map<String, UUID> teams = new LinkedHashMap<>();
        for (String topic : topics) {
            teams.put(topic, Past.id(since, teams.size()));
            insert(connection, "insert into team (id, name) values (?, ?)", teams.get(topic), "Service " + topic);
        }
        List<UUID> agents = new ArrayList<>();
        List<UUID> all = List.copyOf(teams.values());
        for (int n = 0; n < AGENTS; n++) {
            UUID agent = Past.id(since, 100 + n);
            agents.add(agent);
            insert(connection, "insert into agent (id, account, display_name) values (?, ?, ?)", agent, "agent" + n, "Agent " + n);
            insert(connection, "insert into agent_team (agent_id, team_id) values (?, ?)", agent, all.get(n % all.size()));
        }
        for (List<String> channel : List.of(List.of(MAIL, "email", "Courriel de la mairie"),
                List.of(PLANNING, "email", "Courriel de l'urbanisme"),
                List.of(FORM, "web-form", "Formulaire du site"), List.of(TELEPHONE, "phone-notes", "Accueil téléphonique"))) {
            insert(connection, "insert into channel (id, type, label) values (?, ?, ?)", channel.get(0), channel.get(1), channel.get(2));
        }
        return new Service(teams, agents);
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int n = 0; n < values.length; n++) {
                statement.setObject(n + 1, values[n]);
            }
            statement.executeUpdate();
        }
    }
}
