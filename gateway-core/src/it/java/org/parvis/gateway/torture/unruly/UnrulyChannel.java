package org.parvis.gateway.torture.unruly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.parvis.channel.Capabilities;
import org.parvis.channel.ChannelException;
import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.Cursor;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.Health;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Inbox;
import org.parvis.channel.Listening;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;

/** A line of {@code written} is a message of a citizen; a line of {@code sent} is one that they got. */
final class UnrulyChannel implements Listening {

    private static final long POLL_MILLIS = 100;
    private static final int LEAKED = 200;
    private static final Capabilities CAPABILITIES = new Capabilities(Capabilities.TextLimit.graphemes(1_000),
            Capabilities.MediaLimits.NONE, Set.of(), Set.of(Handle.Kind.ANONYMOUS), false, Set.of(Visibility.PRIVATE), false, 4, 6_000,
            new Capabilities.Operator("Saint-Exemple", "FR", "files", true));

    private final Path directory;
    /** Whoever opens it is told the truth: a channel that does not open stays closed until its node starts anew. */
    private volatile boolean opened;

    UnrulyChannel(Path directory) {
        this.directory = directory;
    }

    @Override
    public Capabilities capabilities() {
        if (opened && mood() == Mood.RAVES) {
            throw new IllegalStateException("What can I do?");
        }
        opened = true;
        return CAPABILITIES;
    }

    @Override
    public Health health() {
        if (mood() == Mood.RAVES) {
            throw new IllegalStateException("How am I?");
        }
        return new Health.Ready();
    }

    @Override
    public void listen(Inbox inbox, Optional<Cursor> from) throws InterruptedException, ChannelException {
        int taken = from.map(cursor -> Integer.parseInt(cursor.value())).orElse(0);
        boolean leaked = false;
        while (true) {
            switch (mood()) {
                case CALM -> leaked = false;
                case HANGS -> cling();
                case THROWS -> throw new IllegalStateException("I do not want to listen");
                case FLOODS -> flood(inbox);
                case LEAKS -> {
                    if (!leaked) {
                        leak();
                    }
                    leaked = true;
                }
                case RAVES -> rave(inbox);
            }
            taken = take(inbox, taken);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private int take(Inbox inbox, int taken) throws InterruptedException, ChannelException {
        List<String> lines = written();
        int after = Math.min(lines.size(), taken + Inbox.MAXIMUM_EVENTS);
        if (after > taken) {
            inbox.commit(IntStream.range(taken, after).mapToObj(line -> event(line, lines.get(line))).toList(),
                    Optional.of(new Cursor(Integer.toString(after))));
        }
        return after;
    }

    @Override
    public Outcome perform(Command command) throws InterruptedException {
        Command.Send send = (Command.Send) command;
        return switch (mood()) {
            case HANGS -> {
                cling();
                yield sent(send);
            }
            case THROWS -> {
                if (ThreadLocalRandom.current().nextBoolean()) {
                    sent(send);
                }
                throw new IllegalStateException("I do not want to send");
            }
            case RAVES -> {
                sent(send);
                yield Outcome.Accepted.as(new MessageId("no text that a database keeps \0"));
            }
            case CALM, FLOODS, LEAKS -> sent(send);
        };
    }

    private Outcome sent(Command.Send send) {
        try {
            Files.writeString(directory.resolve("sent"), send.content().text().replace('\n', ' ') + "\n", StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return Outcome.Accepted.as(new MessageId(UUID.randomUUID().toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Stays, whoever interrupts, for as long as the mood lasts. */
    private void cling() {
        while (mood() == Mood.HANGS) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException ignored) {
                // As a plugin should not.
            }
        }
    }

    private void flood(Inbox inbox) throws InterruptedException, ChannelException {
        List<String> lines = written();
        if (lines.isEmpty()) {
            return;
        }
        while (mood() == Mood.FLOODS) {
            int first = ThreadLocalRandom.current().nextInt(lines.size());
            inbox.commit(IntStream.range(0, Inbox.MAXIMUM_EVENTS).map(place -> (first + place) % lines.size())
                    .mapToObj(line -> event(line, lines.get(line))).toList(), Optional.empty());
        }
    }

    private void leak() {
        for (int thread = 0; thread < LEAKED; thread++) {
            Thread.ofPlatform().daemon().name("leaked-" + thread).start(() -> {
                while (mood() == Mood.LEAKS) {
                    try {
                        TimeUnit.SECONDS.sleep(1);
                    } catch (InterruptedException ignored) {
                        // Nobody knows this thread, so nobody interrupts it.
                    }
                }
            });
        }
    }

    private void rave(Inbox inbox) throws InterruptedException, ChannelException {
        String id = "raving " + UUID.randomUUID();
        Handle nobody = Handle.of(Handle.Kind.ANONYMOUS, "nobody \0");
        List<InboundEvent> events = new ArrayList<>();
        events.add(new InboundEvent.MessageReceived(new EventId(id), InboundMessage.from(nobody, new MessageId(id), Instant.MAX,
                Content.of("\0 \ud800 nonsense")).origin(InboundMessage.Origin.AUTOMATIC).build()));
        events.add(new InboundEvent.MessageEdited(new EventId(id + " edited"), new MessageId("never seen"), Content.of("\0"), Instant.MIN));
        events.add(new InboundEvent.DeliveryReported(new EventId(id + " reported"), new MessageId("never sent \0"),
                InboundEvent.Report.DELIVERED, Optional.empty(), Instant.MAX));
        inbox.commit(events, Optional.empty());
        inbox.commit(List.of(), Optional.of(new Cursor("42 \0")));
    }

    private static InboundEvent event(int line, String words) {
        String id = "line " + line;
        return new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage
                        .from(Handle.of(Handle.Kind.ANONYMOUS, "citizen " + line % 50), new MessageId(id), Instant.now(), Content.of(words))
                        .build());
    }

    /** Whole lines only. */
    private List<String> written() {
        try {
            Path file = directory.resolve("written");
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Mood mood() {
        try {
            return Mood.valueOf(Files.readString(directory.resolve("mood")).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
