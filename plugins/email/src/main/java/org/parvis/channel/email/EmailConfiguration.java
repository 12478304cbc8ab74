package org.parvis.channel.email;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import org.parvis.channel.Key;
import org.parvis.channel.email.mailbox.ImapConfiguration;
import org.parvis.channel.email.outgoing.SmtpConfiguration;

/** One mailbox. */
public record EmailConfiguration(
        @Key(value = "address", doc = "The mailbox's own address, from which answers go out, such as bonjour@saint-exemple.example.") String address,
        @Key(value = "display-name", doc = "The name beside the address, such as Mairie de Saint-Exemple.") String displayName,
        @Key(value = "imap", doc = "Where messages come in.") ImapConfiguration imap,
        @Key(value = "smtp", doc = "Where answers go out.") SmtpConfiguration smtp,
        @Key(value = "subject-number", fallback = "true", doc = "Whether subjects of answers carry the conversation's number as [#1234].") boolean subjectNumber,
        @Key(value = "maximum-message-bytes", fallback = "26214400", doc = "Larger messages come in with the beginning of their text only. 26214400 is 25 MB.") long maximumMessageBytes,
        @Key(value = "operator", fallback = "Own mail server", doc = "Who runs the mail servers, for the dependence report.") String operator,
        @Key(value = "jurisdiction", fallback = "??", doc = "The country whose law the operator answers to, such as FR.") String jurisdiction,
        @Key(value = "trust-store", doc = "A file of certificates in PEM to trust instead of the platform's.") Optional<Path> trustStore) {

    static final long SMALLEST_LIMIT = 1024 * 1024;
    /** A message is held in memory whole, and a few times over while it is read. */
    static final long LARGEST_LIMIT = 100L * 1024 * 1024;

    private static final Pattern ADDRESS = Pattern
            .compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}|\\?\\?");

    public EmailConfiguration {
        check(ADDRESS.matcher(address).matches(), "address is local@domain in ASCII, not " + address);
        check(!displayName.isBlank() && displayName.length() <= 100 && displayName.chars().noneMatch(Character::isISOControl),
                "display-name has 1 to 100 characters on one line");
        check(maximumMessageBytes >= SMALLEST_LIMIT && maximumMessageBytes <= LARGEST_LIMIT,
                "maximum-message-bytes is " + SMALLEST_LIMIT + " to " + LARGEST_LIMIT + ", not " + maximumMessageBytes);
        check(!operator.isBlank(), "operator must not be blank");
        check(COUNTRY.matcher(jurisdiction).matches(), "jurisdiction is a country code of two capital letters or ??, not " + jurisdiction);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
