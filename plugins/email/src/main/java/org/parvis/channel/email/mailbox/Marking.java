package org.parvis.channel.email.mailbox;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.MailboxInfo;

/**
 * Shows in the mailbox itself what was taken in: by a keyword, or by moving to a folder. Done after the gateway has the messages, and
 * made up for at the next connection when it failed. The place in the mailbox is kept by the cursor alone, so a server that offers
 * neither way is served all the same.
 */
final class Marking {

    /** In one command: keeps its line short (RFC 7162 section 4 advises 8192 octets). */
    private static final int BATCH = 500;

    private final ImapSession session;
    private final String keyword;
    private final Optional<String> target;
    private final Set<String> troubles = new LinkedHashSet<>();
    private final Set<String> madeUp = new LinkedHashSet<>();

    private Marking(ImapSession session, String keyword, Optional<String> target) {
        this.session = session;
        this.keyword = keyword;
        this.target = target;
    }

    static Marking prepare(ImapSession session, ImapConfiguration configuration) throws ProtocolException {
        Optional<String> target = configuration.takenFolder();
        Marking marking = new Marking(session, configuration.takenKeyword(), target.filter(_ -> session.supports("MOVE")));
        if (target.isEmpty()) {
            return marking;
        }
        if (marking.target.isEmpty()) {
            marking.troubles.add("The server cannot move messages (RFC 6851): those taken in get the keyword instead.");
            return marking;
        }
        try {
            if (!session.exists(target.get())) {
                session.create(target.get());
            }
        } catch (CommandFailedException refused) {
            marking.troubles.add("The folder " + target.get() + " cannot be created: " + refused.getMessage());
        }
        return marking;
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    boolean possible(String folder, MailboxInfo info) {
        if (info.mode == Folder.READ_ONLY) {
            troubles.add("The folder " + folder + " is read-only: what is taken in cannot be marked there.");
            return false;
        }
        Flags permanent = info.permanentFlags;
        // Without the response code everything is permanent (RFC 9051 section 7.1).
        boolean keywords = permanent == null || permanent.contains(Flags.Flag.USER) || permanent.contains(keyword);
        if (target.isEmpty() && !keywords) {
            troubles.add("The folder " + folder + " takes no keywords: what is taken in cannot be marked there.");
            return false;
        }
        return true;
    }

    void mark(String folder, long[] uids) throws ProtocolException {
        for (int start = 0; start < uids.length; start += BATCH) {
            long[] batch = Arrays.copyOfRange(uids, start, Math.min(uids.length, start + BATCH));
            try {
                if (target.isPresent()) {
                    session.move(batch, target.get());
                } else {
                    session.addKeyword(batch, keyword);
                }
            } catch (CommandFailedException refused) {
                troubles.add("Messages taken in from " + folder + " could not be marked: " + refused.getMessage());
                return;
            }
        }
    }

    /** What an earlier connection took in and could not mark any more. Once a connection and folder. */
    void makeUp(String folder, long taken) throws ProtocolException {
        if (taken > 0 && madeUp.add(folder)) {
            mark(folder, target.isPresent() ? session.upTo(taken) : session.withoutKeywordUpTo(taken, keyword));
        }
    }
}
