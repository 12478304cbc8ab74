package org.parvis.gateway.conversation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.channel.Bytes;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/** Reads files. Blocking; a file is read whole, which its bound allows. */
public final class AttachmentQueries {

    private static final int MAXIMUM_PARTS = 200;

    private final Database database;

    public AttachmentQueries(Database database) {
        this.database = database;
    }

    /** A file with its bytes. */
    public record StoredFile(String name, String mediaType, Bytes bytes) {
    }

    /** Within a transaction of the caller's, which may have written it just now. */
    public static Optional<AttachmentView> find(Session session, UUID id) throws InterruptedException {
        return session
                .first("select id, name, media_type, size, content_id, description from attachment where id = $1 and role = 'FILE'", id)
                .map(AttachmentQueries::view);
    }

    /** A file of a message, of a draft, or one that this agent uploaded for a reply. */
    public Optional<StoredFile> file(UUID id, UUID agent) throws InterruptedException {
        return database.read(session -> session.first("""
                select a.name, a.media_type, b.bytes from attachment a join blob b on b.digest = a.digest
                 where a.id = $1 and (a.message_id is not null or a.uploaded_by = $2 or exists (select 1 from draft_file f where f.attachment_id = a.id))
                """, id, agent)).map(AttachmentQueries::stored);
    }

    /** The message as the network delivered it. */
    public Optional<StoredFile> original(UUID message) throws InterruptedException {
        return database.read(session -> session.first("""
                select a.name, a.media_type, b.bytes from attachment a join blob b on b.digest = a.digest
                 where a.message_id = $1 and a.role = 'ORIGINAL' limit 1
                """, message)).map(AttachmentQueries::stored);
    }

    /** Which file each content id of a message's HTML means (RFC 2392). */
    public Map<String, UUID> byContentId(UUID message) throws InterruptedException {
        Map<String, UUID> files = new HashMap<>();
        database.read(
                session -> session.query("""
                        select id, content_id from attachment where message_id = $1 and content_id is not null and revision is null limit $2
                        """, message, MAXIMUM_PARTS))
                .forEach(row -> files.put(Rows.text(row, "content_id"), Rows.uuid(row, "id")));
        return files;
    }

    static AttachmentView view(Row row) {
        return new AttachmentView(Rows.uuid(row, "id"), Rows.text(row, "name"), Rows.text(row, "media_type"), Rows.number(row, "size"),
                Rows.optionalText(row, "content_id").isPresent(), Rows.optionalText(row, "description"));
    }

    private static StoredFile stored(Row row) {
        return new StoredFile(Rows.text(row, "name"), Rows.text(row, "media_type"), Rows.bytes(row, "bytes"));
    }
}
