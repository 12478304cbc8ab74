package org.parvis.channel.phonenotes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent.CallSignalled;
import org.parvis.channel.InboundEvent.CallState;
import org.parvis.channel.Request;
import org.parvis.channel.Response;
import org.parvis.channel.phonenotes.Problem.Mistake;

/**
 * What the telephone system calls when a call rings, is answered or has ended:
 *
 * <pre>{@code
 * POST /channels/<channel id>/calls
 * Parvis-Timestamp: 1789459200
 * Parvis-Signature: sha256=<hexadecimal HMAC-SHA-256, with the shared secret, of the timestamp, a full stop and the body>
 *
 * {"call": "7f3a", "state": "ringing", "number": "0639980101", "extension": "214", "at": "2026-09-15T08:00:00Z"}
 * }</pre>
 *
 * <p>Answered with 202 once the signal is durable; the same signal again is recognised. Words are English: a machine's keeper reads them.
 */
final class CallRoutes {

    static final long MAXIMUM_BODY = 10_000;
    static final int MAXIMUM_NAME = 128;
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SIGNATURE = Pattern.compile("sha256=([0-9a-fA-F]{64})");

    private final PhoneNotesConfiguration configuration;
    private final ChannelContext context;
    private final Numbers numbers;

    CallRoutes(PhoneNotesConfiguration configuration, ChannelContext context, Numbers numbers) {
        this.configuration = configuration;
        this.context = context;
        this.numbers = numbers;
    }

    Response signal(Request request) throws InterruptedException, ChannelException {
        if (configuration.callsSecret().isEmpty()) {
            return refused(403, "This channel takes no signals: its operator has set no calls-secret.");
        }
        Optional<String> forgery = forgery(request, configuration.callsSecret().get());
        if (forgery.isPresent()) {
            return refused(401, forgery.get());
        }
        ObjectNode body;
        try {
            body = Json.object(request.body(), Language.ENGLISH);
        } catch (Json.Unreadable e) {
            return refused(400, e.why());
        }
        var mistakes = new ArrayList<Mistake>();
        Optional<CallSignalled> event = event(body, mistakes);
        if (event.isEmpty()) {
            return Problem.of(422, "The signal is not taken", Language.ENGLISH, mistakes).response();
        }
        context.inbox().commit(event.get());
        return NoteRoutes.json(202, Map.of("event", event.get().id().value()));
    }

    /** Why the request is not believed. */
    private Optional<String> forgery(Request request, String secret) {
        String timestamp = request.header("parvis-timestamp").orElse("");
        String signature = request.header("parvis-signature").orElse("");
        var parts = SIGNATURE.matcher(signature);
        if (!TIMESTAMP.matcher(timestamp).matches() || !parts.matches()) {
            return Optional.of("Parvis-Timestamp must be seconds since 1970, Parvis-Signature sha256= and 64 hexadecimal digits.");
        }
        if (!MessageDigest.isEqual(sign(secret, timestamp, request.body().toArray()), HexFormat.of().parseHex(parts.group(1)))) {
            return Optional.of("The signature is not that of the timestamp, a full stop and the body.");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), context.clock().instant());
        if (age.abs().compareTo(configuration.callsWindow()) > 0) {
            return Optional.of("The timestamp is " + age.abs().toSeconds() + " s from this gateway's clock; at most "
                    + configuration.callsWindow().toSeconds()
                    + " s are allowed.");
        }
        return Optional.empty();
    }

    /** RFC 2104. */
    static byte[] sign(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private Optional<CallSignalled> event(ObjectNode body, List<Mistake> mistakes) {
        Optional<String> call = text(body, "call", mistakes);
        Optional<CallState> state = text(body, "state", mistakes).flatMap(CallRoutes::state);
        Optional<String> number = text(body, "number", mistakes);
        Optional<String> extension = text(body, "extension", mistakes);
        Optional<String> written = text(body, "at", mistakes);
        Optional<Instant> at = written.flatMap(CallRoutes::time);
        require(call.isPresent(), "call", "The call's own name is needed, the same for all its signals.", mistakes);
        require(state.isPresent(), "state", "Expected: ringing, answered or ended.", mistakes);
        require(at.isPresent(), "at", "Expected: a date and time such as 2026-09-15T08:00:00Z.", mistakes);
        if (!mistakes.isEmpty() || call.isEmpty() || state.isEmpty() || at.isEmpty()) {
            return Optional.empty();
        }
        String id = Digest.of("signal", call.get(), state.get().name(), extension.orElse(""), at.get().toString());
        return Optional.of(new CallSignalled(new EventId(id), call.get(), state.get(), caller(number, call.get()), extension, at.get()));
    }

    /** A number that is no E.164 number, such as a colleague's extension, is shown as it came. */
    private Handle caller(Optional<String> number, String call) {
        String hidden = context.channelId() + ":" + Digest.of("signal", call);
        if (number.isEmpty() || Hidden.is(number.get())) {
            return Handle.of(Handle.Kind.ANONYMOUS, hidden);
        }
        return numbers.normalise(number.get()).map(whole -> Handle.of(Handle.Kind.PHONE, whole))
                .orElseGet(() -> Handle.of(Handle.Kind.ANONYMOUS, hidden, number.get()));
    }

    private static Optional<String> text(ObjectNode body, String member, List<Mistake> mistakes) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().length() > MAXIMUM_NAME) {
            mistakes.add(new Mistake(member, "Expected: a text of at most " + MAXIMUM_NAME + " characters."));
            return Optional.empty();
        }
        return Optional.of(NoteReader.clean(value.asText())).filter(text -> !text.isEmpty());
    }

    private static void require(boolean there, String member, String detail, List<Mistake> mistakes) {
        if (!there && mistakes.stream().noneMatch(mistake -> mistake.field().equals(member))) {
            mistakes.add(new Mistake(member, detail));
        }
    }

    private static Optional<CallState> state(String word) {
        for (CallState state : CallState.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            // Told to the caller with what would be right
            return Optional.empty();
        }
    }

    private static Response refused(int status, String why) {
        return Problem.of(status, "The signal is not taken", why).response();
    }
}
