package org.parvis.gateway.bench.town;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Writes conversations down as the gateway would have, had they taken place. Not safe for use by many threads. */
final class Chronicle {

    private static final int FIRST_NUMBER = 1_001;
    private static final int MOST_MESSAGES = 40;
    /** What follows the first two messages: on average two and a half more. */
    private static final double FURTHER = 3.0;
    private static final double PACE_HOURS = 18;
    private static final int SNIPPET = 200;
    /** Only what is recent is still open: five in a hundred conversations, of which three fifths are. */
    private static final double RECENT = 0.95;

    private final Vocabulary vocabulary;
    private final Lexicon lexicon;
    private final People people;
    private final Service service;
    private final Span span;

    /** @param conversations spread evenly from begin to end */
    record Span(int conversations, Instant begin, Instant end) {

        Instant at(double share) {
            return begin.plus((long) (ChronoUnit.MICROS.between(begin, end) * share), ChronoUnit.MICROS);
        }
    }

    Chronicle(Vocabulary vocabulary, Lexicon lexicon, People people, Service service, Span span) {
        this.vocabulary = vocabulary;
        this.lexicon = lexicon;
        this.people = people;
        this.service = service;
        this.span = span;
    }

    private enum State {
        OPEN, WAITING, RESOLVED
    }

    /** What is the same for all messages of a conversation. */
    private record Matter(UUID id, String channel, People.Person person, String topic, String subject, UUID agent, State state) {
    }

    private record Said(UUID id, boolean inbound, Instant at, List<String> words) {
    }

    void write(int number, Ledgers tables) throws SQLException {
        SplittableRandom random = new SplittableRandom(11L * number + 5);
        Penman penman = new Penman(vocabulary, random);
        double share = (number + random.nextDouble()) / span.conversations();
        Instant begin = span.at(share);
        String topic = penman.topic();
        String channel = channel(random.nextDouble());
        State state = channel.equals(Service.TELEPHONE) ? State.RESOLVED : state(share, random);
        Matter matter = new Matter(Past.id(begin, random.nextLong()), channel, people.draw(random.nextDouble()), topic,
                penman.subject(topic),
                service.agents().get(random.nextInt(service.agents().size())), state);
        List<Said> said = said(matter, begin, penman, random);
        Optional<Instant> owedSince = writeMessages(matter, said, tables);
        writeConversation(matter, FIRST_NUMBER + number, said, owedSince, tables);
    }

    private static String channel(double chance) {
        if (chance < 0.45) {
            return Service.MAIL;
        }
        if (chance < 0.70) {
            return Service.FORM;
        }
        return chance < 0.85 ? Service.TELEPHONE : Service.PLANNING;
    }

    private static State state(double share, SplittableRandom random) {
        double chance = random.nextDouble();
        if (share < RECENT || chance > 0.7) {
            return State.RESOLVED;
        }
        return chance < 0.47 ? State.OPEN : State.WAITING;
    }

    /** The last word is the citizen's where an answer is owed, the service's where one is waited for. */
    private List<Said> said(Matter matter, Instant begin, Penman penman, SplittableRandom random) {
        List<Said> said = new ArrayList<>();
        said.add(new Said(Past.id(begin, random.nextLong()), true, begin, penman.letter(matter.topic())));
        if (matter.channel().equals(Service.TELEPHONE)) {
            return said;
        }
        int count = Math.min(MOST_MESSAGES, 2 + (int) (-Math.log(1 - random.nextDouble()) * FURTHER));
        Instant at = begin;
        for (int n = 1; n < count; n++) {
            at = later(at, random);
            boolean last = n == count - 1;
            boolean inbound = switch (matter.state()) {
                case OPEN -> last || random.nextBoolean();
                case WAITING, RESOLVED -> !last && random.nextInt(20) < 9;
            };
            List<String> words = inbound ? penman.thanks(matter.topic()) : penman.answer(matter.topic());
            said.add(new Said(Past.id(at, random.nextLong()), inbound, at, words));
        }
        return said;
    }

    /** Hours or days later, and before today. */
    private Instant later(Instant at, SplittableRandom random) {
        long micros = (long) (-Math.log(1 - random.nextDouble()) * PACE_HOURS * 3_600_000_000.0) + 1;
        Instant next = at.plus(micros, ChronoUnit.MICROS);
        return next.isBefore(span.end()) ? next : at.plus(1, ChronoUnit.MICROS);
    }

    /** Returns since when an answer is owed. */
    private Optional<Instant> writeMessages(Matter matter, List<Said> said, Ledgers tables) throws SQLException {
        boolean telephone = matter.channel().equals(Service.TELEPHONE);
        List<Said> owed = new ArrayList<>();
        tables.changes().add(said.getFirst().at(), "conversation.opened", matter.id(), null, matter.channel(), null);
        for (Said message : said) {
            writeMessage(matter, message, message.equals(said.getFirst()), tables);
            if (message.inbound()) {
                tables.events().add(matter.channel(), message.id(), message.at());
                tables.changes().add(message.at(), "message.received", matter.id(), message.id(), matter.channel(), null);
                owed.add(message);
                continue;
            }
            tables.changes().add(message.at(), "message.sent", matter.id(), message.id(), matter.channel(), matter.agent());
            tables.deliveries().add(Past.id(message.at(), message.id().hashCode()), matter.id(), message.id(), matter.channel(), "ACCEPTED",
                    "{\"to\": {\"kind\": \"EMAIL\", \"value\": \"" + matter.person().address() + "\"}, \"author\": \"Mairie\"}", 1,
                    message.at(),
                    message.at(), message.at());
            for (Said question : owed) {
                settle(matter, question, "ANSWERED", message.at(), message.id(), null, tables);
            }
            owed.clear();
        }
        if (telephone) {
            settle(matter, said.getFirst(), "ANSWERED", said.getFirst().at(), null, null, tables);
            return Optional.empty();
        }
        for (Said question : owed) {
            tables.obligations().add(question.id(), matter.id(), question.at(), null, null, null, null, null);
        }
        return owed.stream().map(Said::at).findFirst();
    }

    private static void settle(Matter matter, Said question, String how, Instant at, @Nullable UUID answer, @Nullable String reason,
            Ledgers tables)
            throws SQLException {
        tables.obligations().add(question.id(), matter.id(), question.at(), how, at, matter.agent(), answer, reason);
    }

    private void writeMessage(Matter matter, Said message, boolean first, Ledgers tables) throws SQLException {
        boolean telephone = matter.channel().equals(Service.TELEPHONE);
        List<String> subject = !message.inbound() ? List.of() : first ? List.of(matter.subject()) : List.of("Re:", matter.subject());
        tables.messages().add(message.id(), matter.id(), matter.channel(), message.inbound() ? "INBOUND" : "OUTBOUND", "PRIVATE",
                matter.person().contact(), "EMAIL", matter.person().address(), !message.inbound() || telephone ? matter.agent() : null,
                message.inbound() ? String.join(" ", subject) : null, Penman.text(message.words()), message.at(), message.at(),
                lexicon.vector(subject, message.words(), message.at()));
        tables.names().add(matter.channel(), "<" + message.id() + "@" + (message.inbound() ? "citizen" : "mairie") + ".example>",
                matter.id(),
                message.id());
    }

    private void writeConversation(Matter matter, int number, List<Said> said, Optional<Instant> owedSince, Ledgers tables)
            throws SQLException {
        Said last = said.getLast();
        String line = Penman.text(last.words()).replaceAll("\\s+", " ");
        boolean untouched = said.stream().allMatch(Said::inbound) && matter.state() == State.OPEN;
        tables.conversations().add(matter.id(), number, matter.channel(), matter.person().contact(), matter.subject(), matter.topic(),
                matter.state(),
                service.teams().get(matter.topic()), untouched ? null : matter.agent(), "PRIVATE",
                line.substring(0, Math.min(SNIPPET, line.length())), said.getFirst().at(), last.at(), owedSince.orElse(null), said.size(),
                said.size());
        if (matter.channel().equals(Service.FORM)) {
            tables.threads().add(matter.channel(), "form:" + matter.id(), matter.id());
        }
    }
}
