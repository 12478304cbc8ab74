package org.parvis.gateway.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.parvis.channel.Bytes;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;

/** Keeps files until the reply that they belong to is sent. */
final class Uploads {

    static final int REMOVED_AT_ONCE = 1_000;
    private static final int NAME_LENGTH = 255;
    private static final int MEDIA_TYPE_LENGTH = 127;

    private final UuidV7 ids;
    private final int maximum;

    Uploads(UuidV7 ids, int maximum) {
        this.ids = ids;
        this.maximum = maximum;
    }

    /** Removes files that no reply took and no draft holds, and their bytes where nothing else has them. Returns how many. */
    int removeUnused(Session session, Instant before) throws InterruptedException {
        List<Bytes> digests = session.query("""
                delete from attachment where id in (
                    select id from attachment where message_id is null and created_at < $1
                       and not exists (select 1 from draft_file where draft_file.attachment_id = attachment.id) order by created_at limit %d)
                returning digest
                """.formatted(REMOVED_AT_ONCE), before).stream().map(row -> Rows.bytes(row, "digest")).toList();
        session.execute("""
                delete from blob where digest = any($1) and not exists (select 1 from attachment where attachment.digest = blob.digest)
                """, (Object) digests.toArray(Bytes[]::new));
        return digests.size();
    }

    UUID keep(Session session, UUID agent, String name, String mediaType, Bytes bytes, Instant now) throws InterruptedException {
        if (bytes.size() > maximum) {
            throw new Refusal(Refusal.Reason.TOO_LARGE, "file-too-large",
                    name + " has " + bytes.size() + " bytes; at most " + maximum + " are kept.", Optional.empty());
        }
        if (name.isBlank() || name.length() > NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("name", "malformed", "A file's name has 1 to " + NAME_LENGTH + " printable characters.");
        }
        if (!mediaType.matches("[\\w.+-]+/[\\w.+-]+") || mediaType.length() > MEDIA_TYPE_LENGTH) {
            throw Refusal.invalid("Content-Type", "malformed", "A media type looks like image/png.");
        }
        session.execute("insert into blob (digest, size, bytes) values (sha256($1), $2, $1) on conflict do nothing", bytes,
                (long) bytes.size());
        UUID attachment = ids.next();
        session.execute("""
                insert into attachment (id, position, role, name, media_type, digest, size, uploaded_by, created_at)
                values ($1, 0, 'FILE', $2, $3, sha256($4), $5, $6, $7)
                """, attachment, name, mediaType, bytes, (long) bytes.size(), agent, now);
        return attachment;
    }
}
