package org.parvis.gateway.inbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.parvis.channel.Attachment;
import org.parvis.channel.Bytes;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.database.UuidV7;

/** Writes the files of messages, the bytes of each once. */
final class MessageFiles {

    private MessageFiles() {
    }

    /**
     * A file in its place.
     *
     * @param revision the earlier version of the message that had it; empty: the message as it is now
     */
    record Place(UUID message, Optional<Integer> revision, int position, String role, Instant at) {
    }

    record File(Place place, Attachment attachment, Bytes digest) {

        File(Place place, Attachment attachment) {
            this(place, attachment, MessageFiles.digest(attachment.bytes()));
        }
    }

    static void record(Session session, UuidV7 ids, List<File> files) throws InterruptedException {
        if (files.isEmpty()) {
            return;
        }
        Map<String, File> distinct = new TreeMap<>();
        files.forEach(file -> distinct.putIfAbsent(hex(file.digest()), file));
        Columns<File> blobs = Columns.of(List.copyOf(distinct.values()));
        session.execute("""
                insert into blob (digest, size, bytes) select * from unnest($1::bytea[], $2::bigint[], $3::bytea[]) on conflict do nothing
                """, blobs.bytes(File::digest), blobs.numbers(file -> file.attachment().bytes().size()),
                blobs.bytes(file -> file.attachment().bytes()));
        Columns<File> columns = Columns.of(files);
        session.execute("""
                insert into attachment (id, message_id, revision, position, role, name, media_type, digest, size, content_id, description, created_at)
                select id, message_id, revision::int, position, role, name, media_type, digest, size, content_id, description, created_at
                  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::bigint[],
                              $10::text[], $11::text[], $12::timestamptz[])
                    as file (id, message_id, revision, position, role, name, media_type, digest, size, content_id, description, created_at)
                """, columns.uuids(file -> ids.next()), columns.uuids(file -> file.place().message()),
                columns.texts(file -> file.place().revision().map(Object::toString).orElse(null)),
                columns.numbers(file -> file.place().position()), columns.texts(file -> file.place().role()),
                columns.texts(file -> file.attachment().name()), columns.texts(file -> file.attachment().mediaType()),
                columns.bytes(File::digest), columns.numbers(file -> file.attachment().bytes().size()),
                columns.texts(file -> file.attachment().contentId().orElse(null)),
                columns.texts(file -> file.attachment().description().orElse(null)), columns.instants(file -> file.place().at()));
    }

    static String hex(Bytes digest) {
        return HexFormat.of().formatHex(digest.toArray());
    }

    static Bytes digest(Bytes bytes) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.toArray()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
