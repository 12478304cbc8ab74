package org.parvis.channel.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.parvis.channel.Capabilities;
import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelException;
import org.parvis.channel.ChannelPlugin;
import org.parvis.channel.Command;
import org.parvis.channel.Content;
import org.parvis.channel.Cursor;
import org.parvis.channel.EventId;
import org.parvis.channel.Fault;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.Inbox;
import org.parvis.channel.Key;
import org.parvis.channel.Listening;
import org.parvis.channel.MessageId;
import org.parvis.channel.Outcome;
import org.parvis.channel.Visibility;

/** A whole channel plugin that listens and sends, as small as it can be. Its faults can be chosen, to see that the contract finds them. */
public final class PigeonPlugin implements ChannelPlugin<PigeonPlugin.Configuration> {

    /** @param fault how the plugin breaks the contract */
    public record Configuration(@Key(value = "loft", doc = "The name of the loft.") String loft,
            @Key(value = "fault", doc = "How to misbehave, for tests of the contract itself.", fallback = "none") Misconduct fault) {
    }

    /** Ways to break the contract. */
    public enum Misconduct {
        NONE, ACKNOWLEDGES_BEFORE_COMMIT, FORGETS_ITS_CURSOR, NAMES_EVENTS_BY_ARRIVAL, CALLS_FAILURE_SUCCESS, MAKES_EVERYTHING_PUBLIC, LEAVES_A_THREAD, SWALLOWS_INTERRUPTION, LOGS_WORDS
    }

    @Override
    public String type() {
        return "pigeon";
    }

    @Override
    public Class<Configuration> configurationType() {
        return Configuration.class;
    }

    @Override
    public Pigeon open(Configuration configuration, ChannelContext context) {
        if (configuration.fault() == Misconduct.LEAVES_A_THREAD) {
            var thread = new Thread(() -> {
                while (!Thread.interrupted()) {
                    java.util.concurrent.locks.LockSupport.park();
                }
            }, "pigeon");
            thread.setDaemon(true);
            thread.start();
        }
        return new Pigeon(configuration, context);
    }

    /** One channel. */
    record Pigeon(Configuration configuration, ChannelContext context) implements Listening {

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Capabilities.TextLimit.graphemes(140), Capabilities.MediaLimits.NONE, Set.of(),
                    Set.of(Handle.Kind.ANONYMOUS),
                    true, Set.of(Visibility.values()), true, 1, 60, new Capabilities.Operator("Saint-Exemple", "FR", "pigeon", true));
        }

        private boolean does(Misconduct misconduct) {
            return configuration.fault() == misconduct;
        }

        private Loft loft() {
            return Objects.requireNonNull(Loft.STANDING.get(configuration.loft()));
        }

        @Override
        public void listen(Inbox inbox, Optional<Cursor> from) throws InterruptedException, ChannelException {
            int reached = does(Misconduct.FORGETS_ITS_CURSOR) ? 0 : from.map(cursor -> Integer.parseInt(cursor.value())).orElse(0);
            while (true) {
                try {
                    List<Loft.Held> held = loft().beyond(reached);
                    if (does(Misconduct.ACKNOWLEDGES_BEFORE_COMMIT)) {
                        loft().acknowledge(held);
                    }
                    reached = held.getLast().number();
                    inbox.commit(held.stream().map(this::event).toList(), Optional.of(new Cursor(Integer.toString(reached))));
                    loft().acknowledge(held);
                } catch (IOException e) {
                    throw new ChannelException(new Fault(Fault.Owner.PLATFORM, "LOFT_SHUT", "The loft is shut."), e);
                } catch (InterruptedException e) {
                    if (!does(Misconduct.SWALLOWS_INTERRUPTION)) {
                        throw e;
                    }
                }
            }
        }

        private InboundEvent event(Loft.Held one) {
            if (does(Misconduct.LOGS_WORDS)) {
                context.log().log(System.Logger.Level.INFO, "Arrived: " + one.letter().text());
            }
            String name = does(Misconduct.NAMES_EVENTS_BY_ARRIVAL) || does(Misconduct.FORGETS_ITS_CURSOR)
                    ? Long.toString(System.nanoTime())
                    : Integer.toString(one.number());
            Visibility visibility = does(Misconduct.MAKES_EVERYTHING_PUBLIC) ? Visibility.PUBLIC : one.letter().visibility();
            return new InboundEvent.MessageReceived(new EventId(name),
                    InboundMessage.from(Loft.CITIZEN, new MessageId(name), Loft.writtenAt(one), Content.of(one.letter().text()))
                            .visibility(visibility).build());
        }

        @Override
        public Outcome perform(Command command) {
            return switch (command) {
                case Command.Send send -> {
                    var id = new MessageId("out-" + send.key());
                    try {
                        boolean answered = loft().send(send.key(), send.to(), send.visibility(), send.content().text());
                        yield answered || does(Misconduct.CALLS_FAILURE_SUCCESS)
                                ? Outcome.Accepted.as(id)
                                : new Outcome.Unknown(new Fault(Fault.Owner.PLATFORM, "NO_ANSWER", "The pigeon did not come back."));
                    } catch (IOException e) {
                        yield does(Misconduct.CALLS_FAILURE_SUCCESS)
                                ? Outcome.Accepted.as(id)
                                : new Outcome.Deferred(context.clock().instant().plusSeconds(60),
                                        new Fault(Fault.Owner.PLATFORM, "LOFT_SHUT", "The loft is shut."));
                    }
                }
            };
        }
    }
}
