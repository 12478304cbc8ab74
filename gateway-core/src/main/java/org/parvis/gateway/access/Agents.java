package org.parvis.gateway.access;

import java.util.List;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Rows;

/** How an agent is read. */
final class Agents {

    static final String COLUMNS = """
            a.id as agent_id, a.account, a.display_name, a.role, a.language, a.extension, a.availability, a.active, a.hours,
            array(select t.team_id from agent_team t where t.agent_id = a.id) as teams
            """;

    private Agents() {
    }

    static Agent read(Row row) {
        UUID[] teams = row.getArrayOfUUIDs("teams");
        return new Agent(Rows.uuid(row, "agent_id"), Rows.text(row, "account"), Rows.text(row, "display_name"),
                Rows.constant(row, "role", Role.class), Rows.text(row, "language"), teams == null ? List.of() : List.of(teams),
                Rows.optionalText(row, "extension"), Rows.constant(row, "availability", Availability.class),
                Rows.flag(row, "active"), Rows.optionalText(row, "hours").map(Hours::parse));
    }
}
