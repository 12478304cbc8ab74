package org.parvis.gateway.inbox;

import java.util.UUID;

import org.parvis.channel.Content;
import org.parvis.gateway.database.Session;

/** What lists show of a conversation: the first words of its latest message, as that reads now. */
final class Snippets {

    /** In the place of words that their author took back. */
    static final String WITHDRAWN = "…";
    private static final int LENGTH = 200;

    private Snippets() {
    }

    /** The first words, without quotations and signatures. */
    static String of(Content content) {
        StringBuilder words = new StringBuilder(content.text());
        content.folds().reversed().forEach(fold -> words.delete(fold.start(), fold.end()));
        String line = words.substring(0, Math.min(words.length(), LENGTH * 4)).strip().replaceAll("\\s+", " ");
        return line.length() <= LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, Math.min(LENGTH, line.codePointCount(0, line.length()))));
    }

    /** Does nothing where the message is not the latest, notes apart, or was withdrawn. Served by the index message_conversation. */
    static void rewrite(Session session, UUID conversation, UUID message, String snippet) throws InterruptedException {
        session.execute("""
                update conversation set snippet = $3, version = version + 1
                 where id = $1 and snippet <> $3
                   and $2 = (select latest.id from message as latest where latest.conversation_id = $1 and latest.kind <> 'NOTE'
                              order by latest.created_at desc, latest.id desc limit 1)
                   and ($4 or exists (select 1 from message where id = $2 and deleted_at is null))
                """, conversation, message, snippet, snippet.equals(WITHDRAWN));
    }
}
