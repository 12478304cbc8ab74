package org.parvis.gateway.plugin;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;

/** The team that gets what comes in by a channel, as the record has it. */
public final class ChannelTeams {

    private final Database database;

    public ChannelTeams(Database database) {
        this.database = database;
    }

    /** By the ids of the channels; those of no team are left out. Blocking. */
    public Map<String, UUID> all() throws InterruptedException {
        return database.read(session -> session.query("select id, team_id from channel where team_id is not null")).stream()
                .collect(Collectors.toMap(row -> Rows.text(row, "id"), row -> Rows.uuid(row, "team_id")));
    }
}
