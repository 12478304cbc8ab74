package org.parvis.channel.email.mime;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recognises what no person wrote to us. Certain marks only: taking a citizen's message for a machine's would leave it unanswered.
 */
final class AutomaticMail {

    /** Every message that we submit carries it, with its own Message-ID as value; whoever sends it back has not written it. */
    public static final String LOOP_FIELD = "X-Parvis-Loop";

    private static final Set<String> PRECEDENCES = Set.of("bulk", "junk", "list", "auto_reply");
    private static final List<String> FIELDS = List.of("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-AutoReply-From",
            LOOP_FIELD);

    private AutomaticMail() {
    }

    /** @param own the mailbox's own address, in lower case */
    static boolean is(HeaderFields header, String own) {
        boolean submitted = header.first("Auto-Submitted").map(AutomaticMail::word).filter(word -> !word.isEmpty() && !word.equals("no"))
                .isPresent();
        boolean precedence = header.first("Precedence").map(AutomaticMail::word).filter(PRECEDENCES::contains).isPresent();
        boolean field = FIELDS.stream().anyMatch(header::has);
        // RFC 5321 section 4.5.5: only notifications have an empty return path.
        boolean nobody = header.first("Return-Path").filter(path -> path.replace(" ", "").equals("<>")).isPresent();
        return submitted || precedence || field || nobody || fromMachineOrSelf(header, own);
    }

    private static boolean fromMachineOrSelf(HeaderFields header, String own) {
        return header.first("From").stream().flatMap(from -> Addresses.read(from).stream()).map(Addresses.Mailbox::address)
                .anyMatch(address -> address.equals(own) || address.startsWith("mailer-daemon@"));
    }

    /** Up to the first parameter or comment (RFC 3834 section 5). */
    private static String word(String value) {
        return value.replaceAll("[;(].*", "").strip().toLowerCase(Locale.ROOT);
    }
}
