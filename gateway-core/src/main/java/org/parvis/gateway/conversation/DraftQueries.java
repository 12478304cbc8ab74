package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.channel.Visibility;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session.Statement;
import org.parvis.gateway.scope.Reader;

/** Reads what agents have typed and not sent. Blocking. */
public final class DraftQueries {

    /** In one conversation: more than so many colleagues do not write there at once. */
    private static final int MAXIMUM = 50;
    private static final int MAXIMUM_FILES = 1_000;
    private static final int MAXIMUM_BEGUN = 100;
    private static final int WORDS = 200;

    private final Database database;

    public DraftQueries(Database database) {
        this.database = database;
    }

    /** Everybody's in one conversation, the latest first; along the primary key. */
    public List<DraftView> of(UUID conversation) throws InterruptedException {
        List<List<Row>> found = database.read(session -> session.pipeline(List.of(
                new Statement("""
                        select d.agent_id, d.reply, d.note, d.visibility, d.answers_id, d.answers_revision, d.seen_id, d.reply_key, d.note_key, d.version, d.updated_at,
                               m.visibility as aim_visibility, m.channel_id as aim_channel, case when m.handle_kind <> 'ANONYMOUS' then m.handle_value end as aim_to
                          from draft d left join message m on m.id = d.answers_id
                         where d.conversation_id = $1 order by d.updated_at desc limit $2
                        """, conversation, MAXIMUM),
                new Statement("""
                        select f.agent_id, a.id, a.name, a.media_type, a.size, a.content_id, a.description
                          from draft_file f join attachment a on a.id = f.attachment_id
                         where f.conversation_id = $1 and a.message_id is null order by f.agent_id, f.position limit $2
                        """, conversation, MAXIMUM_FILES))));
        Map<UUID, List<AttachmentView>> files = new HashMap<>();
        found.getLast().forEach(row -> files.computeIfAbsent(Rows.uuid(row, "agent_id"), unseen -> new ArrayList<>())
                .add(AttachmentQueries.view(row)));
        return found.getFirst().stream().map(row -> view(row, files.getOrDefault(Rows.uuid(row, "agent_id"), List.of()))).toList();
    }

    /** One agent's in all conversations, the latest first; along draft_agent. */
    public List<Begun> by(Reader reader) throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(reader.agent(), WORDS, MAXIMUM_BEGUN));
        String within = reader.scope().and("c", values);
        return database.read(session -> session.query("select " + ConversationQueries.columns("$1") + """
                , left(case when d.reply <> '' then d.reply else d.note end, $2) as words, d.updated_at as written_at
                  from draft d join conversation c on c.id = d.conversation_id
                 where d.agent_id = $1 and c.merged_into is null%s order by d.updated_at desc limit $3
                """.formatted(within), values.toArray())).stream()
                .map(row -> new Begun(ConversationQueries.row(row), Rows.text(row, "words"), Rows.instant(row, "written_at"))).toList();
    }

    /**
     * A draft in the list of its writer.
     *
     * @param words how it begins; empty for one that has files alone
     */
    public record Begun(ConversationRow conversation, String words, Instant updatedAt) {
    }

    private static DraftView view(Row row, List<AttachmentView> files) {
        Optional<DraftView.Aim> aim = Rows.optionalUuid(row, "answers_id").map(message -> new DraftView.Aim(message,
                Rows.optionalNumber(row, "answers_revision"), Rows.constant(row, "aim_visibility", Visibility.class),
                Rows.optionalText(row, "aim_to"), Rows.text(row, "aim_channel")));
        return new DraftView(Rows.uuid(row, "agent_id"), Rows.text(row, "reply"), Rows.text(row, "note"),
                Rows.optionalConstant(row, "visibility", Visibility.class), aim, Rows.optionalUuid(row, "seen_id"), files,
                Rows.optionalText(row, "reply_key"),
                Rows.optionalText(row, "note_key"), Rows.number(row, "version"), Rows.instant(row, "updated_at"));
    }
}
