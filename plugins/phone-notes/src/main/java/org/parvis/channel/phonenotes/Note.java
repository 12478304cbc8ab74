package org.parvis.channel.phonenotes;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent.MessageReceived;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.InboundMessage.Disposition;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;

/**
 * What an agent wrote down of one call.
 *
 * @param caller       in E.164; absent when the number was hidden
 * @param callBackAt   when the caller wants to be called, for {@link Outcome#CALL_BACK}
 * @param conversation the number of the conversation that the call is about
 * @param at           of the call
 */
record Note(Optional<String> caller, Optional<String> name, Optional<String> topic, Optional<String> team, String text, Outcome outcome,
        Optional<Instant> callBackAt, Optional<Long> conversation, Instant at) {

    static final int MAXIMUM_TEXT = 20_000;
    static final int MAXIMUM_LINE = 200;
    static final long MAXIMUM_CONVERSATION = 999_999_999_999L;

    /** How the call ended. */
    enum Outcome {
        /** The caller got their answer. */
        ANSWERED,
        /** Somebody has to call them. */
        CALL_BACK,
        /** Another team goes on with it. */
        PASSED_ON;

        /** As in requests. */
        String word() {
            return name().replace('_', '-').toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return List.of(values()).stream().map(Outcome::word).toList();
        }
    }

    /**
     * @param id   unique on this channel: the same for the same note, whenever it is handed in
     * @param call the same for all notes of one call
     */
    MessageReceived event(String id, String call, ChannelContext context, String account, PhoneNotesConfiguration configuration) {
        Handle from = caller.map(number -> new Handle(Handle.Kind.PHONE, number, name, Optional.empty()))
                .orElseGet(() -> new Handle(Handle.Kind.ANONYMOUS, context.channelId() + ":" + call, name, Optional.empty()));
        InboundMessage message = InboundMessage.from(from, new MessageId(id), at, Content.of(text))
                .threading(new Threading(Optional.of(thread(call)), List.of(), conversation)).topic(topic).team(team)
                .fields(fields(configuration)).disposition(outcome == Outcome.ANSWERED ? Disposition.ANSWERED : Disposition.OPEN)
                .takenBy(Optional.of(account)).build();
        return new MessageReceived(new EventId(id), message);
    }

    static String thread(String call) {
        return "call:" + call;
    }

    private Map<String, String> fields(PhoneNotesConfiguration configuration) {
        if (outcome != Outcome.CALL_BACK) {
            return Map.of();
        }
        Language language = configuration.language();
        String when = callBackAt.map(time -> time(time, configuration.zone(), language)).orElseGet(() -> language.say("callback.now"));
        return Map.of(language.say("callback.field"), when);
    }

    private static String time(Instant at, ZoneId zone, Language language) {
        Locale locale = switch (language) {
            case FRENCH -> Locale.FRANCE;
            case ENGLISH -> Locale.UK;
        };
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT).withLocale(locale).withZone(zone).format(at);
    }
}
