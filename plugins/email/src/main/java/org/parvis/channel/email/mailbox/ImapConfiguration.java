package org.parvis.channel.email.mailbox;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.parvis.channel.Key;
import org.parvis.channel.email.connection.Security;

/** Where the mailbox is and how it is read. */
public record ImapConfiguration(
        @Key(value = "host", doc = "The IMAP server's name, such as imap.saint-exemple.example.") String host,
        @Key(value = "port", fallback = "993", doc = "993 for tls, 143 for starttls or none.") int port,
        @Key(value = "security", fallback = "tls", doc = "tls, starttls, or none for a server on this machine.") Security security,
        @Key(value = "user", doc = "The mailbox's login name, mostly its whole address.") String user,
        @Key(value = "password", secret = true, doc = "The one that goes with the login name; where the provider asks for a second factor, an application password made there.") String password,
        @Key(value = "folders", doc = "The folders to take in; INBOX when none is given. News of the first arrive at once where the server offers IDLE.") List<String> folders,
        @Key(value = "taken-keyword", fallback = "ParvisTaken", doc = "The IMAP keyword set on a message once it is taken in.") String takenKeyword,
        @Key(value = "taken-folder", doc = "Move messages that are taken in to this folder instead of setting the keyword.") Optional<String> takenFolder,
        @Key(value = "poll-interval", fallback = "1m", doc = "How often to look where IDLE does not tell, such as 1m.") Duration pollInterval,
        @Key(value = "connect-timeout", fallback = "15s", doc = "How long connecting may take.") Duration connectTimeout,
        @Key(value = "read-timeout", fallback = "1m", doc = "How long the server may stay silent in the middle of an exchange.") Duration readTimeout) {

    /** Keeps the cursor, which names each folder, within the contract's length. */
    public static final int MAXIMUM_FOLDERS = 20;
    public static final int MAXIMUM_FOLDER_LENGTH = 255;
    /** Servers drop an idle connection after thirty minutes (RFC 2177), address translators far earlier. */
    public static final Duration LONGEST_POLL = Duration.ofMinutes(25);

    /** An atom (RFC 9051 section 9) of harmless characters. */
    private static final Pattern KEYWORD = Pattern.compile("[A-Za-z$][A-Za-z0-9$_.-]{0,63}");

    public ImapConfiguration {
        folders = folders.isEmpty() ? List.of("INBOX") : List.copyOf(folders);
        check(!host.isBlank(), "host must not be blank");
        security.objection(host).ifPresent(why -> check(false, why));
        check(port >= 1 && port <= 65_535, "port is 1 to 65535, not " + port);
        check(folders.size() <= MAXIMUM_FOLDERS, "folders has at most " + MAXIMUM_FOLDERS + " names, not " + folders.size());
        check(new HashSet<>(folders).size() == folders.size(), "folders names a folder twice");
        check(folders.stream().allMatch(ImapConfiguration::isFolder),
                "folders has names of 1 to " + MAXIMUM_FOLDER_LENGTH + " characters");
        check(KEYWORD.matcher(takenKeyword).matches(), "taken-keyword is letters, digits and $ _ . -, at most 64, not " + takenKeyword);
        check(takenFolder.isEmpty() || isFolder(takenFolder.get()), "taken-folder has 1 to " + MAXIMUM_FOLDER_LENGTH + " characters");
        check(takenFolder.isEmpty() || !folders.contains(takenFolder.get()), "taken-folder must not be one of folders");
        check(pollInterval.isPositive() && pollInterval.compareTo(LONGEST_POLL) <= 0, "poll-interval is at most 25m");
        check(connectTimeout.isPositive(), "connect-timeout must be positive");
        check(readTimeout.isPositive(), "read-timeout must be positive");
    }

    private static boolean isFolder(String name) {
        return !name.isBlank() && name.length() <= MAXIMUM_FOLDER_LENGTH && name.chars().noneMatch(Character::isISOControl);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Without the password: a configuration ends up in logs. */
    @Override
    public String toString() {
        return "imap " + host + ":" + port + " " + security + " " + folders;
    }
}
