package org.parvis.gateway.conversation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last entry of a page: the next one begins after it, whatever was added or removed in between.
 *
 * @param at   absent where the list has no time there
 * @param rank how well it matched; where nothing was searched, 1 for what is urgent and goes before the rest, else 0
 */
public record Keyset(Optional<Instant> at, float rank, UUID id) {

    private static final Pattern NOTATION = Pattern
            .compile("([0-9TZ:.+-]{0,40})_(-?[0-9]{1,11})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");
    private static final int LONGEST_NOTATION = 200;

    static Keyset at(Instant at, UUID id) {
        return new Keyset(Optional.of(at), 0, id);
    }

    /** Reads {@link #toString}'s notation; empty when the text is anything else. */
    public static Optional<Keyset> parse(String text) {
        if (text.length() > LONGEST_NOTATION) {
            return Optional.empty();
        }
        try {
            Matcher parts = NOTATION.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            if (!parts.matches()) {
                return Optional.empty();
            }
            Optional<Instant> at = Optional.of(parts.group(1)).filter(time -> !time.isEmpty()).map(Instant::parse);
            float rank = Float.intBitsToFloat(Integer.parseInt(parts.group(2)));
            return Float.isFinite(rank) ? Optional.of(new Keyset(at, rank, UUID.fromString(parts.group(3)))) : Optional.empty();
        } catch (DateTimeParseException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String plain = at.map(Instant::toString).orElse("") + "_" + Float.floatToIntBits(rank) + "_" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
