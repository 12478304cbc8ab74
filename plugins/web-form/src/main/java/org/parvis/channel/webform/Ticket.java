package org.parvis.channel.webform;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.parvis.channel.ChannelContext.Signer;

/**
 * What each form carries unseen: a random name for the message that it will become, and when it was handed out, both signed. However
 * often the browser sends the form, it names the same message.
 *
 * @param place where it is valid: the form, or one follow-up page
 */
record Ticket(String place, String id, Instant issuedAt) {

    static final String FORM = "form";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;
    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9_-]{22})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{1,100})");

    static Ticket issue(String place, Clock clock) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return new Ticket(place, Base64.getUrlEncoder().withoutPadding().encodeToString(id),
                Instant.ofEpochSecond(clock.instant().getEpochSecond()));
    }

    /** Empty when it is not one that this channel handed out for this place. */
    static Optional<Ticket> read(String place, String written, Signer signer) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var ticket = new Ticket(place, parts.group(1), Instant.ofEpochSecond(Long.parseLong(parts.group(2))));
        return signer.verify(ticket.signed(), parts.group(3)) ? Optional.of(ticket) : Optional.empty();
    }

    String write(Signer signer) {
        return id + "." + issuedAt.getEpochSecond() + "." + signer.sign(signed());
    }

    /** Never negative: another node, whose clock is a little ahead, may have handed it out a moment ago. */
    Duration age(Clock clock) {
        Duration age = Duration.between(issuedAt, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private String signed() {
        return "ticket:" + place + ":" + id + ":" + issuedAt.getEpochSecond();
    }
}
