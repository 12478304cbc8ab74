package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.scope.Reader;

/** Reads which conversations are linked with one. Blocking. */
public final class LinkQueries {

    private static final int MAXIMUM = 100;

    private final Database database;

    public LinkQueries(Database database) {
        this.database = database;
    }

    /** A conversation that is linked with another. */
    public record Link(LinkKind kind, ConversationRow other) {
    }

    /** With those of what was merged into it; the latest first, along conversation_link_pkey and conversation_link_b. */
    public List<Link> of(Reader reader, UUID conversation) throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(reader.agent(), conversation, MAXIMUM));
        String within = reader.scope().and("c", values);
        return database.read(session -> session.query("""
                with own as materialized (select conversation_gathered($2) as id),
                linked as materialized (
                    select b_id as id, kind, created_at from conversation_link where a_id in (select id from own)
                    union all
                    select a_id, kind, created_at from conversation_link where b_id in (select id from own)),
                latest as (
                    select distinct on (id) id, kind, created_at
                      from (select conversation_now(id) as id, kind, created_at from linked) now
                     where id not in (select id from own) order by id, created_at desc)
                select latest.kind as link_kind,\s""" + ConversationQueries.columns("$1") + """
                  from latest join conversation c on c.id = latest.id%s order by latest.created_at desc, c.id limit $3
                """.formatted(within), values.toArray())).stream()
                .map(row -> new Link(Rows.constant(row, "link_kind", LinkKind.class), ConversationQueries.row(row))).toList();
    }
}
