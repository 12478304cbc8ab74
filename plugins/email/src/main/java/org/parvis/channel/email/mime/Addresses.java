package org.parvis.channel.email.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.parvis.channel.Handle;

/** Addresses in header fields (RFC 5322 section 3.4), read with patience. */
final class Addresses {

    private static final int MAXIMUM_ADDRESSES = 200;
    /** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain. */
    private static final int MAXIMUM_ADDRESS = 320;

    /** With comments and folding. */
    private static final int MAXIMUM_RAW = 2_000;
    /** An address among words, where the angle brackets were forgotten. */
    private static final Pattern BARE = Pattern
            .compile("(?<![^\\s])[^\\s<>(),;:\"\\\\\\[\\]@]{1,64}@[^\\s<>(),;:\"\\\\\\[\\]@]{1,255}(?![^\\s])");

    private Addresses() {
    }

    /** @param address {@code local@domain} in lower case */
    record Mailbox(String address, String name) {
        Handle handle() {
            return Handle.of(Handle.Kind.EMAIL, address, name);
        }
    }

    static List<Mailbox> read(String raw) {
        List<Mailbox> mailboxes = new ArrayList<>();
        for (String entry : split(raw)) {
            one(entry).ifPresent(mailboxes::add);
        }
        return mailboxes;
    }

    /** At commas and semicolons outside quotes, angle brackets and comments. */
    private static List<String> split(String raw) {
        List<String> entries = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        boolean quoted = false;
        boolean angle = false;
        int comment = 0;
        for (int index = 0; index < raw.length() && entries.size() < MAXIMUM_ADDRESSES; index++) {
            char c = raw.charAt(index);
            if (c == '\\' && index + 1 < raw.length()) {
                entry.append(c).append(raw.charAt(++index));
                continue;
            }
            quoted ^= c == '"' && comment == 0;
            if (!quoted) {
                comment = Math.max(0, comment + (c == '(' ? 1 : c == ')' ? -1 : 0));
                angle = comment == 0 && (c == '<' || (angle && c != '>'));
                if (comment == 0 && !angle && (c == ',' || c == ';')) {
                    entries.add(entry.toString());
                    entry.setLength(0);
                    continue;
                }
            }
            entry.append(c);
        }
        entries.add(entry.toString());
        return entries;
    }

    private static Optional<Mailbox> one(String entry) {
        int open = entry.lastIndexOf('<');
        if (open >= 0) {
            int close = entry.indexOf('>', open);
            String address = entry.substring(open + 1, close < 0 ? entry.length() : close);
            return address(address).map(found -> new Mailbox(found, name(entry.substring(0, open))));
        }
        int comment = entry.indexOf('(');
        String name = comment < 0 ? "" : entry.substring(comment + 1).replaceAll("\\)\\s*$", "");
        String rest = comment < 0 ? entry : entry.substring(0, comment);
        int group = rest.indexOf(':');
        String words = group < 0 ? rest : rest.substring(group + 1);
        return address(words).map(found -> new Mailbox(found, name(name))).or(() -> amongWords(words));
    }

    private static Optional<Mailbox> amongWords(String words) {
        Matcher matcher = BARE.matcher(words.length() > MAXIMUM_RAW ? words.substring(0, MAXIMUM_RAW) : words);
        return matcher.find()
                ? address(matcher.group()).map(found -> new Mailbox(found, name(words.substring(0, matcher.start()))))
                : Optional.empty();
    }

    /** Absent when it cannot be written back to. */
    static Optional<String> address(String raw) {
        String bare = raw.length() > MAXIMUM_RAW ? raw.substring(0, MAXIMUM_RAW) : raw;
        String address = Clean.line(EncodedWords.decode(bare.replaceAll("\\([^()]*+\\)", "")), MAXIMUM_ADDRESS + 1)
                .toLowerCase(Locale.ROOT);
        if (address.startsWith("mailto:")) {
            address = address.substring("mailto:".length());
        }
        int at = address.lastIndexOf('@');
        boolean whole = at > 0 && at < address.length() - 1 && address.length() <= MAXIMUM_ADDRESS;
        return whole && address.chars().noneMatch(c -> c <= ' ' || "<>(),;:\\\"[]".indexOf(c) >= 0)
                && address.indexOf('@') == at ? Optional.of(address) : Optional.empty();
    }

    private static String name(String raw) {
        String text = raw.strip();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        return Clean.line(EncodedWords.decode(text), Bounds.MAXIMUM_NAME);
    }
}
